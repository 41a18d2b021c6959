import { AuditRow } from '#schemas/audit/audit-row';
import { AUDIT_EVENTS, type AuditEventName } from '#schemas/audit/events';
import { AuditActivity, AuditDetail, AuditQuery, VerifyState } from '#schemas/http/audit';
import { AuditForwarding, AuditKeeping } from '#schemas/http/audit-keeping';
import { type FakeHub, problem } from './fake-hub.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const HASH = 'c0ffee'.padEnd(64, '0');
const PEOPLE = ['Ada', 'Olga', 'Ben', null] as const;
const EVENTS: readonly AuditEventName[] = [
  'auth.signed_in',
  'auth.failed',
  'setting.changed',
  'user.role_changed',
  'auth.locked',
  'key.created',
  'point.changed',
];

/** What the double of the hub knows of the audit trail: as many entries as asked for, filtered and paged as the hub would. */
export class FakeAudit {
  readonly asked: string[] = [];
  rows: AuditRow[];
  verify: VerifyState = VerifyState.parse({
    state: 'never',
    startedMs: null,
    endedMs: null,
    checked: 0,
    of: 0,
    signatures: 0,
    finding: null,
  });
  keeping: AuditKeeping;
  /** Checks end with this entry being wrong; null: none is. */
  wrongSeq: number | null = null;
  /** Answers never come. */
  silent = false;
  /** Files never come to their end. */
  isEndless = false;

  constructor(hub: FakeHub, entries = 120) {
    this.rows = Array.from({ length: entries }, (_, i) => fakeEntry(entries - i));
    this.keeping = AuditKeeping.parse({
      retentionDays: 2_555,
      firstSeq: entries === 0 ? null : 1,
      lastSeq: entries === 0 ? null : entries,
      firstMs: entries === 0 ? null : Date.now() - 90 * DAY_MS,
      sealedSeq: entries === 0 ? null : entries - 20,
      segments: [],
    });
    hub.resources.set('audit', (request, url) => this.answer(request, url));
  }

  private async answer(request: Request, url: URL): Promise<Response> {
    const path = url.pathname.slice('/api/v1/audit'.length);
    this.asked.push(`${request.method} ${path}${url.search}`);
    if (this.silent) return new Promise(() => undefined);
    const query = Object.fromEntries(url.searchParams);
    switch (`${request.method} ${path}`) {
      case 'GET ':
        return Response.json(this.page(AuditQuery.parse(query)));
      case 'GET /activity':
        return Response.json(this.activity(Number(query.days)));
      case 'GET /keys':
        return Response.json({ keys: [{ keyId: 'ak_1', pem: '-----BEGIN PUBLIC KEY-----' }] });
      case 'GET /segments':
        return Response.json(this.keeping);
      case 'GET /forwarding':
        return Response.json(FORWARDING);
      case 'POST /forwarding/test':
        return Response.json({ sent: false, says: 'No log server is set.' });
      case 'GET /export':
        return this.file(`audit.${query.format}`);
      case 'POST /verify':
        this.verify = { ...this.verify, state: 'running', checked: 40, of: this.rows.length };
        return Response.json(this.verify, { status: 202 });
      case 'GET /verify':
        if (this.verify.state === 'running') this.finish();
        return Response.json(this.verify);
    }
    if (path.startsWith('/reports/')) return this.file(`${path.slice(9)}.${query.format}`);
    if (path.startsWith('/segments/')) return this.file('audit-000000000001.jsonl.gz');
    const row = this.rows.find(({ seq }) => seq === Number(path.slice(1)));
    return row === undefined ? problem('not_found') : Response.json(fakeDetail(row));
  }

  private page({ limit, cursor, q, from, to, event, ...exact }: AuditQuery) {
    const start = cursor === undefined ? 0 : Number(cursor.split('.')[1]);
    const found = this.rows.filter(
      (row) =>
        (from === undefined || row.atMs >= from) &&
        (to === undefined || row.atMs < to) &&
        (event === undefined ||
          (event.endsWith('.') ? row.event.startsWith(event) : row.event === event)) &&
        (q === undefined || JSON.stringify(row).toLowerCase().includes(q.toLowerCase())) &&
        Object.entries(exact).every(([name, value]) => row[name as keyof AuditRow] === value),
    );
    const isMore = found.length > start + limit;
    return {
      items: found.slice(start, start + limit),
      nextCursor: isMore ? `0.${start + limit}` : null,
      total: null,
    };
  }

  private activity(days: number): AuditActivity {
    const bucketMs = days <= 3 ? HOUR_MS : DAY_MS;
    const toMs = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
    const fromMs = toMs - days * DAY_MS;
    const isNone = this.rows.length === 0;
    const wave = (i: number) => (isNone ? 0 : Math.round(40 + 30 * Math.sin(i / 3)));
    return AuditActivity.parse({
      fromMs,
      toMs,
      bucketMs,
      buckets: Array.from({ length: (toMs - fromMs) / bucketMs }, (_, i) => ({
        fromMs: fromMs + i * bucketMs,
        info: wave(i),
        warning: isNone ? 0 : i % 5,
        critical: !isNone && i % 11 === 3 ? 2 : 0,
      })),
      days: Array.from({ length: days }, (_, i) => ({
        dayMs: fromMs + i * DAY_MS,
        entries: wave(i),
        people: isNone ? 0 : 3,
        signIns: isNone ? 0 : 5,
      })),
      mostActive: isNone
        ? []
        : ['Ada', 'Olga', null].map((name, i) => ({
            userId: `us_${i}`,
            name,
            entries: 300 >> i,
          })),
      byEvent: isNone
        ? []
        : EVENTS.map((event, i) => ({ event, says: AUDIT_EVENTS[event].says, entries: 400 >> i })),
      heat: Array.from({ length: 7 }, (_, day) =>
        Array.from({ length: 24 }, (_, hour) =>
          isNone ? 0 : Math.max(0, Math.round((day < 5 ? 20 : 3) * Math.sin((hour - 5) / 5))),
        ),
      ),
    });
  }

  private finish(): void {
    const { wrongSeq } = this;
    this.verify = {
      state: wrongSeq === null ? 'intact' : 'broken',
      startedMs: Date.now() - 2_000,
      endedMs: Date.now(),
      checked: this.rows.length,
      of: this.rows.length,
      signatures: 4,
      finding:
        wrongSeq === null
          ? null
          : {
              seq: wrongSeq,
              sentence: `Entry ${wrongSeq} was altered, or the one before it was replaced.`,
            },
    };
  }

  private file(name: string): Response {
    const headers = { 'content-disposition': `attachment; filename="${name}"` };
    return new Response(this.isEndless ? endless() : new Uint8Array(50_000), { headers });
  }
}

/** A file that goes on for ever, to be cancelled. */
function endless(): ReadableStream<Uint8Array> {
  let timer: ReturnType<typeof setInterval>;
  return new ReadableStream({
    start(controller) {
      timer = setInterval(() => controller.enqueue(new Uint8Array(100_000)), 20);
    },
    cancel: () => clearInterval(timer),
  });
}

/** An entry as the hub would list it, the same each time for its number. */
export function fakeEntry(seq: number, atMs = Date.now() - (121 - seq) * 47 * MINUTE_MS): AuditRow {
  const event = EVENTS[seq % EVENTS.length];
  const { severity, resource, says } = AUDIT_EVENTS[event];
  const person = PEOPLE[seq % PEOPLE.length];
  return AuditRow.parse({
    seq,
    atMs,
    event,
    says,
    severity,
    outcome: event === 'auth.failed' ? 'refused' : 'done',
    actorId: person === null ? null : `us_${PEOPLE.indexOf(person)}`,
    actorName: person,
    actorRole: person === null ? null : 'admin',
    impersonatorId: null,
    address: `10.0.0.${1 + (seq % 5)}`,
    resourceType: resource,
    resourceId: resource === 'setting' ? 'mail' : null,
    subjectName: resource === 'user' ? 'Olga' : null,
  });
}

function fakeDetail(row: AuditRow): AuditDetail {
  return AuditDetail.parse({
    ...row,
    sessionId: 'se_1',
    keyId: null,
    correlationId: 'c-1',
    userAgent: 'Firefox on Linux',
    details:
      row.event === 'setting.changed'
        ? {
            section: 'mail',
            before: { host: null, port: 587, from: 'tremolo@localhost' },
            after: { host: 'mail.plant.example', port: 465, from: 'tremolo@localhost' },
          }
        : { how: 'password' },
    subject: null,
    hash: HASH,
    previousHash: HASH,
    isIntact: row.seq !== 7,
    sealedBy: row.seq < 100 ? { seq: 100, atMs: row.atMs + HOUR_MS, keyId: 'ak_1' } : null,
  });
}

const FORWARDING = AuditForwarding.parse({
  target: null,
  isConnected: false,
  waiting: 0,
  failures: 0,
  reason: null,
});
