import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { SequenceSet } from './sequence-set.ts';

test('it knows exactly what was added, in whatever order', () => {
  const sequences = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 80 });
  fc.assert(
    fc.property(sequences, (added) => {
      const set = new SequenceSet();
      const seen = new Set<number>();
      for (const sequence of added) {
        expect(set.add(sequence)).toBe(!seen.has(sequence));
        seen.add(sequence);
      }
      for (let i = 1; i <= 60; i++) expect(set.has(i)).toBe(seen.has(i));
    }),
  );
});

test('a gap that never closes does not let it grow for ever, and what came lately stays known', () => {
  const set = new SequenceSet();
  for (let i = 2; i <= 30_000; i++) set.add(i);
  expect(set.through).toBeGreaterThan(1);
  expect(set.has(30_000)).toBe(true);
  expect(set.add(30_001)).toBe(true);
});

test('it goes on where the tables left off', () => {
  const set = new SequenceSet(10, [11, 12, 15]);
  expect(set.through).toBe(12);
  expect([13, 14, 15, 16].map((i) => set.has(i))).toEqual([false, false, true, false]);
});
