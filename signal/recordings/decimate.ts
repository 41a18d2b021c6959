/** Stop band of the low-pass, dB: below the noise of a 12-bit converter. */
const ATTENUATION_DB = 80;
/** The low-pass leaves 0…0.43 of the new rate whole and stops from 0.5 on, so that nothing folds back. */
const PASS = 0.43;
const STOP = 0.5;

/**
 * Every `factor`-th sample behind an anti-aliasing low-pass (linear phase, without delay); the ends, where the filter lacks samples,
 * are cut off. Windowed-sinc design with Kaiser's window (Oppenheim & Schafer, "Discrete-Time Signal Processing", 7.5.3).
 */
export function decimate(samples: Float32Array, factor: number): Float32Array {
  if (factor === 1) return samples.slice();
  const taps = lowPass(factor);
  const count = Math.max(0, Math.floor((samples.length - taps.length) / factor) + 1);
  const out = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const from = i * factor;
    let sum = 0;
    for (let k = 0; k < taps.length; k++) sum += taps[k]! * samples[from + k]!;
    out[i] = sum;
  }
  return out;
}

function lowPass(factor: number): Float64Array {
  const beta = 0.1102 * (ATTENUATION_DB - 8.7);
  const width = (2 * Math.PI * (STOP - PASS)) / factor;
  const half = Math.ceil((ATTENUATION_DB - 8) / (2.285 * width) / 2);
  const cutoff = (PASS + STOP) / factor;
  const taps = new Float64Array(2 * half + 1);
  let sum = 0;
  for (let n = -half; n <= half; n++) {
    const sinc = n === 0 ? cutoff : Math.sin(Math.PI * cutoff * n) / (Math.PI * n);
    const window = besselI0(beta * Math.sqrt(1 - (n / half) ** 2)) / besselI0(beta);
    taps[n + half] = sinc * window;
    sum += sinc * window;
  }
  return taps.map((tap) => tap / sum);
}

/** Modified Bessel function of the first kind, order 0, by its power series (Abramowitz & Stegun 9.6.12). */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
