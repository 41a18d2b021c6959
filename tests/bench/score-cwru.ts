import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { writeCard } from '#schemas/models/onnx-card';
import { BASELINE_MODEL_PATH, type LoadedModel, loadModel } from '../../agent/models/load-model.ts';
import { CWRU_FOLDER, loadCwruWindows } from './cwru/cwru-windows.ts';
import { mean, type SplitScore, scoreLeaky, scoreSplits } from './cwru/evaluate.ts';
import { sizeTable, splitHead, splitRow } from './cwru/tables.ts';

const USAGE = `bun run score:cwru [--stamp]

Scores fault labels on the drive-end part of the CWRU recordings (in TREMOLO_DATA_DIR, by default
../shared/data), with the bearings of one size of each fault held out: 27 splits. --stamp writes the
shipped model's zero-shot score into its card.`;

/** Of the card's metrics, the one that --stamp writes. */
const ZERO_SHOT = { name: 'macro auroc', split: 'zero-shot, CWRU drive end' };

const round = (value: number) => Math.round(value * 1000) / 1000;
const deviation = (values: readonly number[]) =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
const print = (text: string) => process.stdout.write(`${text}\n`);

/** Macro AUROC over all splits, of one of the three that are compared. */
function macro(scores: readonly SplitScore[], who: 'model' | 'rules' | 'zeroShot') {
  const values = scores.map((score) => mean(score[who]));
  return { value: round(mean(values)), sd: round(deviation(values)) };
}

async function stamp(model: LoadedModel, value: number, sd: number): Promise<void> {
  const others = model.card.metrics.filter((metric) => metric.split !== ZERO_SHOT.split);
  const metrics = [...others, { ...ZERO_SHOT, value, sd }];
  await writeFile(BASELINE_MODEL_PATH, writeCard(model.bytes, { ...model.card, metrics }));
  print(`stamped ${ZERO_SHOT.name} ${value} (${ZERO_SHOT.split}) into the model's card`);
}

async function main(stamped: boolean): Promise<void> {
  const baseline = await loadModel(BASELINE_MODEL_PATH);
  const windows = await loadCwruWindows(CWRU_FOLDER);
  print(`${windows.length} windows of 1 s; AUROC by held-out bearings\n\n${splitHead()}`);
  const scores = await scoreSplits(windows, baseline.bytes, (score) => print(splitRow(score)));
  const leaky = round(await scoreLeaky(windows));
  const [model, rules, zeroShot] = [
    macro(scores, 'model'),
    macro(scores, 'rules'),
    macro(scores, 'zeroShot'),
  ];
  print(`\n${sizeTable(scores)}\n`);
  print(`model, trained per split      ${model.value} ± ${model.sd}`);
  print(`rules, nothing trained        ${rules.value} ± ${rules.sd}`);
  print(`zero-shot (shipped baseline)  ${zeroShot.value} ± ${zeroShot.sd}`);
  print(`LEAKY, windows split randomly ${leaky}: says nothing about another bearing`);
  if (stamped) await stamp(baseline, zeroShot.value, zeroShot.sd);
  const line = {
    score: 'cwru',
    split: 'by fault size',
    splits: scores.length,
    macroAuroc: model.value,
    sd: model.sd,
    rulesMacroAuroc: rules.value,
    leakyMacroAuroc: leaky,
  };
  print(JSON.stringify(line));
}

const { values } = parseArgs({
  options: {
    stamp: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) print(USAGE);
else if (existsSync(CWRU_FOLDER)) await main(values.stamp);
else {
  process.stderr.write(`The CWRU recordings are not at ${CWRU_FOLDER}.\n\n${USAGE}\n`);
  process.exitCode = 1;
}
