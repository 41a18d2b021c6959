import { expect, test } from 'bun:test';
import type { SeverityGrade, Zone } from '#schemas/readings/finding';
import { CONDITION_TIMING } from './condition-filter.ts';
import { ZoneHold } from './zone-hold.ts';

const graded = (zone: Zone, significantChange = false): SeverityGrade => ({
  graded: true,
  zone,
  by: 'velocity',
  significantChange,
});

function zoneAfter(hold: ZoneHold, fromMs: number, steps: readonly Zone[]): Zone | null {
  steps.forEach((zone, i) => {
    hold.update(fromMs + i * 100, graded(zone));
  });
  return hold.grade?.graded ? hold.grade.zone : null;
}

const times = (zone: Zone, count: number) => Array.from({ length: count }, () => zone);

test('the first zone is taken at once', () => {
  expect(zoneAfter(new ZoneHold(CONDITION_TIMING), 0, ['C'])).toBe('C');
});

test('a rise waits 3 s, a rise to D 1 s, a fall 5 s', () => {
  const hold = new ZoneHold(CONDITION_TIMING);
  expect(zoneAfter(hold, 0, ['A', ...times('C', 29)])).toBe('A');
  expect(zoneAfter(hold, 3000, times('C', 2))).toBe('C');
  expect(zoneAfter(hold, 4000, times('D', 10))).toBe('C');
  expect(zoneAfter(hold, 5000, times('D', 1))).toBe('D');
  expect(zoneAfter(hold, 6000, times('A', 50))).toBe('D');
  expect(zoneAfter(hold, 11_000, times('A', 1))).toBe('A');
});

test('a value that jumps between C and D holds at least C', () => {
  const hold = new ZoneHold(CONDITION_TIMING);
  const jumping = Array.from({ length: 60 }, (_, i): Zone => (i % 2 === 0 ? 'C' : 'D'));
  expect(zoneAfter(hold, 0, ['A', ...jumping])).toBe('C');
});

test('losing the grade shows at once, and so does getting it back', () => {
  const hold = new ZoneHold(CONDITION_TIMING);
  zoneAfter(hold, 0, ['A']);
  expect(hold.update(100, { graded: false, reason: 'The speed is not known.' })).toBe(true);
  expect(hold.grade?.graded).toBe(false);
  expect(zoneAfter(hold, 200, ['D'])).toBe('D');
});
