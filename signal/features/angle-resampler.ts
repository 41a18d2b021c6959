import { cubicAt, equalAngles } from '#signal/envelope/order-tracking';

/** Below this change of speed within a context a line stays within two bins at 100 Hz: tracking would gain nothing. */
const LEAST_CHANGE = 0.005;

/** Takes a context from equal steps of time to equal steps of the shaft's angle where its speed has moved. */
export class AngleResampler {
  private readonly places: Float64Array;
  private readonly held: Float32Array;
  private readonly ordered: Float64Array;

  constructor(contextSamples: number, chunks: number) {
    this.places = new Float64Array(contextSamples);
    this.held = new Float32Array(contextSamples);
    this.ordered = new Float64Array(chunks);
  }

  /**
   * Prepares for the speeds (r/min, a ring whose oldest is `oldest`). The mean speed if it moved so much that tracking is
   * needed; null when it is steady, or unknown at any time.
   */
  prepare(speeds: Float64Array, oldest: number): number | null {
    let low = Number.POSITIVE_INFINITY;
    let high = 0;
    let sum = 0;
    for (let i = 0; i < speeds.length; i++) {
      const speed = speeds[i]!;
      low = Math.min(low, speed);
      high = Math.max(high, speed);
      sum += speed;
    }
    if (!(low > 0) || high - low <= LEAST_CHANGE * high) return null;
    for (let i = 0; i < speeds.length; i++) {
      this.ordered[i] = speeds[(oldest + i) % speeds.length]!;
    }
    equalAngles(this.ordered, this.places.length, this.places);
    return sum / speeds.length;
  }

  /** Keeps a ring, whose oldest sample is at `oldest`, in order and before a transform overwrites it. */
  hold(ring: Float32Array, oldest: number): void {
    this.held.set(ring.subarray(oldest));
    this.held.set(ring.subarray(0, oldest), ring.length - oldest);
  }

  /** Writes what is held at equal steps of angle. */
  write(out: Float32Array): void {
    for (let i = 0; i < out.length; i++) out[i] = cubicAt(this.held, this.places[i]!);
  }
}
