import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { DueQueue } from './due-queue.ts';

test('whatever is due comes out, the earliest first, and the rest stays', () => {
  const times = fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 200 });
  fc.assert(
    fc.property(times, fc.integer({ min: 0, max: 1_000 }), (all, nowMs) => {
      const queue = new DueQueue<number>();
      for (const dueMs of all) queue.add(dueMs, dueMs);
      const due = all.filter((ms) => ms <= nowMs).sort((a, b) => a - b);
      expect(queue.take(nowMs)).toEqual(due);
      expect(queue.size).toBe(all.length - due.length);
      expect(queue.nextMs).toBe(all.filter((ms) => ms > nowMs).sort((a, b) => a - b)[0] ?? null);
    }),
  );
});
