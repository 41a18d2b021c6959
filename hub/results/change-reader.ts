import type { ConditionChange } from '#schemas/broker/messages';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { ChangePage } from '#schemas/http/points';
import type { Store } from '../store/store.ts';

/** Condition changes, newest first, a page at a time; of one point, or of the plant when `pointKey` is null. */
export async function readChanges(
  store: Store,
  pointKey: number | null,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<ChangePage> {
  const [atMs, changeId] =
    cursor === undefined ? [Number.MAX_SAFE_INTEGER, '~'] : parseCursor(cursor);
  const ofPoint = pointKey === null ? '' : 'point_key = ? AND ';
  const rows = await store.read(
    `SELECT change_id, at_ms, body FROM changes WHERE ${ofPoint}(at_ms, change_id) < (?, ?) ORDER BY at_ms DESC, change_id DESC LIMIT ?`,
    [...(pointKey === null ? [] : [pointKey]), atMs, changeId, limit + 1],
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

function parseCursor(cursor: string): [number, string] {
  const match = /^(\d{1,16})-(ch_[0-9A-Z]{26})$/.exec(cursor);
  if (match === null) throw new TremoloError('request_invalid', 'The cursor is not one of ours.');
  return [Number(match[1]), match[2]];
}
