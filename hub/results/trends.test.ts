import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { PointSummary } from '#schemas/broker/messages';
import type { Condition } from '#schemas/readings/finding';
import { createLog } from '../log.ts';
import { readThrough, rollUpSlice } from '../store/series/roll-up.ts';
import { Store } from '../store/store.ts';
import { retainSlice, shrinkSlice, usedMb } from './retention.ts';
import { POINT_SERIES, POINT_STATEMENTS, trendRow } from './trend-columns.ts';
import { readTrend } from './trend-reader.ts';

const { add: addTrendRows } = POINT_STATEMENTS;

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Midnight of some day, so that buckets of all levels begin with it. */
const START = 20_000 * DAY;

let store: Store;
let dataDir: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tremolo-trends-'));
  store = new Store({ dataDir, log: createLog('test', () => undefined), onCrash: () => undefined });
  await store.start();
});
afterEach(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

const levels = (velocity: number | null) => ({
  velocityMmS: velocity,
  accelerationG: velocity === null ? null : 0.5,
  envelopeG: velocity === null ? null : 0.1,
  speedRpm: velocity === null ? null : 1500,
});

/** A row of one summary; `velocity` null: not graded. */
function row(atMs: number, velocity: number | null, key = 1, condition: Condition = 'good') {
  const figures = {
    ...levels(velocity),
    displacementUm: null,
    peakG: null,
    crest: 3,
    kurtosis: 3,
    skewness: 0,
  };
  return trendRow({ atMs, figures, verdict: { condition } } as PointSummary, key);
}

async function rollAll(nowMs: number): Promise<void> {
  for (let i = 0; i < 5_000; i++) if (!(await rollUpSlice(store, POINT_SERIES, nowMs))) return;
  throw new Error('The roll-up does not come to an end.');
}

const totals = (table: string) =>
  store.read(
    `SELECT point_key, sum(n) AS n, sum(velocity_n) AS graded, sum(velocity_sum) AS sum, min(velocity_min) AS min, max(velocity_max) AS max, max(condition) AS worst FROM ${table} GROUP BY point_key ORDER BY point_key`,
  );

test('one bucket merges its summaries: count, sum, smallest, largest, worst; what is not graded leaves the rest alone', async () => {
  await store.write(
    addTrendRows([row(START, 2), row(START + 1_000, null), row(START + 2_000, 5, 1, 'warning')]),
  );
  await store.write(addTrendRows([row(START + 3_000, 1), row(START, 9, 2)]));
  expect(await totals('trend_10s')).toEqual([
    { point_key: 1, n: 4, graded: 3, sum: 8, min: 1, max: 5, worst: 4 },
    { point_key: 2, n: 1, graded: 1, sum: 9, min: 9, max: 9, worst: 2 },
  ]);
});

test('a point without a declared unit has a trend without levels', async () => {
  await store.write(addTrendRows([row(START, null), row(START + 1_000, null)]));
  const query = { from: START, to: START + MINUTE, maxBuckets: 100 };
  expect(await readTrend(store, 1, POINT_SERIES.levels[0], query)).toEqual({
    resolution: '10s',
    atMs: [START],
    velocityMean: [null],
    velocityMax: [null],
    accelerationMean: [null],
    accelerationMax: [null],
    envelopeMean: [null],
    kurtosisMean: [3],
    speedMean: [null],
    condition: [0],
  });
});

test('every summary reaches every level exactly once, however late it comes and whenever roll-ups happen', async () => {
  const hours = 30;
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('add' as const),
      minutes: fc.array(fc.integer({ min: 0, max: hours * 60 }), { minLength: 1, maxLength: 5 }),
    }),
    fc.record({
      kind: fc.constant('roll' as const),
      minute: fc.integer({ min: 0, max: hours * 60 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await store.write([
        ...['trend_10s', 'trend_10min', 'trend_1day'].map((table) => ({
          sql: `DELETE FROM ${table}`,
        })),
        { sql: 'UPDATE rollups SET through = 0' },
      ]);
      let added = 0;
      for (const one of steps) {
        if (one.kind === 'roll') await rollAll(START + one.minute * MINUTE);
        else {
          await store.write(addTrendRows(one.minutes.map((m) => row(START + m * MINUTE, m))));
          added += one.minutes.length;
        }
      }
      await rollAll(START + 40 * DAY);
      const [fine, middle, coarse] = await Promise.all(
        ['trend_10s', 'trend_10min', 'trend_1day'].map(totals),
      );
      expect(fine[0]?.n ?? 0).toBe(added);
      expect(middle).toEqual(fine);
      expect(coarse).toEqual(fine);
    }),
    { numRuns: 25 },
  );
}, 30_000);

test('rolling up again changes nothing', async () => {
  await store.write(addTrendRows([row(START, 2), row(START + 11 * MINUTE, 4)]));
  await rollAll(START + 3 * DAY);
  const before = [await totals('trend_10min'), await totals('trend_1day')];
  await rollAll(START + 3 * DAY);
  expect([await totals('trend_10min'), await totals('trend_1day')]).toEqual(before);
});

const RULES = {
  trend10sDays: 1,
  trend10minDays: 10,
  trend1dayDays: 1_000,
  changesDays: 1_000,
  maxDatabaseMb: 1_000,
  minFreeDiskMb: 0,
};

test('old fine trends go, their coarse ones stay, and what has not been rolled up is kept', async () => {
  await store.write(
    addTrendRows([row(START, 2), row(START + 5 * DAY, 3), row(START + 19.9 * DAY, 4)]),
  );
  while (await retainSlice(store, [POINT_SERIES], RULES, START + 20 * DAY));
  expect((await totals('trend_10s'))[0].n).toBe(3);
  await rollAll(START + 20 * DAY);
  while (await retainSlice(store, [POINT_SERIES], RULES, START + 20 * DAY));
  expect((await totals('trend_10s'))[0].n).toBe(1);
  expect((await totals('trend_10min'))[0].n).toBe(1);
  expect((await totals('trend_1day'))[0].n).toBe(3);
});

test('a database that is too large gives up its oldest fine trends, a slice at a time, and the space comes back', async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) =>
    row(START + Math.floor(i / 100) * 10_000, 2, i % 100),
  );
  await store.write(addTrendRows(rows));
  const nowMs = START + DAY / 2;
  await rollAll(nowMs);
  const fullMb = await usedMb(store);
  const rules = { ...RULES, maxDatabaseMb: fullMb / 4 };
  const [{ oldest }] = await store.read('SELECT min(bucket) AS oldest FROM trend_10s');
  await retainSlice(store, [POINT_SERIES], rules, nowMs);
  const [{ next }] = await store.read('SELECT min(bucket) AS next FROM trend_10s');
  expect(Number(next) - Number(oldest)).toBe(5);
  while (await retainSlice(store, [POINT_SERIES], rules, nowMs));
  expect(await usedMb(store)).toBeLessThanOrEqual(fullMb / 4);
  expect((await totals('trend_10min')).reduce((n, one) => n + Number(one.n), 0)).toBe(100_000);
  const freeBefore = Number((await store.read('PRAGMA freelist_count'))[0].freelist_count);
  await shrinkSlice(store);
  const freeAfter = Number((await store.read('PRAGMA freelist_count'))[0].freelist_count);
  expect(freeBefore - freeAfter).toBe(500);
  await store.write(addTrendRows([row(START + DAY, 2)]));
});

test('the marks of the roll-up never pass what is still open', async () => {
  await store.write(addTrendRows([row(START, 2)]));
  await rollAll(START + 5_000);
  expect((await readThrough(store, POINT_SERIES)).fine).toBeLessThanOrEqual(START / 10_000);
  await rollAll(START + 21_000);
  expect((await readThrough(store, POINT_SERIES)).fine).toBe(START / 10_000 + 1);
});
