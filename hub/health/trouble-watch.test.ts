import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../log.ts';
import { Store } from '../store/store.ts';
import { type Trouble, TroubleWatch } from './trouble-watch.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-troubles-'));
const log = createLog('test', () => undefined);
const store = new Store({ dataDir, log, onCrash: () => undefined });
let nowMs = 1_000_000;
const watch = () => new TroubleWatch({ store, clock: () => nowMs });
const just = (...now: Trouble[]) => ({ now, unclear: null });
const lost = (agentId: string): Trouble => ({ event: 'system.agent_lost', resourceId: agentId });
let seen = 0;

/** What was recorded since the last look. */
async function recorded(): Promise<string[]> {
  const rows = await store.read('SELECT * FROM audit WHERE seq > ? ORDER BY seq', [seen]);
  seen += rows.length;
  return rows.map(({ event, resource_id }) => `${event} ${resource_id ?? ''}`.trim());
}

beforeAll(() => store.start());
afterAll(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

test('what begins to be wrong is recorded once, and so is its end, also across a restart', async () => {
  const first = watch();
  await first.start();
  await first.turn(just(lost('a'), lost('b')));
  await first.turn(just(lost('a'), lost('b')));
  expect(await recorded()).toEqual(['system.agent_lost a', 'system.agent_lost b']);
  await first.turn(just(lost('a'), { event: 'system.disk_low', resourceId: null }));
  expect(await recorded()).toEqual(['system.disk_low', 'system.agent_back b']);
  const second = watch();
  await second.start();
  await second.turn(just(lost('a')));
  expect(await recorded()).toEqual(['system.disk_free']);
  await second.turn({ now: [], unclear: 'system.agent_lost' });
  expect(await recorded()).toEqual([]);
  await second.turn(just());
  expect(await recorded()).toEqual(['system.agent_back a']);
});

test('of one kind of mishap one entry a minute, which says how many were not told', async () => {
  const one = watch();
  const fail = (path: string) => one.note(path, { event: 'system.failed', details: { path } });
  for (let i = 0; i < 5; i++) fail('/a');
  fail('/b');
  await one.turn(just());
  expect(await recorded()).toEqual(['system.failed', 'system.failed']);
  nowMs += 60_001;
  fail('/a');
  await one.turn(just());
  await one.turn(just());
  expect(await recorded()).toEqual(['system.failed']);
  const [row] = await store.read('SELECT details FROM audit ORDER BY seq DESC LIMIT 1');
  expect(JSON.parse(String(row.details))).toEqual({ path: '/a', notTold: 4 });
});

test('what could not be recorded is recorded later', async () => {
  const one = watch();
  const [{ n }] = await store.read('SELECT page_count AS n FROM pragma_page_count');
  await store.script(`PRAGMA max_page_count = ${n}`);
  const troubles = Array.from({ length: 400 }, (_, i) => lost(`full-${i}`));
  const outcome = await one.turn(just(...troubles)).then(
    () => 'recorded',
    (error) => error.code,
  );
  expect(outcome).toBe('storage_full');
  expect(await recorded()).toEqual([]);
  await store.script('PRAGMA max_page_count = 1073741823');
  await one.turn(just(...troubles));
  expect(await recorded()).toHaveLength(400);
});
