/**
 * Samples that are made at a time. Fixed, so that a signal does not depend on how a caller cuts its requests; speed and
 * amplitude move between blocks, 5 ms apart at 25.6 kHz.
 */
export const BLOCK_SAMPLES = 128;

/** What the sources of one machine write into: one block of it. */
export type SynthBlock = {
  readonly sampleRateHz: number;
  /** Acceleration that reaches the sensor as it is, g. */
  readonly direct: Float64Array;
  /** Blows into the structure; its resonances turn a blow of 1 into a ring of 1 g. */
  readonly blows: Float64Array;
  /** White Gaussian noise of unit variance, new in each block, shared by the sources that only scale it. */
  readonly white: Float64Array;
  /** Scratch for one source at a time. */
  readonly scratch: Float64Array;
  /** Shaft angle at the block's start, revolutions (not wrapped). */
  revolutions: number;
  /** Revolutions a sample. */
  revolutionsPerSample: number;
  /** Present speed over the nominal speed. */
  speedRatio: number;
  /** Shaft frequency at the nominal speed, Hz. */
  readonly nominalHz: number;
};

/** One cause of vibration. `severity` is 0…1; a source adds to the block and keeps its own phase between blocks. */
export type Source = { render(block: SynthBlock, severity: number): void };

export function createBlock(sampleRateHz: number, nominalHz: number): SynthBlock {
  return {
    sampleRateHz,
    direct: new Float64Array(BLOCK_SAMPLES),
    blows: new Float64Array(BLOCK_SAMPLES),
    white: new Float64Array(BLOCK_SAMPLES),
    scratch: new Float64Array(BLOCK_SAMPLES),
    revolutions: 0,
    revolutionsPerSample: 0,
    speedRatio: 1,
    nominalHz,
  };
}
