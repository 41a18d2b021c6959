import { expect, test } from 'bun:test';
import { NO_POINTS, rollUps } from './roll-up.ts';

const PARENTS: Record<string, string | null> = {
  site: null,
  line: 'site',
  pump: 'line',
  fan: 'line',
};
const parentOf = (id: string) => PARENTS[id];

test('the worst wins up to the top, and each state keeps its count', () => {
  const all = rollUps(parentOf, [
    { nodeId: 'pump', appearance: 'good' },
    { nodeId: 'pump', appearance: 'warning' },
    { nodeId: 'fan', appearance: 'good' },
  ]);
  expect(all.get('pump')).toEqual({ worst: 'warning', counts: { good: 1, warning: 1 }, points: 2 });
  expect(all.get('fan')).toEqual({ worst: 'good', counts: { good: 1 }, points: 1 });
  for (const id of ['line', 'site']) {
    expect(all.get(id)).toEqual({ worst: 'warning', counts: { good: 2, warning: 1 }, points: 3 });
  }
});

test('silence, no grade and no data are states of their own: never good', () => {
  for (const appearance of ['stale', 'not_graded', 'waiting', 'warming'] as const) {
    const all = rollUps(parentOf, [
      { nodeId: 'pump', appearance: 'good' },
      { nodeId: 'fan', appearance },
    ]);
    expect(all.get('site')?.worst).toBe(appearance);
  }
});

test('a point that stands nowhere, or at a node not known yet, is with the unassigned', () => {
  const all = rollUps(parentOf, [
    { nodeId: null, appearance: 'good' },
    { nodeId: 'of-tomorrow', appearance: 'stale' },
  ]);
  expect(all.get(null)).toEqual({ worst: 'stale', counts: { good: 1, stale: 1 }, points: 2 });
  expect(all.get('site') ?? NO_POINTS).toEqual(NO_POINTS);
});
