import { AUDIT_EVENTS, type AuditEventName } from '#schemas/audit/events';
import { refused } from '#schemas/errors/refused';
import { AUDIT_ROUTES, type AuditFilters } from '#schemas/http/audit';
import { entriesTable, reportTable } from '../audit/audit-tables.ts';
import { csvOf, jsonOf, pdfOf, type Table } from '../audit/table-files.ts';
import { trailFile } from '../audit/trail-file.ts';
import type { Flows } from '../flows.ts';
import type { Actor } from '../store/actor.ts';
import { type Route, route } from './route.ts';
import { streamedFile } from './streamed-file.ts';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  pdf: 'application/pdf',
  jsonl: 'application/jsonl',
} as const;

/** The audit trail: searched, checked, and taken out. */
export function auditRoutes({ rooms }: Flows): Route[] {
  const { auditReading, trailCheck, checkpoints, store, holders, clock } = rooms;
  const exported = (what: string, format: string, filters: object, actor: Actor) =>
    store.record(
      [],
      [{ event: 'audit.exported', actor, details: { what, format, filters: { ...filters } } }],
    );
  return [
    route(AUDIT_ROUTES.audit, ({ query }) => auditReading.page(query)),
    route(AUDIT_ROUTES.auditEvents, () => ({
      events: (Object.keys(AUDIT_EVENTS) as AuditEventName[]).map((event) => ({
        event,
        ...AUDIT_EVENTS[event],
      })),
    })),
    route(AUDIT_ROUTES.auditActivity, ({ query }) => auditReading.activity(query.days)),
    route(AUDIT_ROUTES.auditKeys, async () => ({
      keys: [...(await checkpoints.publicKeys())].map(([keyId, pem]) => ({ keyId, pem })),
    })),
    route(AUDIT_ROUTES.auditExport, async ({ query, actor }) => {
      const { format, ...filters } = query;
      await exported('entries', format, filters, actor);
      const name = `audit-${stamp(clock())}.${format}`;
      if (format !== 'jsonl') return fileOf(entriesTable(auditReading, filters), format, name);
      const { first, last } = await rangeOf(rooms, filters);
      return streamedFile(trailFile(store, first, last), name, TYPES.jsonl);
    }),
    route(AUDIT_ROUTES.auditReport, async ({ params, query, actor }) => {
      const { format, ...asked } = query;
      if (asked.to < asked.from) {
        throw refused('audit_backwards');
      }
      await exported(params.kind, format, asked, actor);
      const table = await reportTable(auditReading, params.kind, asked, holders());
      return fileOf(table, format, `${params.kind}-${stamp(clock())}.${format}`);
    }),
    route(AUDIT_ROUTES.auditVerify, ({ actor }) => trailCheck.begin(actor)),
    route(AUDIT_ROUTES.auditVerifyState, () => trailCheck.state),
    route(AUDIT_ROUTES.auditEntry, ({ params }) => auditReading.entry(params.seq)),
  ];
}

/** From which entry to which a verifiable file goes: whole and up to a signature, or it would prove nothing. */
async function rangeOf({ store, checkpoints }: Flows['rooms'], filters: AuditFilters) {
  const { from, to, ...others } = filters;
  if (Object.values(others).some((value) => value !== undefined)) {
    throw refused('audit_whole_only');
  }
  await checkpoints.sign('now');
  const [row] = await store.read(
    `SELECT (SELECT min(seq) FROM audit WHERE at_ms >= ?) AS first,
      (SELECT min(c.seq) FROM audit_checkpoints c WHERE c.seq >=
        (SELECT max(seq) FROM audit WHERE at_ms < ?)) AS last`,
    [from ?? 0, to ?? Number.MAX_SAFE_INTEGER],
  );
  if (row?.first == null || row.last == null) {
    throw refused('audit_nothing');
  }
  return { first: Number(row.first), last: Number(row.last) };
}

function fileOf(table: Table, format: 'csv' | 'json' | 'pdf', name: string): Response {
  const bytes = { csv: csvOf, json: jsonOf, pdf: pdfOf }[format](table);
  return streamedFile(bytes, name, TYPES[format]);
}

const stamp = (atMs: number) => new Date(atMs).toISOString().slice(0, 16).replace(/[:T]/g, '-');
