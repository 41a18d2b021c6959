import { Random } from '#signal/synth/random';
import { auroc, column } from '../../../agent/training/auroc.ts';
import { predict } from '../../../agent/training/predict.ts';
import { trainAndScore } from './bearing-net.ts';
import { CWRU_COLUMNS, CWRU_LABELS, type CwruWindow } from './cwru-windows.ts';
import { CWRU_SPLITS, type CwruSplit, isTest, truthOf } from './splits.ts';

const LABELS = CWRU_LABELS.length;
/** Training has luck in it: each split is trained with these seeds and its scores averaged. */
const SEEDS = [1, 2, 3];
/** Share of windows for training in the leaky split, and how often it is drawn. */
const LEAKY_TRAINING = 2 / 3;
const LEAKY_DRAWS = 9;

/** AUROC by label, in the order of CWRU_LABELS, of the three that are compared. */
export interface SplitScore {
  readonly split: CwruSplit;
  readonly model: readonly number[];
  readonly rules: readonly number[];
  readonly zeroShot: readonly number[];
}

/** Scores model, rules and the shipped baseline (which never saw a real machine) on all 27 splits. */
export async function scoreSplits(
  windows: readonly CwruWindow[],
  baseline: Uint8Array,
  onSplit: (score: SplitScore) => void,
): Promise<SplitScore[]> {
  const scores: SplitScore[] = [];
  for (const split of CWRU_SPLITS) {
    const tested = windows.filter((window) => isTest(split, window));
    const trained = windows.filter((window) => !isTest(split, window));
    const score = {
      split,
      model: await modelAurocs(trained, tested),
      rules: aurocs(joined(tested.map((window) => window.ruleScores)), tested),
      zeroShot: aurocs(await baselineScores(baseline, tested), tested),
    };
    onSplit(score);
    scores.push(score);
  }
  return scores;
}

/** The macro AUROC of windows split at random: high, because neighbours of every test window were trained on. */
export async function scoreLeaky(windows: readonly CwruWindow[]): Promise<number> {
  const values: number[] = [];
  for (let draw = 1; draw <= LEAKY_DRAWS; draw++) {
    const random = new Random(draw);
    const marks = windows.map(() => random.uniform() < LEAKY_TRAINING);
    const trained = windows.filter((_, i) => marks[i]);
    const tested = windows.filter((_, i) => !marks[i]);
    values.push(mean(await modelAurocs(trained, tested)));
  }
  return mean(values);
}

/** Mean of some numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function modelAurocs(trained: readonly CwruWindow[], tested: readonly CwruWindow[]) {
  const sum = new Float32Array(tested.length * LABELS);
  for (const seed of SEEDS) {
    const scores = await trainAndScore(trained, tested, seed);
    scores.forEach((score, i) => {
      sum[i]! += score;
    });
  }
  return aurocs(sum, tested);
}

function aurocs(scores: Float32Array, tested: readonly CwruWindow[]): number[] {
  const truth = joined(tested.map(truthOf));
  return CWRU_LABELS.map((_, i) => auroc(column(scores, LABELS, i), column(truth, LABELS, i)));
}

async function baselineScores(onnx: Uint8Array, tested: readonly CwruWindow[]) {
  const rows = joined(tested.map((window) => window.signature));
  const all = await predict(onnx, rows, rows.length / tested.length);
  const perRow = all.length / tested.length;
  return joined(tested.map((_, i) => CWRU_COLUMNS.map((at) => all[i * perRow + at]!)));
}

function joined(rows: readonly ArrayLike<number>[]): Float32Array {
  return Float32Array.from(rows.flatMap((row) => Array.from(row)));
}
