import type { Store } from '../store.ts';
import { readThrough } from './roll-up.ts';
import type { KeptDays, Series } from './series.ts';

/** Buckets that one transaction deletes: few, so that commits of results never wait long. */
const SLICE_BUCKETS = 5;
/** However full the database is, so much of the finest level stays. */
const KEEP_FINE_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Deletes one slice of what is older than its level is kept; false when nothing was. */
export async function forgetOldSlice(
  store: Store,
  series: Series,
  days: KeptDays,
  nowMs: number,
): Promise<boolean> {
  const [fine, middle, coarse] = series.levels;
  const through = await readThrough(store, series);
  const before = (level: 0 | 1 | 2) =>
    Math.floor((nowMs - days[level] * DAY_MS) / series.levels[level].bucketMs);
  // What has not been rolled up yet stays whatever its age.
  if (await deleteOldest(store, fine.table, Math.min(before(0), through.fine))) return true;
  if (await deleteOldest(store, middle.table, Math.min(before(1), through.middle))) return true;
  return deleteOldest(store, coarse.table, before(2));
}

/** Deletes one slice of the oldest fine buckets, or of those of the middle level, to win space; false when nothing can go. */
export async function giveUpSlice(store: Store, series: Series, nowMs: number): Promise<boolean> {
  const [fine, middle] = series.levels;
  const through = await readThrough(store, series);
  const keep = Math.floor((nowMs - KEEP_FINE_MS) / fine.bucketMs);
  if (await deleteOldest(store, fine.table, Math.min(keep, through.fine))) return true;
  const keepMiddle = Math.floor((nowMs - DAY_MS) / middle.bucketMs);
  return deleteOldest(store, middle.table, Math.min(keepMiddle, through.middle));
}

async function deleteOldest(store: Store, table: string, cut: number): Promise<boolean> {
  const [{ first }] = await store.read(`SELECT min(bucket) AS first FROM ${table}`);
  if (first === null || Number(first) >= cut) return false;
  const to = Math.min(Number(first) + SLICE_BUCKETS, cut);
  await store.write([{ sql: `DELETE FROM ${table} WHERE bucket < ?`, args: [to] }]);
  return true;
}
