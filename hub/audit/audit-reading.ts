import type { AuditRow } from '#schemas/audit/audit-row';
import { CHAIN_START, chainHash } from '#schemas/audit/chain';
import { AUDIT_EVENTS, type AuditEventName } from '#schemas/audit/events';
import type { Severity } from '#schemas/audit/severity';
import { refused } from '#schemas/errors/refused';
import type { AuditActivity, AuditDetail, AuditFilters, AuditQuery } from '#schemas/http/audit';
import type { Clock } from '../clock.ts';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { conditionOf, orderOf, type Place, placeOf, sourceOf } from './audit-query.ts';
import { ENTRY_JOINS, entryOf, READ_COLUMNS } from './trail-rows.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Up to so many days are told by the hour. */
const DAYS_BY_HOUR = 3;
const MOST = 10;
const WEEKDAYS = 7;
const HOURS = 24;
/** Entries of one piece of a file. */
const PIECE = 500;

/** The trail as people read it: searched, page by page, entry by entry, and in figures. */
export class AuditReading {
  readonly #deps: { store: Store; clock: Clock };

  constructor(deps: { store: Store; clock: Clock }) {
    this.#deps = deps;
  }

  async page({ limit, cursor, ...filters }: AuditQuery) {
    const before = cursor === undefined ? null : placeOf(cursor);
    const rows = await this.#rows(filters, before, limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const isMore = rows.length > limit && last !== undefined;
    const nextCursor = isMore ? `${last.atMs}.${last.seq}` : null;
    // Counting a million rows takes longer than reading a page of them.
    return { items, nextCursor, total: null };
  }

  /** All entries that fit, newest first, piece by piece. */
  async *pieces(filters: AuditFilters): AsyncGenerator<AuditRow[]> {
    let before: Place | null = null;
    for (;;) {
      const rows: AuditRow[] = await this.#rows(filters, before, PIECE);
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (rows.length < PIECE || last === undefined) return;
      before = { atMs: last.atMs, seq: last.seq };
    }
  }

  /** Throws `not_found`. */
  async entry(seq: number): Promise<AuditDetail> {
    const { store } = this.#deps;
    const [[row], [before], [seal]] = await Promise.all([
      store.read(`SELECT ${READ_COLUMNS} FROM audit a ${ENTRY_JOINS} WHERE a.seq = ?`, [seq]),
      store.read(
        'SELECT hash FROM audit WHERE seq = ? UNION SELECT hash FROM audit_checkpoints WHERE seq = ?',
        [seq - 1, seq - 1],
      ),
      store.read(
        'SELECT seq, at_ms, key_id FROM audit_checkpoints WHERE seq >= ? ORDER BY seq LIMIT 1',
        [seq],
      ),
    ]);
    if (row === undefined) throw refused('audit_entry_unknown');
    const entry = entryOf(row);
    const previousHash = before === undefined ? CHAIN_START : String(before.hash);
    const personal = (part: 'actor' | 'subject') => {
      const held = entry.personal.find((one) => one.part === part);
      return held === undefined ? null : JSON.parse(held.body);
    };
    return {
      ...rowOf(row),
      sessionId: entry.sessionId,
      keyId: entry.keyId,
      correlationId: entry.correlationId,
      userAgent: personal('actor')?.userAgent ?? null,
      details: JSON.parse(entry.details),
      subject: personal('subject'),
      hash: entry.hash,
      previousHash,
      isIntact: chainHash(previousHash, entry) === entry.hash,
      sealedBy:
        seal === undefined
          ? null
          : { seq: Number(seal.seq), atMs: Number(seal.at_ms), keyId: String(seal.key_id) },
    };
  }

  /** Figures of the last so many UTC days. */
  async activity(dayCount: number): Promise<AuditActivity> {
    const toMs = (Math.floor(this.#deps.clock() / DAY_MS) + 1) * DAY_MS;
    const fromMs = toMs - dayCount * DAY_MS;
    const { store } = this.#deps;
    const bucketMs = dayCount <= DAYS_BY_HOUR ? HOUR_MS : DAY_MS;
    const [days, people, events, hours, severities] = await Promise.all([
      store.readLong(
        `SELECT at_ms / ${DAY_MS} AS day, count(*) AS n, count(DISTINCT actor_id) AS people,
          sum(event = 'auth.signed_in') AS sign_ins FROM audit WHERE at_ms >= ? GROUP BY day`,
        [fromMs],
      ),
      store.readLong(
        `SELECT a.actor_id, p.name, count(*) AS n FROM audit a LEFT JOIN people p ON p.user_id = a.actor_id
          WHERE a.at_ms >= ? AND a.actor_id IS NOT NULL GROUP BY a.actor_id ORDER BY n DESC LIMIT ${MOST}`,
        [fromMs],
      ),
      store.readLong(
        'SELECT event, count(*) AS n FROM audit WHERE at_ms >= ? GROUP BY event ORDER BY n DESC',
        [fromMs],
      ),
      store.readLong(
        'SELECT at_ms / 3600000 AS hour, count(*) AS n FROM audit WHERE at_ms >= ? GROUP BY hour',
        [fromMs],
      ),
      store.readLong(
        `SELECT at_ms / ${bucketMs} AS bucket, severity, count(*) AS n FROM audit
          WHERE at_ms >= ? GROUP BY bucket, severity`,
        [fromMs],
      ),
    ]);
    const byDay = new Map(days.map((row) => [Number(row.day) * DAY_MS, row]));
    return {
      fromMs,
      toMs,
      days: Array.from({ length: dayCount }, (_, i) => {
        const dayMs = fromMs + i * DAY_MS;
        const row = byDay.get(dayMs);
        const figure = (name: string) => Number(row?.[name] ?? 0);
        return {
          dayMs,
          entries: figure('n'),
          people: figure('people'),
          signIns: figure('sign_ins'),
        };
      }),
      bucketMs,
      buckets: bucketsOf(severities, fromMs, toMs, bucketMs),
      mostActive: people.map((row) => ({
        userId: String(row.actor_id),
        name: row.name as string | null,
        entries: Number(row.n),
      })),
      byEvent: events.map((row) => ({
        event: String(row.event),
        says: saysOf(String(row.event)),
        entries: Number(row.n),
      })),
      heat: heatOf(hours),
    };
  }

  async #rows(filters: AuditFilters, before: Place | null, limit: number): Promise<AuditRow[]> {
    const { sql, args } = conditionOf(filters, before);
    const rows = await this.#deps.store.readLong(
      `SELECT ${READ_COLUMNS} FROM ${sourceOf(filters)} ${ENTRY_JOINS} ${sql} ORDER BY ${orderOf(filters)} LIMIT ?`,
      [...args, limit],
    );
    return rows.map(rowOf);
  }
}

/** What the event says in words; its own name where this Tremolo does not know it. */
export function saysOf(event: string): string {
  return Object.hasOwn(AUDIT_EVENTS, event) ? AUDIT_EVENTS[event as AuditEventName].says : event;
}

export function rowOf(row: Row): AuditRow {
  const personal = (body: unknown) => (body == null ? {} : JSON.parse(String(body)));
  const actor = personal(row.actor_body);
  const subject = personal(row.subject_body);
  return {
    seq: Number(row.seq),
    atMs: Number(row.at_ms),
    event: String(row.event),
    says: saysOf(String(row.event)),
    severity: row.severity as AuditRow['severity'],
    outcome: row.outcome as AuditRow['outcome'],
    actorId: row.actor_id as string | null,
    actorName: actor.name ?? null,
    actorRole: row.actor_role as string | null,
    impersonatorId: row.impersonator_id as string | null,
    address: actor.address ?? null,
    resourceType: String(row.resource_type),
    resourceId: row.resource_id as string | null,
    subjectName: subject.name ?? row.account_name ?? null,
  };
}

function bucketsOf(rows: readonly Row[], fromMs: number, toMs: number, bucketMs: number) {
  const buckets = Array.from({ length: (toMs - fromMs) / bucketMs }, (_, i) => ({
    fromMs: fromMs + i * bucketMs,
    info: 0,
    warning: 0,
    critical: 0,
  }));
  for (const { bucket, severity, n } of rows) {
    const found = buckets[(Number(bucket) * bucketMs - fromMs) / bucketMs];
    // An entry of a clock that ran ahead lies behind the last bucket.
    if (found !== undefined) found[severity as Severity] = Number(n);
  }
  return buckets;
}

function heatOf(hours: readonly Row[]): number[][] {
  const heat = Array.from({ length: WEEKDAYS }, () => Array<number>(HOURS).fill(0));
  for (const row of hours) {
    const date = new Date(Number(row.hour) * 3_600_000);
    heat[(date.getUTCDay() + WEEKDAYS - 1) % WEEKDAYS][date.getUTCHours()] += Number(row.n);
  }
  return heat;
}
