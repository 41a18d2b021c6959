import { Database } from 'bun:sqlite';
import { newId, type PointId } from '#schemas/ids/ids';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { type PointRecord, saveDescribed } from '../../hub/assets/point-record.ts';
import { createLog } from '../../hub/log.ts';
import { Store } from '../../hub/store/store.ts';

const DAY_MS = 86_400_000;
/** Levels of the trend tables with the length of their buckets. */
const LEVELS = [
  { table: 'trend_10s', mark: '10s', bucketMs: 10_000, n: 10 },
  { table: 'trend_10min', mark: '10min', bucketMs: 600_000, n: 600 },
  { table: 'trend_1day', mark: null, bucketMs: DAY_MS, n: 86_400 },
] as const;

export interface TrendYears {
  readonly dataDir: string;
  readonly points: number;
  readonly days: number;
  /** Days for which the finest buckets are there: a hub keeps fourteen. */
  readonly fineDays: number;
  readonly nowMs: number;
}

/**
 * Writes a store as a hub would have it after so many days with so many points: the same tables, each row with values of its own.
 * The rows are made inside the database, as a year of summaries through the hub would take a year.
 */
export async function writeTrendYears(
  years: TrendYears,
): Promise<{ ids: PointId[]; rows: number }> {
  const { dataDir, points, days, fineDays, nowMs } = years;
  const store = new Store({ dataDir, log: createLog('bench'), onCrash: () => process.exit(1) });
  await store.start();
  const path = store.path;
  const ids = Array.from({ length: points }, () => newId('pt'));
  await store.write(ids.map((pointId, i) => saveDescribed(recordOf(pointId, i + 1, nowMs))));
  await store.stop();
  const database = new Database(path);
  // The file is thrown away after the bench: nothing has to survive a power cut.
  database.run('PRAGMA synchronous=OFF');
  database.run('PRAGMA cache_size=-200000');
  let rows = 0;
  for (const { table, mark, bucketMs, n } of LEVELS) {
    const fromMs = nowMs - (mark === '10s' ? fineDays : days) * DAY_MS;
    const [first, last] = [Math.floor(fromMs / bucketMs), Math.floor(nowMs / bucketMs) - 1];
    const perTurn = Math.max(1, Math.floor(500_000 / points));
    for (let from = first; from <= last; from += perTurn) {
      const to = Math.min(last, from + perTurn - 1);
      rows += database.run(INSERT.replace('{table}', table), [from, to, points, n, first]).changes;
    }
    if (mark !== null) database.run('UPDATE rollups SET through = ? WHERE level = ?', [last, mark]);
  }
  database.run('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  return { ids, rows };
}

/** ?1, ?2 buckets from and to, ?3 points, ?4 summaries in a bucket, ?5 the first bucket of all. */
const INSERT = `WITH RECURSIVE
  buckets (b) AS (SELECT ?1 UNION ALL SELECT b + 1 FROM buckets WHERE b < ?2),
  keys (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM keys WHERE k < ?3),
  made AS (
    SELECT b, k, 1.0 + (k % 7) * 0.2 + (b - ?5) * 1e-6 + abs((b * 2654435761 + k * 40503) % 1000) * 3e-4 AS v
    FROM buckets CROSS JOIN keys
  )
  INSERT INTO {table} SELECT b, k, ?4, ?4, v * ?4, v * 0.9, v * 1.1, ?4, v * 0.1 * ?4, v * 0.09, v * 0.12,
    ?4, v * 0.02 * ?4, v * 0.03, 3.0 * ?4 + v, 3.5 + v, ?4, (1480 + v) * ?4, 2 FROM made`;

function recordOf(pointId: PointId, key: number, nowMs: number): PointRecord {
  return {
    ...{ pointId, key, sensorId: `bench-${key}`, axis: 0, name: `Point ${key}`, editedName: null },
    ...{ machine: `Machine ${Math.ceil(key / 4)}`, editedArea: null, editedTags: [] },
    ...{ unit: 'g', sampleRateHz: 25_600, origin: 'bench', agentId: null, createdMs: nowMs },
    describedFacts: { ...UNKNOWN_MACHINE, speedRpm: 1480 },
    editedFacts: {},
  } as unknown as PointRecord;
}
