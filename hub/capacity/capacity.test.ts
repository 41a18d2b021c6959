import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../log.ts';
import type { Statement } from '../store/statement.ts';
import { Store } from '../store/store.ts';
import { CapacityReading, type LiveWork } from './capacity-reading.ts';
import { DemandKeeper } from './demand-keeper.ts';
import { siteDay } from './site-day.ts';
import { SupplyKeeper, type WorkingAgent } from './supply-keeper.ts';

const HOUR_MS = 3_600_000;
const NOON = new Date(2026, 10, 21, 12).getTime();
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-capacity-'));
const store = new Store({
  dataDir,
  log: createLog('store'),
  onCrash: (error) => {
    throw error;
  },
});
let nowMs = NOON;
const clock = () => nowMs;
const runsOf = (kind: string) => (kind === 'train' ? Array(6).fill(2 * HOUR_MS) : []);

beforeAll(() => store.start());
afterAll(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

let jobs = 0;
/** A job with its history: attempts as hours at work, each from an hour after the one before. */
function jobOf(createdMs: number, change: { attempts?: number[]; open?: boolean; needs?: object }) {
  const { attempts = [1], open = false, needs = { provider: 'cpu', gpuMemoryMb: null } } = change;
  const jobId = `jb_${String(++jobs).padStart(26, '0')}`;
  const statements: Omit<Statement, 'mustChange'>[] = [];
  let step = 0;
  let atMs = createdMs;
  const tell = (attempt: number, happened: string, state: string) =>
    statements.push({
      sql: 'INSERT INTO job_history (job_id, step, at_ms, attempt, happened, state) VALUES (?, ?, ?, ?, ?, ?)',
      args: [jobId, ++step, atMs, attempt, happened, state],
    });
  tell(0, 'submit', 'queued');
  for (const [i, hours] of attempts.entries()) {
    const attempt = i + 1;
    tell(attempt, 'lease', 'leased');
    tell(attempt, 'start', 'running');
    if (open && attempt === attempts.length) break;
    atMs += hours * HOUR_MS;
    const isLast = attempt === attempts.length;
    tell(attempt, isLast ? 'succeed' : 'fail', isLast ? 'succeeded' : 'queued');
    atMs += HOUR_MS;
    // A person tries again what failed long after: that is no time at work.
    if (!isLast) tell(attempt, 'retry', 'queued');
  }
  const job = {
    ...{ job_id: jobId, kind: 'train', queue: 'training', owner_id: 'us_1', arguments: '{}' },
    ...{ needs: JSON.stringify(needs), limits: '{}', depends_on: '[]', created_ms: createdMs },
    ...{ preemptible: 0, state: open ? 'running' : 'succeeded', attempt: attempts.length },
    ...{ retries_left: 0, not_before_ms: 0, queued_ms: createdMs },
    ...{ ended_ms: open ? null : atMs, words: '' },
  };
  const names = Object.keys(job);
  const insert = {
    sql: `INSERT INTO jobs (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    args: Object.values(job),
  };
  return store.write([insert, ...statements]);
}

const demandOf = (day: string) =>
  store.read(
    'SELECT resource, jobs, work_ms FROM capacity_demand WHERE day = ? ORDER BY resource',
    [day],
  );

test('a day’s demand is the time at work of what was submitted on it, all attempts together', async () => {
  const yesterday = siteDay(NOON, -1);
  await jobOf(yesterday.fromMs + HOUR_MS, { attempts: [1, 3] });
  await jobOf(yesterday.toMs - 1, { needs: { provider: 'cuda', gpuMemoryMb: null } });
  await jobOf(yesterday.toMs, {});
  await jobOf(yesterday.fromMs, { open: true });
  const keeper = new DemandKeeper({ store, clock, runsOf });
  await keeper.turn();
  // Twice is as once; the one that has not ended counts as its kind takes.
  await keeper.turn();
  expect(await demandOf(yesterday.day)).toEqual([
    { resource: 'gpu', jobs: 1, work_ms: HOUR_MS },
    { resource: 'slot', jobs: 3, work_ms: (4 + 1 + 2) * HOUR_MS },
  ]);
  expect(await demandOf(siteDay(NOON).day)).toMatchObject([{ resource: 'slot', jobs: 1 }]);
});

test('an agent that is gone counts as missing for a day, and then not at all', async () => {
  let agents: WorkingAgent[] = [{ agentId: 'agent-1', gpus: 2, slots: 4 }];
  const keeper = new SupplyKeeper({ store, clock, agents: () => agents });
  await keeper.start();
  const minute = async () => {
    await keeper.turn();
    nowMs += 60_000;
  };
  await minute();
  await minute();
  agents = [];
  await minute();
  expect(keeper.units()).toEqual({ gpu: 2, slot: 4 });
  const rows = await store.read('SELECT * FROM capacity_supply WHERE resource = ?', ['gpu']);
  expect(rows).toMatchObject([{ known_ms: 2 * 120_000, there_ms: 2 * 60_000 }]);
  // Also for a hub that was started anew meanwhile.
  const next = new SupplyKeeper({ store, clock, agents: () => [] });
  await next.start();
  expect(next.units().slot).toBe(4);
  nowMs += 25 * HOUR_MS;
  expect(next.units()).toEqual({ gpu: 0, slot: 0 });
  // The hub slept: of those hours nobody knows.
  await keeper.turn();
  expect(await store.read('SELECT * FROM capacity_days')).toMatchObject([{ watched_ms: 120_000 }]);
  nowMs = NOON;
});

function reading(units: { gpu: number; slot: number }, work: LiveWork[] = []): CapacityReading {
  const counted = async () => undefined;
  return new CapacityReading({
    store,
    clock,
    units: () => units,
    work: () => work,
    runsOf,
    counted,
  });
}

/** Whole days with as many hours of demand as the day of the month. */
async function pastDays(n: number): Promise<void> {
  const tables = ['capacity_days', 'capacity_supply', 'capacity_demand'];
  await store.write(tables.map((table) => ({ sql: `DELETE FROM ${table}`, args: [] })));
  for (let back = n; back >= 1; back--) {
    const { day, fromMs, toMs } = siteDay(NOON, -back);
    const length = toMs - fromMs;
    await store.write([
      { sql: 'INSERT INTO capacity_days VALUES (?, ?, ?, ?)', args: [day, fromMs, toMs, length] },
      {
        sql: "INSERT INTO capacity_supply VALUES (?, 'slot', ?, ?)",
        args: [day, 2 * length, length],
      },
      {
        sql: "INSERT INTO capacity_demand VALUES (?, 'slot', 'train', 5, ?)",
        args: [day, 10 * HOUR_MS],
      },
    ]);
  }
}

test('too little history is said with how much there is, beside what waits', async () => {
  await pastDays(3);
  const waits = { kind: 'train', state: 'waiting', startedMs: null, needsGpu: false } as const;
  const { resources } = await reading({ gpu: 0, slot: 2 }, [
    waits,
    { ...waits, state: 'held' },
  ]).read(7);
  expect(resources).toHaveLength(1);
  expect(resources[0]).toMatchObject({
    ...{ resource: 'slot', units: 2, days: null, history: { days: 3, needed: 10 } },
    kinds: [{ kind: 'train', waiting: 1, running: 0, held: 1, usualHours: 2 }],
  });
  expect(resources[0].past.at(-1)).toMatchObject({ availableHours: 24, demandHours: 10 });
});

test('the rest of today and the days after, from agents that were there half of the time', async () => {
  await pastDays(14);
  const waits = { kind: 'train', state: 'waiting', startedMs: null, needsGpu: false } as const;
  const { resources } = await reading({ gpu: 0, slot: 2 }, [waits]).read(3);
  const [today, tomorrow] = resources[0].days ?? [];
  expect(today).toMatchObject({ day: siteDay(NOON).day, isRestOfToday: true });
  expect(today.available.median).toBeCloseTo(12);
  expect(today.demand.median).toBeCloseTo(2 + 5);
  expect(tomorrow.available.median).toBeCloseTo(24);
  expect(tomorrow.demand.median).toBeCloseTo(10);
  expect(resources[0].history).toEqual({ days: 14, needed: 10, usesWeekdays: true });
});

test('GPUs are told of where there are any', async () => {
  const { resources } = await reading({ gpu: 1, slot: 2 }).read(3);
  expect(resources.map(({ resource, days }) => [resource, days === null])).toEqual([
    ['gpu', true],
    ['slot', false],
  ]);
});
