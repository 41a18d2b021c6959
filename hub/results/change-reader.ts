import type { ConditionChange } from '#schemas/broker/messages';
import { refused } from '#schemas/errors/refused';
import type { ChangePage } from '#schemas/http/points';
import type { SqlValue } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

/** Condition changes, newest first, a page at a time; of these points, or of the whole plant when `pointKeys` is null. */
export async function readChanges(
  store: Store,
  pointKeys: readonly number[] | null,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<ChangePage> {
  const [atMs, changeId] =
    cursor === undefined ? [Number.MAX_SAFE_INTEGER, '~'] : parseCursor(cursor);
  const ofPoints = wherePoint(pointKeys);
  const rows = await store.read(
    `SELECT change_id, at_ms, body FROM changes WHERE ${ofPoints.sql}(at_ms, change_id) < (?, ?) ORDER BY at_ms DESC, change_id DESC LIMIT ?`,
    [...ofPoints.args, atMs, changeId, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    // Validated when it came in; a later Tremolo must not refuse what an earlier one took.
    items: page.map((row) => JSON.parse(String(row.body)) as ConditionChange),
    nextCursor: hasMore ? `${last.at_ms}-${last.change_id}` : null,
    total: null,
  };
}

/** One by its index; of many the newest rows are looked through. */
function wherePoint(keys: readonly number[] | null): { sql: string; args: SqlValue[] } {
  if (keys === null) return { sql: '', args: [] };
  if (keys.length === 1) return { sql: 'point_key = ? AND ', args: [keys[0]] };
  const sql = 'point_key IN (SELECT value FROM json_each(?)) AND ';
  return { sql, args: [JSON.stringify(keys)] };
}

function parseCursor(cursor: string): [number, string] {
  const match = /^(\d{1,16})-(ch_[0-9A-Z]{26})$/.exec(cursor);
  if (match === null) throw refused('cursor_foreign');
  return [Number(match[1]), match[2]];
}
