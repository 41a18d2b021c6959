import { FAULT_LABELS } from '#schemas/readings/finding';
import { SIGNATURE_LENGTH } from '#signal/features/signature';
import { signatureOf } from '#signal/features/signature-of';
import { MachineSynthesizer } from '#signal/synth/machine-synthesizer';
import { Random } from '#signal/synth/random';
import { Dataset } from '../dataset.ts';
import { randomCase, type TrainingCase } from './random-case.ts';
import { targetsOf } from './targets.ts';

/** Lengths of synthetic records: short recordings, and a full context. Few, because each length has transform plans of its own. */
const RECORD_SECONDS = [1, 1.15, 1.35, 1.35] as const;

/** What rows are for: to learn from, to set thresholds on (mixed and healthy), to measure on, and to compare models on. */
export type SyntheticPart =
  | 'train'
  | 'calibration'
  | 'healthy'
  | 'held-out'
  | 'scoring'
  | 'scoring-healthy';
const HEALTHY: readonly SyntheticPart[] = ['healthy', 'scoring-healthy'];

export interface SyntheticRowsOptions {
  readonly seed: number;
  /** Rows of different names never share a machine. */
  readonly name: SyntheticPart;
  readonly rows: number;
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** Signatures of synthesized records with their labels; machine, faults, sensor and rate are drawn anew for each. */
export async function syntheticRows(options: SyntheticRowsOptions): Promise<Dataset> {
  const random = new Random(options.seed).fork(options.name);
  const data = new Dataset(SIGNATURE_LENGTH, FAULT_LABELS.length, options.rows);
  for (let i = 0; i < options.rows; i++) {
    if (options.signal?.aborted) break;
    const own = random.fork(String(i));
    const drawn = randomCase(own, HEALTHY.includes(options.name));
    const { sampleRateHz } = drawn.synthesis;
    const record = measure(drawn, own.pick(RECORD_SECONDS));
    data.add(signatureOf(record, sampleRateHz, drawn.facts), targetsOf(drawn.labels));
    if (i % 500 === 499) {
      options.onProgress?.(i + 1);
      // Lets a Ctrl-C in, which is an event.
      await new Promise(setImmediate);
    }
  }
  return data;
}

/** The record that the sensor of a case would deliver, in g. */
function measure({ synthesis, path }: TrainingCase, seconds: number): Float32Array {
  const record = new Float32Array(Math.ceil(seconds * synthesis.sampleRateHz));
  new MachineSynthesizer(synthesis).next(record.length, record);
  for (let i = 0; i < record.length; i++) record[i]! *= path.gain;
  const shaftStep = (2 * Math.PI * synthesis.machine.speedRpm) / 60 / synthesis.sampleRateHz;
  for (const { order, depth, phase } of path.modulation) {
    modulate(record, depth, phase, order * shaftStep);
  }
  for (let i = 0; i < record.length; i++) record[i]! += path.gravityG;
  return record;
}

/** Multiplies by 1 + depth·cos(phase + i·step); the cosine by turning a phasor, which is many times faster than Math.cos. */
function modulate(record: Float32Array, depth: number, phase: number, step: number): void {
  const [turnCos, turnSin] = [Math.cos(step), Math.sin(step)];
  let cos = Math.cos(phase);
  let sin = Math.sin(phase);
  for (let i = 0; i < record.length; i++) {
    record[i]! *= 1 + depth * cos;
    const next = cos * turnCos - sin * turnSin;
    sin = sin * turnCos + cos * turnSin;
    cos = next;
  }
}
