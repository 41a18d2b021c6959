import { type SignalUnit, STANDARD_GRAVITY_M_S2 } from '#schemas/units/units';
import { loadedFft } from './fft.ts';
import { transformLengthWithin } from './psd.ts';

/** What a vibration can be shown as. */
export type Quantity = 'acceleration' | 'velocity' | 'displacement';

/** The unit of each. */
export const QUANTITY_UNITS = { acceleration: 'g', velocity: 'mm/s', displacement: 'µm' } as const;

const ORDER: Readonly<Record<Quantity, number>> = { acceleration: 0, velocity: 1, displacement: 2 };
/** One of the unit in m/s², m/s or m. */
const SI: Readonly<Record<Quantity, number>> = {
  acceleration: STANDARD_GRAVITY_M_S2,
  velocity: 1e-3,
  displacement: 1e-6,
};
const NATIVE: Readonly<
  Record<Exclude<SignalUnit, 'undeclared'>, { quantity: Quantity; si: number }>
> = {
  g: { quantity: 'acceleration', si: STANDARD_GRAVITY_M_S2 },
  m_s2: { quantity: 'acceleration', si: 1 },
  mm_s: { quantity: 'velocity', si: 1e-3 },
};

/** How samples of a unit become a quantity: times to integrate (below 0: to differentiate), and a factor besides. */
export interface Conversion {
  readonly times: number;
  readonly factor: number;
}

/** Null where the unit is not declared: then nothing can be made of the samples but what they are. */
export function conversionOf(unit: SignalUnit, to: Quantity): Conversion | null {
  if (unit === 'undeclared') return null;
  const { quantity, si } = NATIVE[unit];
  return { times: ORDER[to] - ORDER[quantity], factor: si / SI[to] };
}

/** What a sensor of this unit measures by itself; null for an undeclared one. */
export function nativeQuantity(unit: SignalUnit): Quantity | null {
  return unit === 'undeclared' ? null : NATIVE[unit].quantity;
}

/** The factor on a spectral line at `hz`: (2πf)^−times; 0 below `lowHz` where something is integrated, as drift would drown all. */
export function lineGain(hz: number, { times, factor }: Conversion, lowHz: number): number {
  if (times === 0) return factor;
  if (times > 0 && hz < lowHz) return 0;
  return factor * (2 * Math.PI * hz) ** -times;
}

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
