import { beforeEach, expect, test } from 'bun:test';
import type { AgentDescription, Assignment, Heartbeat } from '#schemas/broker/messages';
import { NO_LIMITS } from '#schemas/fleet/operation';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import type { Condition, Verdict } from '#schemas/readings/finding';
import { AgentRegister } from './agent-register.ts';
import { Fleet, type FleetPoint } from './fleet.ts';
import type { RevisionCounter } from './revision-counter.ts';

const RULES = { agentTimeoutMs: 3_000, loadLimit: 0.8, credentialDays: 30 };

let nowMs: number;
let agents: AgentRegister;
let fleet: Fleet;
let points: FleetPoint[];
let published: Assignment[];
let held: Map<string, 'draining' | 'maintenance'>;
let loadShares: Map<string, number>;
let restingGpus: Map<string, string[]>;

beforeEach(() => {
  nowMs = 1_000_000;
  points = [];
  published = [];
  let revision = 0;
  held = new Map();
  loadShares = new Map();
  restingGpus = new Map();
  agents = new AgentRegister({
    heldBack: (id) => held.get(id) ?? null,
    clock: () => nowMs,
    hubVersion: '0.1.0',
  });
  fleet = new Fleet({
    agents,
    revisions: {
      start: async () => undefined,
      next: () => ++revision,
    } as unknown as RevisionCounter,
    rules: RULES,
    operation: {
      loadShareOf: (id) => loadShares.get(id) ?? 1,
      operationOf: (_, { left, withoutRoom }) => ({
        drain: {
          ...{ after: 'stop', sinceMs: 0, jobsRunning: 0 },
          ...{ pointsLeft: left, pointsWithoutRoom: withoutRoom },
        },
        ...{ order: null, maintenance: [], limits: NO_LIMITS },
      }),
      restingGpusOf: (id) => restingGpus.get(id) ?? [],
    },
    clock: () => nowMs,
    points: () => points,
    publish: (assignment) => published.push(assignment),
    onMoved: (moved) => {
      points = points.map((p) => ({ ...p, agentId: moved.get(p.pointId) ?? p.agentId }));
    },
    onStanding: () => undefined,
  });
});

/** So many sensors of one axis at 20 480 Hz: ten windows a second each. */
function plant(count: number, agentId: string | null = null): void {
  points = Array.from({ length: count }, (_, i) => ({
    pointId: `pt_${i}` as FleetPoint['pointId'],
    sensorId: `s-${i}`,
    axis: 0,
    unit: 'g' as const,
    facts: UNKNOWN_MACHINE,
    sampleRateHz: 20_480,
    agentId,
    condition: null,
  }));
}

function joins(agentId: string, capacityWindowsPerSecond: number): void {
  agents.describe({ agentId, capacityWindowsPerSecond } as AgentDescription, nowMs);
}

const beats = (agentId: string, revision: number) =>
  agents.heartbeat({ agentId, revision } as Heartbeat, nowMs);

/** Turns the clock and the fleet, with a heartbeat of each of these agents a second. */
function pass(seconds: number, ...living: string[]): void {
  for (let i = 0; i < seconds; i++) {
    nowMs += 1_000;
    for (const id of living) beats(id, last(id)?.revision ?? 0);
    fleet.turn();
  }
}

const last = (agentId: string) => published.findLast((one) => one.agentId === agentId);
const owners = () => points.map((point) => fleet.standing(point.sensorId).agentId);

test('an agent gets no more than its share, and the rest says why', () => {
  plant(10);
  fleet.connection(true);
  joins('a', 50);
  fleet.turn();
  expect(last('a')?.points).toHaveLength(4);
  expect(owners().filter((id) => id === null)).toHaveLength(6);
  expect(fleet.standing('s-9').reason).toMatch(/at its limit/);
});

test('an agent that takes points over hears once what was last told of them', () => {
  plant(4);
  fleet.connection(true);
  joins('a', 1_000);
  pass(2, 'a');
  expect(last('a')?.told).toBeUndefined();
  points = points.map((p, i) => ({ ...p, condition: i === 0 ? 'danger' : null }));
  fleet.pointsChanged();
  pass(2, 'a');
  expect(last('a')?.told).toBeUndefined();
  agents.status('a', { status: 'offline', atMs: null }, nowMs);
  joins('b', 1_000);
  pass(1, 'b');
  expect(last('b')?.points).toHaveLength(4);
  expect(last('b')?.told).toEqual({ pt_0: 'danger' });
  points = points.map((p) => ({ ...p, facts: { ...p.facts, speedRpm: 900 } }));
  fleet.pointsChanged();
  pass(2, 'b');
  expect(last('b')?.points[0]?.facts.speedRpm).toBe(900);
  expect(last('b')?.told).toBeUndefined();
});

test('an agent hears which of its GPUs are in maintenance, and when they are no more', () => {
  plant(4);
  fleet.connection(true);
  joins('a', 1_000);
  pass(1, 'a');
  expect(last('a')).not.toHaveProperty('restingGpus');
  restingGpus.set('a', ['GPU-1']);
  pass(1, 'a');
  expect(last('a')).toMatchObject({ restingGpus: ['GPU-1'] });
  expect(last('a')?.points).toHaveLength(4);
  const { length } = published;
  pass(2, 'a');
  expect(published).toHaveLength(length);
  restingGpus.delete('a');
  pass(1, 'a');
  expect(last('a')).not.toHaveProperty('restingGpus');
});

test('while the broker is away nobody is held to be dead, nor just after', () => {
  plant(4);
  fleet.connection(true);
  joins('a', 1_000);
  pass(5, 'a');
  fleet.connection(false);
  nowMs += 60_000;
  fleet.turn();
  expect(owners()).toEqual(['a', 'a', 'a', 'a']);
  fleet.connection(true);
  pass(2);
  expect(owners()).toEqual(['a', 'a', 'a', 'a']);
  pass(3);
  expect(fleet.standing('s-0')).toEqual({
    agentId: null,
    reason: 'a does not answer, and no other agent is there.',
  });
});

test('a dead agent with nobody to follow keeps its assignment, so that it goes on at once when it returns', () => {
  plant(4);
  fleet.connection(true);
  joins('a', 1_000);
  pass(5, 'a');
  const before = published.length;
  pass(10);
  expect(published).toHaveLength(before);
  pass(1, 'a');
  expect(owners()).toEqual(['a', 'a', 'a', 'a']);
});

test('after a restart points wait for the agents that had them, even while others are there already', async () => {
  plant(4, 'a');
  await fleet.start();
  fleet.connection(true);
  joins('b', 1_000);
  pass(1, 'b');
  expect(last('b')?.points).toEqual([]);
  expect(fleet.standing('s-0').reason).toBe('Waiting to hear from a.');
  pass(4, 'b');
  expect(owners()).toEqual(['b', 'b', 'b', 'b']);
});

test('an agent of which only a heartbeat came keeps what it has', async () => {
  plant(4, 'a');
  await fleet.start();
  fleet.connection(true);
  pass(6, 'a');
  expect(last('a')?.points).toHaveLength(4);
});

test('a living agent gives a point away only when the other has judged it, or does not in a few seconds', () => {
  plant(4);
  fleet.connection(true);
  joins('a', 1_000);
  pass(5, 'a');
  joins('b', 1_000);
  nowMs += 1_000;
  beats('a', last('a')?.revision ?? 0);
  fleet.turn();
  const taken = last('b');
  expect(taken?.points).toHaveLength(2);
  expect(last('a')?.points).toHaveLength(4);
  expect(fleet.agentsOf(taken?.points[0].sensorId ?? '')).toEqual(['b', 'a']);
  beats('b', (taken?.revision ?? 0) - 1);
  fleet.turn();
  expect(last('a')?.points).toHaveLength(4);
  beats('b', taken?.revision ?? 0);
  fleet.turn();
  expect(last('a')?.points).toHaveLength(4);
  const said = (condition: Condition) =>
    (taken?.points ?? []).map(({ pointId }) => ({ pointId, verdict: { condition } as Verdict }));
  // What it cannot judge yet does not take the place of what the other says of it.
  expect(fleet.shownOf('b', said('warming'))).toEqual([]);
  expect(fleet.shownOf('a', said('good'))).toHaveLength(2);
  fleet.turn();
  expect(last('a')?.points).toHaveLength(4);
  expect(fleet.shownOf('b', said('good'))).toHaveLength(2);
  fleet.turn();
  expect(last('a')?.points).toHaveLength(2);
  expect(fleet.shownOf('b', said('warming'))).toHaveLength(2);
});

test('points of a silent sensor are given away a few seconds after the other has them', () => {
  plant(4);
  fleet.connection(true);
  joins('a', 1_000);
  pass(5, 'a');
  joins('b', 1_000);
  pass(2, 'a', 'b');
  expect(last('a')?.points).toHaveLength(4);
  pass(4, 'a', 'b');
  expect(last('a')?.points).toHaveLength(2);
});

test('facts that change often reach the agents once a second', () => {
  plant(4);
  fleet.connection(true);
  joins('a', 1_000);
  pass(5, 'a');
  const before = published.length;
  for (let i = 0; i < 20; i++) {
    points = points.map((p) => ({ ...p, facts: { ...p.facts, speedRpm: 1_000 + i } }));
    fleet.pointsChanged();
    nowMs += 100;
    beats('a', last('a')?.revision ?? 0);
    fleet.turn();
  }
  expect(published.length - before).toBe(2);
});

test('an agent that people hold back gives its points away, keeps what nobody has room for, and has some again after', () => {
  plant(10);
  fleet.connection(true);
  joins('a', 1_000);
  pass(5, 'a');
  joins('b', 50);
  pass(1, 'a', 'b');
  held.set('a', 'maintenance');
  pass(7, 'a', 'b');
  const [a, b] = fleet.states();
  expect([a.status, a.assignedPoints, b.assignedPoints]).toEqual(['maintenance', 6, 4]);
  expect(a.operation.drain).toMatchObject({ pointsLeft: 6, pointsWithoutRoom: 6 });
  expect(fleet.isEmpty('a')).toBe(false);
  held.delete('a');
  pass(2, 'a', 'b');
  expect(fleet.states()[0]).toMatchObject({ status: 'online' });
  expect(fleet.states()[0].operation.drain?.pointsWithoutRoom).toBe(0);
});

test('an agent that said goodbye and left nothing behind is not missed, one that is cut off is', () => {
  plant(4);
  fleet.connection(true);
  joins('a', 1_000);
  joins('b', 1_000);
  pass(8, 'a', 'b');
  agents.status('a', { status: 'offline', atMs: nowMs }, nowMs);
  agents.status('b', { status: 'offline', atMs: null }, nowMs);
  pass(2);
  // Nobody was there to take the points.
  expect(fleet.lost()).toEqual(['a', 'b']);
  points = [];
  fleet.pointsChanged();
  pass(2);
  expect(fleet.lost()).toEqual(['b']);
});

test('what would happen to the points of an agent is said before it happens', () => {
  plant(10);
  fleet.connection(true);
  joins('a', 1_000);
  pass(5, 'a');
  joins('b', 50);
  expect(fleet.departure('a')).toEqual({
    points: 10,
    moves: new Map([['b', 4]]),
    withoutRoom: 6,
  });
  expect(owners().every((id) => id === 'a')).toBe(true);
});

test('an agent is given no more than the share that people set, from the next turn on', () => {
  plant(10);
  fleet.connection(true);
  joins('a', 100);
  pass(2, 'a');
  expect(last('a')?.points).toHaveLength(8);
  loadShares.set('a', 0.5);
  pass(2, 'a');
  expect(last('a')?.points).toHaveLength(5);
});
