import type { CapacityAnswer, CapacityDay, CapacityResource } from '#schemas/http/capacity';

const band = (median: number, spread: number) => ({
  ...{ low: Math.max(0, median - spread), median, high: median + spread },
});

function days(demand: readonly number[], available: number): CapacityDay[] {
  return demand.map((hours, i) => ({
    day: `2026-11-${String(21 + i).padStart(2, '0')}`,
    isRestOfToday: i === 0,
    available: band(i === 0 ? available / 3 : available, available / 20),
    demand: band(hours, hours / 4),
    shortfall: hours > available ? 0.87 : hours > 0.9 * available ? 0.2 : 0.01,
  }));
}

const PAST = Array.from({ length: 14 }, (_, i) => ({
  day: `2026-11-${String(7 + i).padStart(2, '0')}`,
  availableHours: i === 3 ? null : 44,
  demandHours: [22, 31, 8, 4, 36, 28, 30][i % 7],
}));

/** GPUs that will not do, and places for jobs of which the hub knows too little. */
export function fakeCapacity(change: Partial<CapacityResource> = {}): CapacityAnswer {
  const gpu: CapacityResource = {
    resource: 'gpu',
    units: 2,
    history: { days: 42, needed: 10, usesWeekdays: true },
    days: days([9, 28, 33, 45, 61, 58, 52], 46),
    past: PAST,
    kinds: [
      { kind: 'score', waiting: 3, running: 0, held: 1, usualHours: null },
      { kind: 'train', waiting: 12, running: 2, held: 0, usualHours: 3.4 },
    ],
  };
  const slot: CapacityResource = {
    ...{ resource: 'slot', units: 6, days: null, past: [], kinds: [] },
    history: { days: 3, needed: 10, usesWeekdays: false },
  };
  return { atMs: Date.now(), resources: [{ ...gpu, ...change }, slot] };
}
