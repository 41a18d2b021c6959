import { beforeEach, expect, test } from 'bun:test';
import type { AgentOrder } from '#schemas/broker/operation';
import type { Log } from '../log.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import { Operations } from './operations.ts';
import { type AgentNow, OrderDesk } from './order-desk.ts';

let nowMs: number;
let rows: Map<string, unknown[]>;
let events: string[];
let operations: Operations;
let desk: OrderDesk;
let agent: AgentNow;
let isEmpty: boolean;
let said: AgentOrder[];

/** Keeps rows as the table would. */
const store = {
  record: async (statements: { args: unknown[] }[], entries: { event: string }[]) => {
    for (const { args } of statements) rows.set(String(args[0]), args);
    events.push(...entries.map(({ event }) => event));
    return [];
  },
  read: async () =>
    [...rows.values()].map(
      ([
        agent_id,
        drain_after,
        drain_ms,
        order_what,
        order_epoch,
        order_ms,
        labels,
        slots,
        load_share,
      ]) => ({
        ...{ agent_id, drain_after, drain_ms, order_what, order_epoch, order_ms },
        ...{ labels, slots, load_share },
      }),
    ),
} as unknown as Store;

function begin(): void {
  operations = new Operations({ store, clock: () => nowMs });
  desk = new OrderDesk({
    operations,
    clock: () => nowMs,
    log: { error: (_: string, error: unknown) => Promise.reject(error) } as unknown as Log,
    agent: () => agent,
    isEmpty: () => isEmpty,
    say: (_, order) => said.push(order),
  });
}

beforeEach(() => {
  nowMs = 1_000_000;
  rows = new Map();
  events = [];
  said = [];
  isEmpty = false;
  agent = { epoch: 'e1', isThere: true, isGone: false };
  begin();
});

/** Two turns with time between: what the first wants kept is kept at the second. */
async function turn(): Promise<void> {
  desk.turn();
  await operations.resume('nobody', SYSTEM_ACTOR);
  nowMs += 1_000;
  desk.turn();
  await operations.resume('nobody', SYSTEM_ACTOR);
}

test('a drained agent is told to stop once it is empty, again and again until it says goodbye, and then works when it is back', async () => {
  await operations.drain('a', 'stop', SYSTEM_ACTOR);
  await turn();
  expect(said).toEqual([]);
  isEmpty = true;
  await turn();
  await turn();
  expect(said.length).toBeGreaterThanOrEqual(2);
  expect(new Set(said.map(({ what, epoch }) => `${what} ${epoch}`))).toEqual(new Set(['stop e1']));
  agent = { epoch: 'e1', isThere: false, isGone: true };
  await turn();
  expect(operations.of('a')).toMatchObject({ drain: null, order: null });
  expect(events).toEqual(['agent.drained', 'agent.stop_ordered', 'agent.order_done']);
});

test('an agent that was only cut off is told again when it is back; another start of it is not', async () => {
  await operations.order('a', { what: 'restart', epoch: 'e1' }, SYSTEM_ACTOR);
  agent = { epoch: 'e1', isThere: false, isGone: false };
  await turn();
  expect(said).toEqual([]);
  agent = { epoch: 'e1', isThere: true, isGone: false };
  await turn();
  const before = said.length;
  expect(before).toBeGreaterThan(0);
  agent = { epoch: 'e2', isThere: true, isGone: false };
  await turn();
  expect(said).toHaveLength(before);
  expect(operations.of('a').order).toBeNull();
});

test('what was wanted is wanted after a restart of the hub, and nothing is done before the agent is heard', async () => {
  isEmpty = true;
  await operations.drain('a', 'restart', SYSTEM_ACTOR);
  await operations.limit('b', { labels: ['large'], slots: 0, loadShare: 0.5 }, SYSTEM_ACTOR);
  begin();
  await operations.start();
  agent = { epoch: null, isThere: true, isGone: false };
  await turn();
  expect(said).toEqual([]);
  expect(operations.of('b').limits).toEqual({ labels: ['large'], slots: 0, loadShare: 0.5 });
  agent = { epoch: 'e7', isThere: true, isGone: false };
  await turn();
  expect(said[0]).toEqual({ what: 'restart', epoch: 'e7' });
  begin();
  await operations.start();
  said = [];
  await turn();
  expect(said[0]).toEqual({ what: 'restart', epoch: 'e7' });
});

test('a drain that is taken back before it ended ends in nothing, and one that is to stay never ends by itself', async () => {
  await operations.drain('a', 'stop', SYSTEM_ACTOR);
  await operations.resume('a', SYSTEM_ACTOR);
  await operations.drain('b', 'stay', SYSTEM_ACTOR);
  isEmpty = true;
  await turn();
  expect(said).toEqual([]);
  expect(operations.of('b').drain?.after).toBe('stay');
});

test('asking again for what is so already is not recorded again', async () => {
  await operations.drain('a', 'stop', SYSTEM_ACTOR);
  await Promise.all([
    operations.drain('a', 'stop', SYSTEM_ACTOR),
    operations.drain('a', 'stop', SYSTEM_ACTOR),
    operations.resume('b', SYSTEM_ACTOR),
  ]);
  expect(events).toEqual(['agent.drained']);
  await operations.drain('a', 'restart', SYSTEM_ACTOR);
  expect(events).toEqual(['agent.drained', 'agent.drained']);
});
