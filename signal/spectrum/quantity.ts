import { type SignalUnit, STANDARD_GRAVITY_M_S2 } from '#schemas/units/units';

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
