import type { Store } from '../store.ts';
import type { Series } from './series.ts';
import { seriesStatements } from './series-statements.ts';

/** Fine buckets that one transaction rolls up, so that commits of results never wait long for the writer. */
const SLICE = 30;
/** A bucket is closed so long after its end: most of what belongs to it has come by then, and the rest is added late. */
const GRACE_MS = 10_000;

/** Rolls one slice of closed buckets up; false when nothing was left to do. */
export async function rollUpSlice(store: Store, series: Series, nowMs: number): Promise<boolean> {
  const [fine, middle] = series.levels;
  const through = await readThrough(store, series);
  const closedFine = Math.floor((nowMs - GRACE_MS) / fine.bucketMs);
  if (await slice(store, series, 'fine', through.fine, closedFine)) return true;
  // Only as far as the finer level has come: a bucket once rolled up takes nothing from a later roll-up.
  const closedMiddle = Math.floor((through.fine * fine.bucketMs) / middle.bucketMs);
  return slice(store, series, 'middle', through.middle, closedMiddle);
}

/** Up to which bucket, exclusive, each level has been rolled up. */
export async function readThrough(
  store: Store,
  { levels: [fine, middle] }: Series,
): Promise<{ fine: number; middle: number }> {
  const rows = await store.read('SELECT level, through FROM rollups WHERE level IN (?, ?)', [
    fine.mark,
    middle.mark,
  ]);
  const of = (mark: string) => Number(rows.find((row) => row.level === mark)?.through ?? 0);
  return { fine: of(fine.mark), middle: of(middle.mark) };
}

async function slice(
  store: Store,
  series: Series,
  level: 'fine' | 'middle',
  from: number,
  closed: number,
): Promise<boolean> {
  const [fine, middle, coarse] = series.levels;
  const [source, target] = level === 'fine' ? [fine, middle] : [middle, coarse];
  const perParent = target.bucketMs / source.bucketMs;
  const [{ first }] = await store.read(
    `SELECT min(bucket) AS first FROM ${source.table} WHERE bucket >= ?`,
    [from],
  );
  const isEmpty = first === null || Number(first) >= closed;
  // An empty stretch moves the mark as well, once a parent bucket ends in it, so that the level above can go on.
  if (isEmpty && Math.floor(closed / perParent) <= Math.floor(from / perParent)) return false;
  const to = isEmpty ? closed : Math.min(Number(first) + SLICE, closed);
  await store.write(seriesStatements(series).rollUp(level, from, to));
  return true;
}
