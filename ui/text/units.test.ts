import { afterEach, expect, test } from 'bun:test';
import { Regional, Units } from '#schemas/preferences/preferences';
import { clockTime, dateTime, figure } from './numbers.ts';
import { regional } from './regional.ts';
import { evidenceSentence, thresholdSentence } from './sentences.ts';
import { timeZone } from './time-zone.ts';
import { amount, fromShownUnit, inShownUnit, shownUnit, units } from './units.ts';

afterEach(() => {
  units.value = Units.parse({});
  regional.value = Regional.parse({});
  timeZone.value = undefined;
});

test('without a choice what is measured is shown in the hub’s own units', () => {
  expect([amount(2.31, 'mm/s'), amount(0.5, 'g'), amount(40, 'µm')]).toEqual([
    '2.31 mm/s',
    '0.50 g',
    '40.0 µm',
  ]);
});

test('each quantity is shown in the unit that was chosen for it', () => {
  units.value = { acceleration: 'm_s2', velocity: 'in_s', displacement: 'mil', temperature: 'f' };
  expect(amount(25.4, 'mm/s')).toBe('1.00 in/s');
  expect(amount(1, 'g')).toBe('9.81 m/s²');
  expect(amount(50.8, 'µm')).toBe('2.00 mil');
  expect(amount(100, '°C')).toBe('212 °F');
  expect(amount(1480, 'r/min')).toBe('1480 r/min');
});

test('what is entered in the shown unit comes back as it was', () => {
  units.value = { acceleration: 'm_s2', velocity: 'in_s', displacement: 'mil', temperature: 'f' };
  for (const unit of ['g', 'mm/s', 'µm', '°C', 'Hz']) {
    expect(fromShownUnit(inShownUnit(4.5, unit), unit)).toBeCloseTo(4.5, 12);
  }
  expect(shownUnit('Hz')).toEqual({ unit: 'Hz', factor: 1, offset: 0 });
});

test('nothing measured stays nothing, whatever the unit', () => {
  units.value = { ...units.value, temperature: 'f' };
  expect(inShownUnit(null, '°C')).toBeNull();
  expect(amount(null, '°C')).toBe('– °F');
});

test('evidence is told in the person’s units, its decibels as they are', () => {
  units.value = { ...units.value, acceleration: 'm_s2' };
  const evidence = { quantity: 'BPFO', value: 0.2, threshold: 0.1, unit: 'g' } as const;
  expect(evidenceSentence(evidence)).toBe('BPFO 1.96 m/s²');
  expect(thresholdSentence(evidence)).toBe('0.9807 m/s²');
  expect(evidenceSentence({ ...evidence, value: 12, unit: 'dB over floor' })).toBe(
    'BPFO 12 dB over floor',
  );
});

test('decimals, days and times are written as the person chose', () => {
  timeZone.value = 'UTC';
  const atMs = Date.UTC(2026, 2, 4, 14, 3, 22);
  expect([figure(2.31), dateTime(atMs)]).toEqual(['2.31', '2026-03-04 14:03:22']);
  regional.value = { ...regional.value, decimals: 'comma', dateFormat: 'day_month_year' };
  expect([figure(2.31), dateTime(atMs)]).toEqual(['2,31', '04.03.2026 14:03:22']);
  regional.value = { ...regional.value, dateFormat: 'month_slash_day', hours: '12' };
  expect(dateTime(atMs)).toBe('03/04/2026 2:03:22 p.m.');
  expect(clockTime(Date.UTC(2026, 2, 4, 0, 5, 9))).toBe('12:05:09 a.m.');
});

test('a change a minute follows the unit that changes, and a speed is no change', () => {
  units.value = Units.parse({ velocity: 'in_s', temperature: 'f' });
  expect(shownUnit('mm/s/min')).toEqual({ unit: 'in/s/min', factor: 1 / 25.4, offset: 0 });
  // Of a change the zero of the scale does not matter.
  expect(shownUnit('°C/min')).toEqual({ unit: '°F/min', factor: 1.8, offset: 0 });
  expect(shownUnit('r/min').unit).toBe('r/min');
  units.value = Units.parse({});
});
