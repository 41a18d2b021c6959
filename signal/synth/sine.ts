import { STANDARD_GRAVITY_M_S2 } from '#schemas/units/units';
import { BLOCK_SAMPLES } from './synth-block.ts';

const TWO_PI = 2 * Math.PI;

/**
 * Adds amplitude·sin(2π(start + i·step)) over one block, phases in cycles. One multiplication a sample (Chebyshev's
 * recurrence in float64: over 128 samples its error stays under 1e-9). Lines above 0.45 of the sample rate are left out,
 * as an anti-aliasing filter would.
 */
export function addSine(out: Float64Array, amplitude: number, start: number, step: number): void {
  if (amplitude === 0 || step > 0.45) return;
  const phase = TWO_PI * (start - Math.floor(start));
  const omega = TWO_PI * step;
  const k = 2 * Math.cos(omega);
  let before = amplitude * Math.sin(phase - omega);
  let now = amplitude * Math.sin(phase);
  for (let i = 0; i < BLOCK_SAMPLES; i++) {
    out[i]! += now;
    const next = k * now - before;
    before = now;
    now = next;
  }
}

/** Peak acceleration in g of a sine with this velocity r.m.s. (mm/s) at this frequency (Hz): a = 2πf·v. */
export function peakGOfVelocity(velocityMmS: number, frequencyHz: number): number {
  return (velocityMmS * Math.SQRT2 * TWO_PI * frequencyHz) / (1000 * STANDARD_GRAVITY_M_S2);
}
