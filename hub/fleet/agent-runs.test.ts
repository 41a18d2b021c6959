import { expect, test } from 'bun:test';
import type { AgentDescription, Heartbeat } from '#schemas/broker/messages';
import { AgentRuns } from './agent-runs.ts';
import { agentTroubles, compareVersions } from './agent-troubles.ts';
import { ClockWatch } from './clock-watch.ts';

const says = (epoch: string, host: string, version = '1.2.3') =>
  ({ agentId: 'a', epoch, host, version }) as AgentDescription;
const beat = (epoch: string) => ({ agentId: 'a', epoch }) as Heartbeat;
const about = (nowMs: number) => ({ nowMs, hubVersion: '1.2.3' });
const troublesOf = (runs: AgentRuns, nowMs: number) =>
  agentTroubles(runs, new ClockWatch(), about(nowMs));

/** Seconds in which these runs are heard. */
function pass(runs: AgentRuns, fromMs: number, seconds: number, ...epochs: string[]): number {
  let nowMs = fromMs;
  for (let i = 0; i < seconds; i++) {
    nowMs += 1_000;
    for (const epoch of epochs) runs.heartbeat(beat(epoch), nowMs);
    runs.settle(nowMs - 3_000, nowMs);
  }
  return nowMs;
}

test('an agent that starts again follows itself at once, and is one', () => {
  const runs = new AgentRuns();
  runs.describe(says('e1', 'press-box'), 0);
  let nowMs = pass(runs, 0, 10, 'e1');
  runs.status({ status: 'offline', atMs: null, epoch: 'e1' }, nowMs);
  runs.describe(says('e2', 'press-box'), nowMs);
  expect(runs.charge?.epoch).toBe('e2');
  nowMs = pass(runs, nowMs, 5, 'e2');
  expect(troublesOf(runs, nowMs)).toEqual([]);
});

test('its last will, come late, does not end the run that followed it', () => {
  const runs = new AgentRuns();
  runs.describe(says('e1', 'press-box'), 0);
  runs.describe(says('e2', 'press-box'), 4_000);
  pass(runs, 4_000, 4, 'e2');
  expect(runs.charge?.epoch).toBe('e2');
  runs.status({ status: 'offline', atMs: null, epoch: 'e1' }, 9_000);
  expect(runs.charge).toMatchObject({ epoch: 'e2', said: null });
});

test('of two at once the first stays in charge, whatever the other says, until it goes', () => {
  const runs = new AgentRuns();
  runs.describe(says('e1', 'press-box'), 0);
  let nowMs = pass(runs, 0, 5, 'e1');
  runs.describe(says('e2', 'pump-box'), nowMs);
  runs.status({ status: 'online', atMs: nowMs, epoch: 'e2' }, nowMs);
  for (let i = 0; i < 20; i++) {
    nowMs = pass(runs, nowMs, 1, 'e1', 'e2');
    expect(runs.charge?.epoch).toBe('e1');
    expect(runs.heartbeat(beat('e2'), nowMs)).toBe(false);
  }
  expect(troublesOf(runs, nowMs)).toEqual([
    { code: 'two_with_one_identity', host: 'press-box', others: ['pump-box'] },
  ]);
  runs.status({ status: 'offline', atMs: nowMs, epoch: 'e1' }, nowMs);
  expect(runs.charge).toMatchObject({ epoch: 'e2', description: { host: 'pump-box' } });
  nowMs = pass(runs, nowMs, 4, 'e2');
  expect(troublesOf(runs, nowMs)).toEqual([]);
});

test('one that falls silent makes room for the one that stands by', () => {
  const runs = new AgentRuns();
  runs.describe(says('e1', 'press-box'), 0);
  runs.describe(says('e2', 'pump-box'), 0);
  const nowMs = pass(runs, 0, 5, 'e1', 'e2');
  pass(runs, nowMs, 5, 'e2');
  expect(runs.charge?.epoch).toBe('e2');
});

test('a version other than the hub’s is said, whichever is older; what cannot be compared is not', () => {
  const of = (version: string) => {
    const runs = new AgentRuns();
    runs.describe(says('e1', 'h', version), 0);
    return troublesOf(runs, 0).map(({ code }) => code);
  };
  expect(of('1.2.2')).toEqual(['version_old']);
  expect(of('1.10.0')).toEqual(['version_new']);
  expect(of('1.2.3')).toEqual([]);
  expect(of('mine')).toEqual([]);
  expect(compareVersions('1.9.0', '1.10.0')).toBeLessThan(0);
});

test('a clock is measured by the heartbeat that was held up least, and the way is taken off', () => {
  const watch = new ClockWatch();
  const behindMs = 192_000;
  // The network holds each up by another time; half of the way there and back is 40 ms.
  for (const heldUpMs of [900, 40, 3_000, 250, 120]) {
    watch.heard(1_000_000 - behindMs, 1_000_000 + heldUpMs, 40);
  }
  expect(watch.offMs).toBe(-behindMs);
  expect(watch.isOff).toBe(true);
});

test('a slow network is no wrong clock, and one that is set right is right', () => {
  const slow = new ClockWatch();
  for (let i = 0; i < 20; i++) slow.heard(0, i % 5 === 0 ? 100 : 9_000, 0);
  expect(slow.isOff).toBe(false);
  const ahead = new ClockWatch();
  for (let i = 0; i < 4; i++) ahead.heard(60_000, 0, 0);
  expect(ahead.offMs).toBeNull();
  ahead.heard(60_000, 0, 0);
  expect(ahead.isOff).toBe(true);
  for (let i = 0; i < 15; i++) ahead.heard(0, 0, 0);
  expect(ahead.isOff).toBe(false);
});
