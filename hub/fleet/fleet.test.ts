import { beforeEach, expect, test } from 'bun:test';
import type { AgentDescription, Assignment, Heartbeat } from '#schemas/broker/messages';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import type { Store } from '../store/store.ts';
import { AgentRegister } from './agent-register.ts';
import { Fleet, type FleetPoint } from './fleet.ts';
import type { RevisionCounter } from './revision-counter.ts';

const RULES = { agentTimeoutMs: 3_000, loadLimit: 0.8 };

let nowMs: number;
let agents: AgentRegister;
let fleet: Fleet;
let points: FleetPoint[];
let published: Assignment[];

beforeEach(() => {
  nowMs = 1_000_000;
  points = [];
  published = [];
  let revision = 0;
  agents = new AgentRegister({ write: async () => [], read: async () => [] } as unknown as Store);
  fleet = new Fleet({
    agents,
    revisions: {
      start: async () => undefined,
      next: () => ++revision,
    } as unknown as RevisionCounter,
    rules: RULES,
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

test('a living agent gives a point away only when the other says that it has it, or never answers', () => {
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
