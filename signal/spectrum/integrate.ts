import { loadedFft } from './fft.ts';
import { transformLengthWithin } from './psd.ts';
import type { Conversion } from './quantity.ts';

/**
 * A recording integrated (or differentiated) by division by jω in its spectrum, as long as can be transformed, without what lies
 * below `lowHz` (a raised-cosine edge from 0.8 × `lowHz`). The ends are as if the recording went round. Await `loadFft` first.
 */
export function integrated(
  samples: Float32Array,
  sampleRateHz: number,
  conversion: Conversion,
  lowHz: number,
): Float32Array<ArrayBuffer> {
  const { times, factor } = conversion;
  if (times === 0) return samples.map((value) => value * factor) as Float32Array<ArrayBuffer>;
  const n = transformLengthWithin(samples.length);
  const fft = loadedFft();
  const plan = fft.plan(n, 'real');
  const buffer = fft.allocate(n);
  buffer.f32.set(samples.subarray(0, n));
  plan.forward(buffer, buffer);
  const x = buffer.f32;
  x[0] = 0;
  x[1] = 0;
  for (let k = 1; k < n / 2; k++) {
    const hz = (k * sampleRateHz) / n;
    const gain = (times > 0 ? edge(hz, lowHz) : 1) * ((factor * (2 * Math.PI * hz) ** -times) / n);
    const [re, im] = [x[2 * k]!, x[2 * k + 1]!];
    // Division by j turns by a quarter backwards, each time; multiplication by j forwards.
    const quarter = ((times % 4) + 4) % 4;
    x[2 * k] = gain * [re, im, -re, -im][quarter]!;
    x[2 * k + 1] = gain * [im, -re, -im, re][quarter]!;
  }
  plan.inverse(buffer, buffer);
  const out = buffer.f32.slice();
  fft.free(buffer);
  return out;
}

function edge(hz: number, lowHz: number): number {
  const share = (hz / lowHz - 0.8) / 0.2;
  if (share >= 1) return 1;
  return share <= 0 ? 0 : 0.5 - 0.5 * Math.cos(Math.PI * share);
}
