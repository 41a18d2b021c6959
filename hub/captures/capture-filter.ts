import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { CaptureQuery } from '#schemas/http/captures';
import { CONDITIONS } from '#schemas/readings/finding';
import type { Row, SqlValue } from '../store/statement.ts';

const has = (table: string, column: string) =>
  `EXISTS (SELECT 1 FROM ${table} x WHERE x.capture_id = c.capture_id AND x.${column} = ?)`;
const LABELLED = 'EXISTS (SELECT 1 FROM capture_labels x WHERE x.capture_id = c.capture_id)';

/** No point but these, and at least one. */
const ONLY_OF = `(EXISTS (SELECT 1 FROM capture_tracks x WHERE x.capture_id = c.capture_id)
  AND NOT EXISTS (SELECT 1 FROM capture_tracks x WHERE x.capture_id = c.capture_id
    AND x.point_id NOT IN (SELECT value FROM json_each(?))))`;

/** What a list is narrowed to, as SQL on `captures c`; `ofPoints`: to what somebody sees who does not see all. */
export function captureFilter(
  query: CaptureQuery,
  ofPoints: readonly string[] | null,
): { where: string; args: SqlValue[] } {
  const parts: [string, ...SqlValue[]][] = [['1 = 1']];
  if (ofPoints !== null) parts.push([ONLY_OF, JSON.stringify(ofPoints)]);
  const { machine, area, pointId, alarmId, trigger, state, condition, label, from, to, q } = query;
  if (machine !== undefined) parts.push(['c.machine = ?', machine]);
  if (area !== undefined) parts.push(['c.area = ?', area]);
  if (pointId !== undefined) parts.push([has('capture_tracks', 'point_id'), pointId]);
  if (alarmId !== undefined) parts.push([has('capture_alarms', 'alarm_id'), alarmId]);
  if (trigger !== undefined) parts.push(['c."trigger" = ?', trigger]);
  if (state !== undefined) parts.push(['c.state = ?', state]);
  if (condition !== undefined) parts.push(['c.condition = ?', condition]);
  if (label !== undefined) parts.push([has('capture_labels', 'label'), label]);
  if (query.isLabelled !== undefined)
    parts.push([query.isLabelled === 'true' ? LABELLED : `NOT ${LABELLED}`]);
  if (query.isProtected !== undefined)
    parts.push(['c.is_protected = ?', query.isProtected === 'true' ? 1 : 0]);
  if (from !== undefined) parts.push(['c.at_ms >= ?', from]);
  if (to !== undefined) parts.push(['c.at_ms < ?', to]);
  if (q !== undefined && q !== '') {
    const words = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    const named = `EXISTS (SELECT 1 FROM capture_tracks x WHERE x.capture_id = c.capture_id AND x.point_name LIKE ? ESCAPE '\\')`;
    parts.push([
      `(c.machine LIKE ? ESCAPE '\\' OR c.note LIKE ? ESCAPE '\\' OR c.capture_id = ? OR ${named})`,
      ...[words, words, q, words],
    ]);
  }
  return {
    where: parts.map(([sql]) => sql).join(' AND '),
    args: parts.flatMap(([, ...args]) => args),
  };
}

const RANK = `CASE c.condition ${CONDITIONS.map((name, i) => `WHEN '${name}' THEN ${['good', 'advisory', 'warning', 'danger'].includes(name) ? i + 1 : 0}`).join(' ')} ELSE -1 END`;

/** How a list is sorted, and where it goes on. Throws `request_invalid`. */
export function captureOrder({ sort = '-at', cursor }: CaptureQuery, bytes: string) {
  const isDown = sort.startsWith('-');
  const columns: Readonly<Record<string, string>> = {
    at: 'c.at_ms',
    machine: "coalesce(c.machine, '')",
    trigger: 'c."trigger"',
    condition: RANK,
    speed: 'coalesce(c.speed_rpm, -1)',
    bytes,
  };
  const name = isDown ? sort.slice(1) : sort;
  const key = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (key === undefined) {
    const known = Object.keys(columns).join(', ');
    throw new TremoloError('request_invalid', `This list is sorted by one of: ${known}.`);
  }
  return {
    ...{ key, isDown, after: cursor === undefined ? null : placeIn(cursor) },
    cursorOf: (row: Row) =>
      Buffer.from(JSON.stringify([row.sort_key, row.capture_id])).toString('base64url'),
  };
}

function placeIn(cursor: string): [SqlValue, string] {
  const text = Buffer.from(cursor, 'base64url').toString();
  try {
    const place: unknown = JSON.parse(text);
    if (Array.isArray(place) && place.length === 2 && typeof place[1] === 'string') {
      const [key, id] = place;
      if (typeof key === 'string' || typeof key === 'number') return [key, id];
    }
  } catch (cause) {
    throw refused('cursor_wrong', {}, { cause });
  }
  throw refused('cursor_wrong');
}
