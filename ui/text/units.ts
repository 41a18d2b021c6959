import { type Signal, signal } from '@preact/signals';
import { Units } from '#schemas/preferences/preferences';
import { STANDARD_GRAVITY_M_S2 } from '#schemas/units/units';
import { figure } from './numbers.ts';

/** The units in which the person reads; parts of the page that read it follow it. */
export const units: Signal<Units> = signal(Units.parse({}));

/** How values of one of the hub's units are shown: `value * factor + offset`, in `unit`. */
export interface ShownUnit {
  readonly unit: string;
  readonly factor: number;
  readonly offset: number;
}

const MM_PER_INCH = 25.4;
const as = (unit: string, factor: number, offset = 0): ShownUnit => ({ unit, factor, offset });

/** The unit in which the person reads what the hub measures in `unit`; of one without a choice, the same. */
export function shownUnit(unit: string): ShownUnit {
  const { acceleration, velocity, displacement, temperature } = units.value;
  if (unit.endsWith('/min') && unit !== 'r/min') {
    const { unit: changed, factor } = shownUnit(unit.slice(0, -'/min'.length));
    return as(`${changed}/min`, factor);
  }
  if (unit === 'g' && acceleration === 'm_s2') return as('m/s²', STANDARD_GRAVITY_M_S2);
  if (unit === 'mm/s' && velocity === 'in_s') return as('in/s', 1 / MM_PER_INCH);
  // A mil is a thousandth of an inch: 25.4 µm.
  if (unit === 'µm' && displacement === 'mil') return as('mil', 1 / MM_PER_INCH);
  if (unit === '°C' && temperature === 'f') return as('°F', 1.8, 32);
  return as(unit, 1);
}

/** A value as the person reads it, without its unit. */
export function inShownUnit<Value extends number | null>(value: Value, unit: string): Value {
  return inUnit(value, shownUnit(unit));
}

/** A value that the person entered in the shown unit, in the hub's. */
export function fromShownUnit(value: number, unit: string): number {
  const { factor, offset } = shownUnit(unit);
  return (value - offset) / factor;
}

/** What a plant measures beside the vibration is read in the unit in which it is sent: its limits are written in that, too. */
export function sentUnit(unit: string): ShownUnit {
  return as(unit, 1);
}

/** A value in the unit in which it is shown. */
export function inUnit<Value extends number | null>(value: Value, shown: ShownUnit): Value {
  return (value === null ? null : value * shown.factor + shown.offset) as Value;
}

/** A process value with its unit, as the plant sends it. */
export function amountAsSent(value: number | null, unit: string): string {
  return unit === '' ? figure(value) : `${figure(value)} ${unit}`;
}

/** A value with its unit: "2.31 mm/s"; for who reads inches "0.091 in/s". */
export function amount(value: number | null, unit: string): string {
  const shown = figure(inShownUnit(value, unit));
  const { unit: word } = shownUnit(unit);
  return word === '' ? shown : `${shown} ${word}`;
}
