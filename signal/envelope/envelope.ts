import { type FftPlan, loadedFft } from '#signal/spectrum/fft';
import type { HeapBuffer } from '#signal/spectrum/kernels';
import { type BandHz, raisedCosine } from './envelope-band.ts';

/** A spectrum of the squared envelope: peak amplitude (unit²) at k × `hzPerBin`. */
export interface EnvelopeSpectrum {
  readonly hzPerBin: number;
  readonly amplitudes: Float64Array;
}

/** Share of a band's width that its raised-cosine edges take, each inside the band. */
const EDGE_SHARE = 0.05;

/**
 * The squared envelope |z|² of a recording, z its analytic signal (Hilbert transform, as `scipy.signal.hilbert`), of all
 * frequencies or of a band with raised-cosine edges inside it. The length must suit a real transform. Await `loadFft` first.
 */
export function squaredEnvelope(
  samples: Float32Array,
  sampleRateHz: number,
  band: BandHz | null,
): Float64Array {
  const n = samples.length;
  const fft = loadedFft();
  const z = fft.allocate(2 * n);
  analytic(z, samples, fft.plan(n, 'real'), band === null ? null : gainOf(band, sampleRateHz / n));
  fft.plan(n, 'complex').inverse(z, z);
  const squared = Float64Array.from(
    { length: n },
    (_, i) => (z.f32[2 * i]! ** 2 + z.f32[2 * i + 1]! ** 2) / (n * n),
  );
  fft.free(z);
  return squared;
}

/** The spectrum of a squared envelope without its mean, periodic Hann window: a line of amplitude a peaks at a. */
export function envelopeSpectrum(squared: Float64Array, sampleRateHz: number): EnvelopeSpectrum {
  const n = squared.length;
  const fft = loadedFft();
  const buffer = fft.allocate(n);
  const mean = squared.reduce((sum, value) => sum + value, 0) / n;
  for (let i = 0; i < n; i++) {
    buffer.f32[i] = (squared[i]! - mean) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n));
  }
  fft.plan(n, 'real').forward(buffer, buffer);
  const x = buffer.f32;
  const amplitudes = Float64Array.from({ length: n / 2 }, (_, k) =>
    k === 0 ? (2 * Math.abs(x[0]!)) / n : (4 * Math.hypot(x[2 * k]!, x[2 * k + 1]!)) / n,
  );
  fft.free(buffer);
  return { hzPerBin: sampleRateHz / n, amplitudes };
}

/** Fills `z` with the spectrum of the analytic signal: positive bins doubled, negative ones 0. */
function analytic(
  z: HeapBuffer,
  samples: Float32Array,
  plan: FftPlan,
  gain: ((bin: number) => number) | null,
): void {
  const n = samples.length;
  const fft = loadedFft();
  const spectrum = fft.allocate(n);
  spectrum.f32.set(samples);
  plan.forward(spectrum, spectrum);
  const x = spectrum.f32;
  z.f32.fill(0);
  z.f32[0] = x[0]! * (gain?.(0) ?? 1);
  z.f32[n] = x[1]! * (gain?.(n / 2) ?? 1);
  for (let k = 1; k < n / 2; k++) {
    const weight = 2 * (gain?.(k) ?? 1);
    z.f32[2 * k] = x[2 * k]! * weight;
    z.f32[2 * k + 1] = x[2 * k + 1]! * weight;
  }
  fft.free(spectrum);
}

function gainOf(band: BandHz, hzPerBin: number): (bin: number) => number {
  const edge = EDGE_SHARE * (band.highHz - band.lowHz);
  return (bin) =>
    Math.min(
      raisedCosine((bin * hzPerBin - band.lowHz) / edge),
      raisedCosine((band.highHz - bin * hzPerBin) / edge),
    );
}
