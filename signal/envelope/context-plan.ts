import { TremoloError } from '#schemas/errors/tremolo-error';
import { isTransformLength } from '#signal/spectrum/fft';

/** A context lasts at least this long: 0.8 Hz lines, enough for sidebands of a slow shaft and for oil whirl. */
export const CONTEXT_SECONDS = 1.25;

/** Decimated signals keep at least this rate, so that velocity reaches 1 kHz below the low-pass's edge. */
const LEAST_CONTEXT_RATE_HZ = 2500;

/** Share of the decimated band that the low-pass leaves whole. */
export const PASS_SHARE = 0.8;

/** The lengths that follow from sample rate and hop. */
export interface ContextPlan {
  readonly sampleRateHz: number;
  /** Samples of one transformed block. */
  readonly blockSamples: number;
  readonly decimation: number;
  /** Decimated samples that one block adds. */
  readonly chunkSamples: number;
  /** Chunks in a full context. */
  readonly chunks: number;
  readonly contextSamples: number;
  readonly contextRateHz: number;
  /** Of a spectrum of the whole context. */
  readonly hzPerBin: number;
}

/** The power of two by which a rate is brought down to 2.5–5 kHz; 1 for a slow sensor. */
export function decimationFor(sampleRateHz: number): number {
  let decimation = 1;
  while (sampleRateHz / (2 * decimation) >= LEAST_CONTEXT_RATE_HZ) decimation *= 2;
  return decimation;
}

/** The plan of a stream: blocks of two hops, of which the middle half is kept. Throws `settings_invalid`. */
export function streamPlan(sampleRateHz: number, hopSamples: number): ContextPlan {
  const decimation = decimationFor(sampleRateHz);
  const chunkSamples = hopSamples / decimation;
  if (
    !isTransformLength(2 * hopSamples, 'real') ||
    !isTransformLength(2 * chunkSamples, 'real') ||
    !isTransformLength(hopSamples / 4, 'complex')
  ) {
    throw new TremoloError(
      'settings_invalid',
      `A hop of ${hopSamples} samples does not suit ${sampleRateHz} Hz: use a power of two, such as 2048.`,
    );
  }
  let chunks = Math.ceil((CONTEXT_SECONDS * sampleRateHz) / hopSamples);
  while (!isTransformLength(chunks * chunkSamples, 'real')) chunks++;
  return plan(sampleRateHz, 2 * hopSamples, decimation, chunkSamples, chunks);
}

/** The plan of a whole recording: one block, all of it kept. Uses the longest suitable length within `samples`. */
export function recordPlan(sampleRateHz: number, samples: number): ContextPlan {
  const decimation = decimationFor(sampleRateHz);
  // Half a block is transformed too.
  const step = decimation === 1 ? 64 : 32;
  let chunkSamples = Math.floor(samples / decimation / step) * step;
  while (chunkSamples > 0 && !isTransformLength(chunkSamples, 'real')) chunkSamples -= step;
  if (chunkSamples <= 0) {
    throw new TremoloError('recording_unreadable', `${samples} samples are too few to analyse.`);
  }
  return plan(sampleRateHz, chunkSamples * decimation, decimation, chunkSamples, 1);
}

function plan(
  sampleRateHz: number,
  blockSamples: number,
  decimation: number,
  chunkSamples: number,
  chunks: number,
): ContextPlan {
  const contextRateHz = sampleRateHz / decimation;
  const contextSamples = chunks * chunkSamples;
  return {
    sampleRateHz,
    blockSamples,
    decimation,
    chunkSamples,
    chunks,
    contextSamples,
    contextRateHz,
    hzPerBin: contextRateHz / contextSamples,
  };
}
