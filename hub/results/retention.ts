import type { HubSettings } from '#schemas/config/hub-settings';
import { forgetOldSlice, giveUpSlice } from '../store/series/keep-series.ts';
import type { KeptDays, Series } from '../store/series/series.ts';
import type { Store } from '../store/store.ts';

/** Changes that one transaction deletes: few, so that commits of results never wait long. */
const SLICE_CHANGES = 500;
/** Free pages handed back to the disk at a time. */
const SLICE_PAGES = 500;
const DAY_MS = 86_400_000;

export type RetentionRules = HubSettings['retention'];

/** How long each level of every series is kept. */
export function keptDaysOf(rules: RetentionRules): KeptDays {
  return [rules.trend10sDays, rules.trend10minDays, rules.trend1dayDays];
}

/**
 * Deletes one slice of what is too old, or, while the database is too large, of the oldest fine buckets of the series, in their
 * order; false when nothing was.
 */
export async function retainSlice(
  store: Store,
  all: readonly Series[],
  rules: RetentionRules,
  nowMs: number,
): Promise<boolean> {
  for (const series of all) {
    if (await forgetOldSlice(store, series, keptDaysOf(rules), nowMs)) return true;
  }
  if (await deleteOldChanges(store, nowMs - rules.changesDays * DAY_MS)) return true;
  if ((await usedMb(store)) <= rules.maxDatabaseMb) return false;
  for (const series of all) if (await giveUpSlice(store, series, nowMs)) return true;
  return false;
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

async function deleteOldChanges(store: Store, beforeMs: number): Promise<boolean> {
  const [{ rowsAffected }] = await store.write([
    {
      sql: 'DELETE FROM changes WHERE change_id IN (SELECT change_id FROM changes WHERE at_ms < ? ORDER BY at_ms LIMIT ?)',
      args: [beforeMs, SLICE_CHANGES],
    },
  ]);
  return rowsAffected > 0;
}
