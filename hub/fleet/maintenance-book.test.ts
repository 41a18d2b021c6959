import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../log.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import { Store } from '../store/store.ts';
import { MaintenanceBook } from './maintenance-book.ts';

const HOUR_MS = 3_600_000;
const FAN = { gpuUuid: null, reason: 'a new fan' };

let nowMs: number;
let dataDir: string;
let store: Store;
let book: MaintenanceBook;

beforeEach(async () => {
  nowMs = 1_800_000_000_000;
  dataDir = mkdtempSync(join(tmpdir(), 'tremolo-maintenance-'));
  store = new Store({ dataDir, log: createLog('store'), onCrash: (error) => console.error(error) });
  await store.start();
  book = new MaintenanceBook({ store, clock: () => nowMs });
  await book.start();
});

afterEach(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const recorded = async () =>
  (await store.read("SELECT event FROM audit WHERE event LIKE 'agent.%' ORDER BY seq")).map(
    ({ event }) => event,
  );

test('it ends by itself at its time, to the millisecond, and its end is recorded once', async () => {
  await book.begin('a', { ...FAN, untilMs: nowMs + HOUR_MS }, SYSTEM_ACTOR);
  nowMs += HOUR_MS - 1;
  await book.turn();
  expect([book.isOut('a'), book.of('a').length]).toEqual([true, 1]);
  nowMs += 1;
  expect([book.isOut('a'), book.of('a').length]).toEqual([false, 0]);
  await Promise.all([book.turn(), book.turn()]);
  await book.turn();
  expect(book.ids()).toEqual([]);
  expect(await recorded()).toEqual(['agent.maintenance_began', 'agent.maintenance_ended']);
});

test('it is there again after a restart, and one that ran out meanwhile is not', async () => {
  await book.begin('a', { ...FAN, untilMs: nowMs + HOUR_MS }, SYSTEM_ACTOR);
  await book.begin(
    'a',
    { gpuUuid: 'GPU-1', reason: 'too hot', untilMs: nowMs + 2 * HOUR_MS },
    SYSTEM_ACTOR,
  );
  nowMs += HOUR_MS;
  const next = new MaintenanceBook({ store, clock: () => nowMs });
  await next.start();
  expect(next.isOut('a')).toBe(false);
  expect(next.of('a')).toMatchObject([{ gpuUuid: 'GPU-1', reason: 'too hot' }]);
  await next.turn();
  expect(await recorded()).toHaveLength(3);
});

test('the same again changes nothing; another end counts, and the old one ends nothing any more', async () => {
  const untilMs = nowMs + HOUR_MS;
  await book.begin('a', { ...FAN, untilMs }, SYSTEM_ACTOR);
  await book.begin('a', { ...FAN, untilMs }, SYSTEM_ACTOR);
  expect(await recorded()).toHaveLength(1);
  await book.begin('a', { ...FAN, untilMs: untilMs + HOUR_MS }, SYSTEM_ACTOR);
  nowMs = untilMs;
  await book.turn();
  expect(book.isOut('a')).toBe(true);
  await book.end('a', null, SYSTEM_ACTOR);
  await book.end('a', null, SYSTEM_ACTOR);
  expect(book.isOut('a')).toBe(false);
  expect(await recorded()).toHaveLength(3);
});

test('an end that is past, or a year away, is refused', async () => {
  for (const untilMs of [nowMs, nowMs + 400 * 24 * HOUR_MS]) {
    expect(book.begin('a', { ...FAN, untilMs }, SYSTEM_ACTOR)).rejects.toMatchObject({
      code: 'request_invalid',
    });
  }
});
