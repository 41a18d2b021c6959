import type { z } from 'zod';
import type { BENCHMARK } from '#schemas/jobs/kinds/benchmark';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { createAnalysis } from '#signal/features/analysis';
import { WindowAnalyzer } from '#signal/features/analyzer';
import { loadFft } from '#signal/spectrum/fft';
import type { JobContext } from '../../job-context.ts';

type Arguments = z.infer<typeof BENCHMARK.arguments>;
type Progress = z.infer<typeof BENCHMARK.progress>;
type Result = z.infer<typeof BENCHMARK.result>;

const WINDOW = 2048;
const RATE_HZ = 25_600;
/** What is compiled or loaded on first use is not measured. */
const WARM_UP_ROUNDS = 3;

/** Measures features, inference and training one after the other, each for its time. */
export async function run(context: JobContext<Arguments, Progress>): Promise<Result> {
  const { provider, tools, tell, say } = context;
  const forMs = context.arguments.secondsEach * 1_000;
  tell(0, { measuring: 'features' });
  const analyse = await featureRound();
  const featuresPerSecond = await roundsPerSecond(async () => analyse(), forMs);
  say(`Features: ${featuresPerSecond.toFixed(0)} windows a second.`);
  tell(1 / 3, { measuring: 'inference' });
  const model = await tools.openModel(provider);
  const input = noise(model.rows * model.rowLength);
  const batchesPerSecond = await roundsPerSecond(() => model.run(input), forMs);
  await model.close();
  const inferencePerSecond = batchesPerSecond * model.rows;
  say(`Inference on ${provider}: ${inferencePerSecond.toFixed(0)} windows a second.`);
  tell(2 / 3, { measuring: 'training' });
  const training = await tools.openTraining(provider);
  const stepsPerSecond = await roundsPerSecond(() => training.step(), forMs);
  await training.close();
  const trainingPerSecond = stepsPerSecond * training.rows;
  say(`Training on ${provider}: ${trainingPerSecond.toFixed(0)} rows a second.`);
  return {
    provider,
    featuresPerSecond,
    inferencePerSecond,
    trainingPerSecond,
    trainingStepMs: 1_000 / stepsPerSecond,
  };
}

async function featureRound(): Promise<() => void> {
  const fft = await loadFft();
  const analyzer = new WindowAnalyzer({ fft, windowSamples: WINDOW, hopSamples: WINDOW });
  const context = analyzer.createContext(RATE_HZ);
  const samples = noise(WINDOW);
  const analysis = createAnalysis();
  return () => analyzer.analyze(context, samples, UNKNOWN_MACHINE, analysis);
}

/** Rounds a second over `forMs`, the first few not counted; at least one is. */
async function roundsPerSecond(round: () => Promise<unknown>, forMs: number): Promise<number> {
  for (let i = 0; i < WARM_UP_ROUNDS; i++) await round();
  const sinceMs = performance.now();
  let rounds = 0;
  let tookMs = 0;
  while (rounds === 0 || tookMs < forMs) {
    await round();
    rounds++;
    tookMs = performance.now() - sinceMs;
  }
  return (rounds * 1_000) / tookMs;
}

/** A fixed sequence that no transform finds easy. */
function noise(length: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, i) => Math.sin(i * i * 0.37));
}
