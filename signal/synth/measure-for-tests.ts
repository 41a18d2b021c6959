/**
 * Amplitude (peak) of one line by Goertzel's recurrence with a Hann window, in the unit of the samples. Slow and plain:
 * the synthesizer's tests measure with it, so that they do not lean on the transforms that they help to test.
 */
export function lineAmplitude(samples: Float32Array, sampleRateHz: number, hz: number): number {
  return goertzel(windowed(samples), sampleRateHz, hz);
}

function windowed(samples: Float32Array): Float64Array {
  const n = samples.length;
  const mean = samples.reduce((sum, x) => sum + x, 0) / n;
  return Float64Array.from(
    samples,
    (x, i) => (x - mean) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n)),
  );
}

function goertzel(windowedSamples: Float64Array, sampleRateHz: number, hz: number): number {
  const k = 2 * Math.cos((2 * Math.PI * hz) / sampleRateHz);
  let s1 = 0;
  let s2 = 0;
  for (let i = 0; i < windowedSamples.length; i++) {
    const s = windowedSamples[i]! + k * s1 - s2;
    s2 = s1;
    s1 = s;
  }
  const power = s1 * s1 + s2 * s2 - k * s1 * s2;
  return (4 / windowedSamples.length) * Math.sqrt(Math.max(0, power));
}

/** Phase of one line at the first sample, cycles 0…1; 0 for a cosine that starts at its peak. */
export function linePhase(samples: Float32Array, sampleRateHz: number, hz: number): number {
  let re = 0;
  let im = 0;
  for (let i = 0; i < samples.length; i++) {
    const angle = (2 * Math.PI * hz * i) / sampleRateHz;
    re += samples[i]! * Math.cos(angle);
    im -= samples[i]! * Math.sin(angle);
  }
  return (Math.atan2(im, re) / (2 * Math.PI) + 1) % 1;
}

/** One-sided power spectral density around a frequency, averaged over Hann-windowed segments, unit²/Hz. */
export function densityAt(
  samples: Float32Array,
  sampleRateHz: number,
  hz: number,
  segment: number,
): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at + segment <= samples.length; at += segment) {
    const peak = lineAmplitude(samples.subarray(at, at + segment), sampleRateHz, hz);
    // A Hann window's noise bandwidth is 1.5 bins.
    sum += (peak * peak) / 2 / ((1.5 * sampleRateHz) / segment);
    count++;
  }
  return sum / count;
}

/** Velocity r.m.s. in mm/s from 10 to 1000 Hz of acceleration in g: every bin of the record divided by 2πf. */
export function velocityRms(samples: Float32Array, sampleRateHz: number): number {
  const binHz = sampleRateHz / samples.length;
  const prepared = windowed(samples);
  let sum = 0;
  for (let k = Math.ceil(10 / binHz); k * binHz <= 1000; k++) {
    const g = goertzel(prepared, sampleRateHz, k * binHz);
    const mmS = (g * 9806.65) / (2 * Math.PI * k * binHz);
    sum += (mmS * mmS) / 2 / 1.5;
  }
  return Math.sqrt(sum);
}

/** Root mean square. */
export function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
}
