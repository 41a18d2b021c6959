import type { Store } from '../store/store.ts';
import { TREND_LEVELS } from './trend-columns.ts';
import { rollUp } from './trend-statements.ts';

const [FINE, MIDDLE, COARSE] = TREND_LEVELS;
/** Fine buckets that one transaction rolls up, so that commits of results never wait long for the writer. */
const SLICE = 30;
/** A bucket is closed so long after its end: most of what belongs to it has come by then, and the rest is added late. */
const GRACE_MS = 10_000;

/** Rolls one slice of closed buckets up; false when nothing was left to do. */
export async function rollUpSlice(store: Store, nowMs: number): Promise<boolean> {
  const through = await readThrough(store);
  const closedFine = Math.floor((nowMs - GRACE_MS) / FINE.bucketMs);
  if (await slice(store, '10s', through.fine, closedFine)) return true;
  // Only as far as the finer level has come: a bucket once rolled up takes nothing from a later roll-up.
  const closedMiddle = Math.floor((through.fine * FINE.bucketMs) / MIDDLE.bucketMs);
  return slice(store, '10min', through.middle, closedMiddle);
}

/** Up to which bucket, exclusive, each level has been rolled up. */
export async function readThrough(store: Store): Promise<{ fine: number; middle: number }> {
  const rows = await store.read('SELECT level, through FROM rollups');
  const of = (level: string) => Number(rows.find((row) => row.level === level)?.through ?? 0);
  return { fine: of('10s'), middle: of('10min') };
}

async function slice(store: Store, level: '10s' | '10min', from: number, closed: number) {
  const [table, perParent] =
    level === '10s'
      ? [FINE.table, MIDDLE.bucketMs / FINE.bucketMs]
      : [MIDDLE.table, COARSE.bucketMs / MIDDLE.bucketMs];
  const [{ first }] = await store.read(
    `SELECT min(bucket) AS first FROM ${table} WHERE bucket >= ?`,
    [from],
  );
  const isEmpty = first === null || Number(first) >= closed;
  // An empty stretch moves the mark as well, once a parent bucket ends in it, so that the level above can go on.
  if (isEmpty && Math.floor(closed / perParent) <= Math.floor(from / perParent)) return false;
  const to = isEmpty ? closed : Math.min(Number(first) + SLICE, closed);
  await store.write(rollUp(level, from, to));
  return true;
}
