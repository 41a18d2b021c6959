import type { ConditionChange } from '#schemas/broker/messages';
import { TREND_CHANGES_MAX, type Trends } from '#schemas/http/trends';
import type { Store } from '../store/store.ts';

/** The condition changes of several points within a range, oldest first; the newest of them where there are too many. */
export async function readManyChanges(
  store: Store,
  keys: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Pick<Trends, 'changes' | 'areChangesLeftOut'>> {
  const rows = await store.readLong(
    `SELECT c.body FROM json_each(?) AS keys CROSS JOIN changes AS c
     WHERE c.point_key = keys.value AND c.at_ms BETWEEN ? AND ?
     ORDER BY c.at_ms DESC, c.change_id DESC LIMIT ?`,
    [JSON.stringify(keys), from, to, TREND_CHANGES_MAX + 1],
  );
  const changes = rows
    .slice(0, TREND_CHANGES_MAX)
    .map((row) => JSON.parse(String(row.body)) as ConditionChange)
    .map(({ pointId, atMs, from: before, to: after }) => ({
      pointId,
      atMs,
      from: before,
      to: after,
    }))
    .reverse();
  return { changes, areChangesLeftOut: rows.length > TREND_CHANGES_MAX };
}
