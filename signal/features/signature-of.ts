import { TremoloError } from '#schemas/errors/tremolo-error';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import { CONTEXT_SECONDS } from '#signal/envelope/context-plan';
import { loadedFft } from '#signal/spectrum/fft';
import { createAnalysis } from './analysis.ts';
import { RecordAnalyzer } from './record-analyzer.ts';
import { SIGNATURE_LENGTH } from './signature.ts';

const SHORTEST_SECONDS = 0.9;

/**
 * The signature of a whole recording (g, 8–60 kHz, 1 s or more): the mean over stretches as long as a stream's context, half
 * overlapped, each read as `WindowAnalyzer` reads its context. One transform takes the place of overlapping blocks, so the
 * two agree but for the stretch's ends. Throws `recording_unreadable` for less than 0.9 s. Await `loadFft` first.
 */
export function signatureOf(
  record: Float32Array,
  sampleRateHz: number,
  machine: MachineFacts,
): Float32Array<ArrayBuffer> {
  if (record.length < SHORTEST_SECONDS * sampleRateHz) {
    throw new TremoloError('recording_unreadable', 'A recording must last a second or more.');
  }
  const wanted = Math.ceil(CONTEXT_SECONDS * 1.05 * sampleRateHz);
  const analyzer = RecordAnalyzer.for(loadedFft(), sampleRateHz, Math.min(record.length, wanted));
  const stretch = analyzer.samples;
  const count = 1 + Math.max(0, Math.ceil((record.length - stretch) / (stretch / 2) - 0.5));
  const step = count === 1 ? 0 : (record.length - stretch) / (count - 1);
  const analysis = createAnalysis();
  const mean = new Float32Array(SIGNATURE_LENGTH);
  for (let i = 0; i < count; i++) {
    const start = Math.floor(i * step);
    analyzer.analyze(record.subarray(start, start + stretch), machine, analysis);
    for (let k = 0; k < mean.length; k++) mean[k]! += analysis.signature[k]! / count;
  }
  return mean;
}
