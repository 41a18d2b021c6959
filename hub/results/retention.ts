import type { HubSettings } from '#schemas/config/hub-settings';
import type { Store } from '../store/store.ts';
import { readThrough } from './roll-up.ts';
import { TREND_LEVELS } from './trend-columns.ts';

/** Buckets, or changes, that one transaction deletes: small, so that commits of results never wait long. */
const SLICE_BUCKETS = 5;
const SLICE_CHANGES = 500;
/** Free pages handed back to the disk at a time. */
const SLICE_PAGES = 500;
/** However full the database is, so much of the finest level stays. */
const KEEP_FINE_MS = 3_600_000;
const DAY_MS = 86_400_000;

export type RetentionRules = HubSettings['retention'];

/** Deletes one slice of what is too old, or of the oldest fine trends while the database is too large; false when nothing was. */
export async function retainSlice(store: Store, rules: RetentionRules, nowMs: number) {
  const [fine, middle, coarse] = TREND_LEVELS;
  const through = await readThrough(store);
  const before = (days: number, bucketMs: number) => Math.floor((nowMs - days * DAY_MS) / bucketMs);
  // What has not been rolled up yet stays whatever its age.
  const cutFine = Math.min(before(rules.trend10sDays, fine.bucketMs), through.fine);
  const cutMiddle = Math.min(before(rules.trend10minDays, middle.bucketMs), through.middle);
  if (await deleteOldest(store, fine.table, cutFine)) return true;
  if (await deleteOldest(store, middle.table, cutMiddle)) return true;
  const cutCoarse = before(rules.trend1dayDays, coarse.bucketMs);
  if (await deleteOldest(store, coarse.table, cutCoarse)) return true;
  if (await deleteOldChanges(store, nowMs - rules.changesDays * DAY_MS)) return true;
  if ((await usedMb(store)) <= rules.maxDatabaseMb) return false;
  const keep = Math.min(Math.floor((nowMs - KEEP_FINE_MS) / fine.bucketMs), through.fine);
  return (
    (await deleteOldest(store, fine.table, keep)) ||
    deleteOldest(store, middle.table, Math.min(before(1, middle.bucketMs), through.middle))
  );
}

/** Hands pages that deleting left free back to the disk, a slice at a time. */
export async function shrinkSlice(store: Store): Promise<void> {
  const [{ freelist_count }] = await store.read('PRAGMA freelist_count');
  // A few free pages are kept: the next buckets take them without growing the file.
  if (Number(freelist_count) < 2 * SLICE_PAGES) return;
  await store.script(`PRAGMA incremental_vacuum(${SLICE_PAGES})`);
}

/** Megabytes that the tables take, without pages that are free. */
export async function usedMb(store: Store): Promise<number> {
  const [pages] = await store.read('PRAGMA page_count');
  const [free] = await store.read('PRAGMA freelist_count');
  const [size] = await store.read('PRAGMA page_size');
  const used = Number(pages.page_count) - Number(free.freelist_count);
  return (used * Number(size.page_size)) / 1_048_576;
}

async function deleteOldest(store: Store, table: string, cut: number): Promise<boolean> {
  const [{ first }] = await store.read(`SELECT min(bucket) AS first FROM ${table}`);
  if (first === null || Number(first) >= cut) return false;
  const to = Math.min(Number(first) + SLICE_BUCKETS, cut);
  await store.write([{ sql: `DELETE FROM ${table} WHERE bucket < ?`, args: [to] }]);
  return true;
}

async function deleteOldChanges(store: Store, beforeMs: number): Promise<boolean> {
  const [{ rowsAffected }] = await store.write([
    {
      sql: 'DELETE FROM changes WHERE change_id IN (SELECT change_id FROM changes WHERE at_ms < ? ORDER BY at_ms LIMIT ?)',
      args: [beforeMs, SLICE_CHANGES],
    },
  ]);
  return rowsAffected > 0;
}
