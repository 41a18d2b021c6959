import { afterEach, expect, test } from 'bun:test';
import { Units } from '#schemas/preferences/preferences';
import { quantityTyped, quantityWritten } from './typed-quantity.ts';
import { units } from './units.ts';

afterEach(() => {
  units.value = Units.parse({});
});

test('in the hub’s own units what was typed is what is kept', () => {
  expect(quantityWritten(7.1, 'mm/s')).toBe('7.1');
  expect(quantityTyped(7.1, null, 'mm/s')).toBe(7.1);
  expect(quantityTyped(null, 7.1, 'mm/s')).toBeNull();
});

test('a limit typed in inches a second is kept in mm/s, converted once and exactly', () => {
  units.value = Units.parse({ velocity: 'in_s' });
  expect(quantityTyped(0.28, 7.1, 'mm/s')).toBe(7.112);
  expect(quantityTyped(0.1234, null, 'mm/s')).toBe(3.13436);
  expect(quantityTyped(Number.NaN, 7.1, 'mm/s')).toBeNaN();
});

test('a field that nobody touched keeps its value, however few digits it showed, time after time', () => {
  units.value = Units.parse({ velocity: 'in_s' });
  let kept: number | null = 4.512345;
  for (let turn = 0; turn < 5; turn++) {
    const shown = quantityWritten(kept, 'mm/s');
    expect(shown).toBe('0.17765');
    kept = quantityTyped(Number(shown), kept, 'mm/s');
  }
  expect(kept).toBe(4.512345);
});
