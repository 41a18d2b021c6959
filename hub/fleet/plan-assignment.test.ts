import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { type PlanAgent, type PlanSensor, planAssignment } from './plan-assignment.ts';

const agentIds = ['agent-1', 'agent-2', 'agent-3', 'agent-4'];
const agents = fc
  .uniqueArray(fc.constantFrom(...agentIds), { maxLength: 4 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((agentId) =>
        fc
          .tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 0, max: 500 }))
          .map(([capacity, spare]) => ({ agentId, capacity, most: capacity + spare })),
      ),
    ),
  ) as fc.Arbitrary<PlanAgent[]>;
const sensors = fc.uniqueArray(
  fc.record({
    sensorId: fc.integer({ min: 0, max: 300 }).map((n) => `s-${n}`),
    load: fc.constantFrom(2, 12.5, 37.5, 100),
    current: fc.option(fc.constantFrom(...agentIds), { nil: null }),
  }),
  { selector: (sensor) => sensor.sensorId, maxLength: 120 },
) as fc.Arbitrary<PlanSensor[]>;

const again = (list: PlanSensor[], plan: Map<string, string | null>) =>
  list.map((sensor) => ({ ...sensor, current: plan.get(sensor.sensorId) ?? null }));

function loads(list: PlanSensor[], plan: Map<string, string | null>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { sensorId, load } of list) {
    const agentId = plan.get(sensorId);
    if (agentId) sums.set(agentId, (sums.get(agentId) ?? 0) + load);
  }
  return sums;
}

test('every sensor is planned, nobody gets more than it can carry, and nobody who is not there gets any', () => {
  fc.assert(
    fc.property(sensors, agents, (list, fleet) => {
      const plan = planAssignment(list, fleet);
      expect([...plan.keys()].sort()).toEqual(list.map((s) => s.sensorId).sort());
      for (const [agentId, load] of loads(list, plan)) {
        const agent = fleet.find((one) => one.agentId === agentId);
        expect(load).toBeLessThanOrEqual((agent?.most ?? 0) + 1e-9);
      }
    }),
  );
});

test('a sensor goes without an agent only when none has room for it', () => {
  fc.assert(
    fc.property(sensors, agents, (list, fleet) => {
      const plan = planAssignment(list, fleet);
      const sums = loads(list, plan);
      for (const sensor of list) {
        if (plan.get(sensor.sensorId) !== null) continue;
        for (const { agentId, capacity } of fleet) {
          expect((sums.get(agentId) ?? 0) + sensor.load).toBeGreaterThan(capacity);
        }
      }
    }),
  );
});

test('planning again changes nothing', () => {
  fc.assert(
    fc.property(sensors, agents, (list, fleet) => {
      const plan = planAssignment(list, fleet);
      expect(planAssignment(again(list, plan), fleet)).toEqual(plan);
    }),
  );
});

test('the order of sensors and agents does not matter', () => {
  fc.assert(
    fc.property(sensors, agents, (list, fleet) => {
      const plan = planAssignment(list, fleet);
      expect(planAssignment(list.toReversed(), fleet.toReversed())).toEqual(plan);
    }),
  );
});

const thousand = Array.from({ length: 1000 }, (_, i) => ({
  sensorId: `s-${String(i).padStart(4, '0')}`,
  load: 12.5,
  current: null as string | null,
}));
const pair = [
  { agentId: 'agent-1', capacity: 20_000, most: 25_000 },
  { agentId: 'agent-2', capacity: 20_000, most: 25_000 },
];
const countOf = (plan: Map<string, string | null>, agentId: string) =>
  [...plan.values()].filter((id) => id === agentId).length;

test('a new agent takes its half from one that carries everything', () => {
  const alone = planAssignment(thousand, pair.slice(0, 1));
  expect(countOf(alone, 'agent-1')).toBe(1000);
  const shared = planAssignment(again(thousand, alone), pair);
  expect(countOf(shared, 'agent-1')).toBe(500);
  expect(countOf(shared, 'agent-2')).toBe(500);
});

test('when an agent dies only its sensors move', () => {
  const shared = planAssignment(thousand, pair);
  const left = planAssignment(again(thousand, shared), pair.slice(1));
  expect(countOf(left, 'agent-2')).toBe(1000);
  for (const [sensorId, agentId] of shared) {
    if (agentId === 'agent-2') expect(left.get(sensorId)).toBe('agent-2');
  }
});

test('a small difference in load moves nothing', () => {
  const uneven = thousand.map((sensor, i) => ({
    ...sensor,
    current: i < 540 ? 'agent-1' : 'agent-2',
  }));
  const plan = planAssignment(uneven, pair);
  expect(uneven.every((sensor) => plan.get(sensor.sensorId) === sensor.current)).toBe(true);
});

test('twice the capacity gets twice the load', () => {
  const plan = planAssignment(thousand, [
    { agentId: 'agent-1', capacity: 10_000, most: 12_500 },
    { agentId: 'agent-2', capacity: 20_000, most: 25_000 },
  ]);
  expect(countOf(plan, 'agent-2') / countOf(plan, 'agent-1')).toBeCloseTo(2, 1);
});

test('an agent that measures itself a little weaker keeps what it has, and is given nothing more', () => {
  const carried = thousand.map((sensor) => ({ ...sensor, current: 'agent-1' }));
  const newcomer = { sensorId: 'z-new', load: 12.5, current: null };
  const plan = planAssignment(
    [...carried, newcomer],
    [{ agentId: 'agent-1', capacity: 11_000, most: 13_750 }],
  );
  expect(countOf(plan, 'agent-1')).toBe(1000);
  expect(plan.get('z-new')).toBeNull();
});
