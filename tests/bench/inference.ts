/**
 * What the lane adds to ONNX Runtime: windows a second through the batcher with its bookkeeping, against bare
 * `session.run` on ready tensors of the same batch, one thread, the built-in model. Run: bun run bench:inference
 */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { AgentSettings } from '#schemas/config/agent-settings';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { modelLabelIndex, scatterScores } from '#signal/diagnosis/model-scores';
import { SIGNATURE_LENGTH } from '#signal/features/signature';
import { systemClock } from '../../agent/clock.ts';
import { LatencyHistogram } from '../../agent/health/latency-histogram.ts';
import type { Batch } from '../../agent/inference/batch.ts';
import { Batcher } from '../../agent/inference/batcher.ts';
import { OnnxModel } from '../../agent/inference/onnx-model.ts';
import { BASELINE_MODEL_PATH, loadModel } from '../../agent/models/load-model.ts';
import { median } from './statistics.ts';

const WINDOWS = 32_768;
const ROUNDS = 15;

const { maxWindows, maxDelayMs } = AgentSettings.parse({}).batch;
const { bytes, card } = await loadModel(BASELINE_MODEL_PATH);
/** Signatures of no machine: the cost of the model does not depend on them. */
const signatures = Float32Array.from({ length: maxWindows * SIGNATURE_LENGTH }, (_, i) =>
  Math.sin(i * i * 0.37),
);

async function rawRun(session: InferenceSession): Promise<number> {
  const input = new Tensor('float32', signatures, [maxWindows, SIGNATURE_LENGTH]);
  const begun = performance.now();
  for (let windows = 0; windows < WINDOWS; windows += maxWindows)
    await session.run({ [session.inputNames[0]]: input });
  return (WINDOWS * 1000) / (performance.now() - begun);
}

/** The lane's side of it: slots, batches, scores to their labels, times to the histogram. */
class LaneInference {
  readonly #batcher: Batcher<number>;
  readonly #latency = new LatencyHistogram();
  readonly #scores = new Float32Array(FAULT_LABELS.length);
  readonly #index = modelLabelIndex(card);
  #windows = 0;
  #finished = Promise.withResolvers<void>();
  fill = true;

  constructor(model: OnnxModel) {
    this.#batcher = new Batcher({
      run: (input, count) => model.run(input, count),
      maxWindows,
      maxDelayMs,
      done: (batch, scores) => this.#done(batch, scores),
      drained: () => this.#feed(),
      failed: (error) => this.#finished.reject(error),
    });
  }

  async run(): Promise<number> {
    this.#windows = 0;
    this.#latency.clear();
    this.#finished = Promise.withResolvers();
    const begun = performance.now();
    this.#feed();
    await this.#finished.promise;
    return (this.#latency.total * 1000) / (performance.now() - begun);
  }

  #feed(): void {
    if (this.#windows >= WINDOWS) this.#finished.resolve();
    while (this.#windows < WINDOWS && !this.#batcher.busy) {
      const slot = this.#batcher.next();
      const at = (this.#windows % maxWindows) * SIGNATURE_LENGTH;
      slot.point = this.#windows++;
      slot.arrivedMs = systemClock();
      // In a lane the analysis itself writes the signature into the batch: there is no copy to be measured.
      if (this.fill) slot.analysis.signature.set(signatures.subarray(at, at + SIGNATURE_LENGTH));
      this.#batcher.commit();
    }
  }

  #done(batch: Batch<number>, scores: Float32Array | null): void {
    if (scores === null) return;
    const now = systemClock();
    for (let i = 0; i < batch.count; i++) {
      scatterScores(scores, i * this.#index.length, this.#index, this.#scores);
      this.#latency.add(now - batch.slots[i].arrivedMs);
    }
  }
}

const model = await OnnxModel.open(bytes, card, 'cpu');
const session = await InferenceSession.create(bytes, {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
});
await rawRun(session);
const inference = new LaneInference(model);
await inference.run();
inference.fill = false;
const raw: number[] = [];
const lane: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  // The order changes, so that what grows or falls over time touches both alike.
  if (round % 2 === 0) raw.push(await rawRun(session));
  lane.push(await inference.run());
  if (round % 2 === 1) raw.push(await rawRun(session));
}
const windowsPerSecond = Math.round(median(lane));
const rawWindowsPerSecond = Math.round(median(raw));
const ratio = Number((median(lane) / median(raw)).toFixed(3));
console.log(
  `batch ${maxWindows}, model ${card.name} ${card.version}, ${ROUNDS} rounds of ${WINDOWS} windows, medians`,
);
console.log(JSON.stringify({ bench: 'inference', windowsPerSecond, rawWindowsPerSecond, ratio }));
