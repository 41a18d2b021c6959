import { type Analysis, createAnalysis } from '#signal/features/analysis';
import { SIGNATURE_LENGTH } from '#signal/features/signature';

/** One window on its way through the model, with what its result needs. Reused from batch to batch. */
export interface Slot<P> {
  point: P | null;
  readonly analysis: Analysis;
  /** Time of the window's last sample, µs. */
  endUs: number;
  arrivedMs: number;
}

/** Windows that go through the model in one run. Their signatures are written straight into the model's input. */
export class Batch<P> {
  readonly input: Float32Array<ArrayBuffer>;
  readonly slots: readonly Slot<P>[];
  count = 0;

  constructor(size: number) {
    const input = new Float32Array(size * SIGNATURE_LENGTH);
    this.input = input;
    this.slots = Array.from({ length: size }, (_, index) => {
      const start = index * SIGNATURE_LENGTH;
      const signature = input.subarray(start, start + SIGNATURE_LENGTH);
      return { point: null, analysis: { ...createAnalysis(), signature }, endUs: 0, arrivedMs: 0 };
    });
  }

  get full(): boolean {
    return this.count === this.slots.length;
  }
}
