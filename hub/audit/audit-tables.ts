import type { AuditRow } from '#schemas/audit/audit-row';
import type { AuditFilters, ReportKind } from '#schemas/http/audit';
import type { UserId } from '#schemas/ids/ids';
import type { AuditReading } from './audit-reading.ts';
import type { Table } from './table-files.ts';

const ENTRY_COLUMNS = [
  { name: 'seq', width: 5 },
  { name: 'time', width: 14 },
  { name: 'event', width: 16 },
  { name: 'severity', width: 6 },
  { name: 'outcome', width: 6 },
  { name: 'actor', width: 12 },
  { name: 'actor_id', width: 20 },
  { name: 'role', width: 8 },
  { name: 'address', width: 11 },
  { name: 'resource', width: 7 },
  { name: 'resource_id', width: 20 },
  { name: 'subject', width: 12 },
];

/** Somebody who has an account, for the review of who may what. */
export interface Holder {
  readonly userId: UserId;
  readonly name: string;
  readonly role: string;
  readonly status: string;
  /** What the person may, or may not, beside the role: exceptions, roles of teams, roles within areas. */
  readonly beside: readonly string[];
  readonly lastSignInMs: number | null;
}

/** What entries look like as a table for a file. */
export function entriesTable(
  reading: AuditReading,
  filters: AuditFilters,
  title = 'Audit trail',
): Table {
  return {
    title,
    notes: notesOf(filters),
    columns: ENTRY_COLUMNS,
    pieces: cellsOf(reading, filters),
  };
}

const REPORT_TITLES: Record<ReportKind, string> = {
  'failed-sign-ins': 'Failed sign-ins',
  deletions: 'Deletions',
  'access-review': 'Who may what',
  'actions-by-person': 'Actions of one person',
};

/** What ends or takes something, by the last word of the event. */
const DELETING =
  /[._](deleted|erased|removed|revoked|dissolved|taken|purged|withdrawn|unlinked|crowded_out)$/;

/** The events that each report is about. */
const REPORT_EVENTS: Record<Exclude<ReportKind, 'access-review'>, (row: AuditRow) => boolean> = {
  'failed-sign-ins': ({ event, outcome }) => event.startsWith('auth.') && outcome !== 'done',
  deletions: ({ event }) => DELETING.test(event),
  'actions-by-person': () => true,
};

/** A report for an auditor, with its period and totals in the notes. */
export async function reportTable(
  reading: AuditReading,
  kind: ReportKind,
  query: { from: number; to: number; actorId?: string },
  holders: readonly Holder[],
): Promise<Table> {
  const title = REPORT_TITLES[kind];
  if (kind === 'access-review') return reviewTable(title, query, holders);
  const filters: AuditFilters = { from: query.from, to: query.to };
  if (query.actorId !== undefined) filters.actorId = query.actorId;
  if (kind === 'failed-sign-ins') filters.event = 'auth.';
  const fits = REPORT_EVENTS[kind];
  let total = 0;
  for await (const rows of reading.pieces(filters)) total += rows.filter(fits).length;
  const pieces = (async function* () {
    for await (const rows of reading.pieces(filters)) yield rows.filter(fits).map(cells);
  })();
  return {
    title,
    notes: [...notesOf(filters), `Entries: ${total}`],
    columns: ENTRY_COLUMNS,
    pieces,
  };
}

function reviewTable(
  title: string,
  query: { from: number; to: number },
  holders: readonly Holder[],
): Table {
  const isUsed = ({ lastSignInMs }: Holder) => (lastSignInMs ?? 0) >= query.from;
  const unused = holders.filter((holder) => !isUsed(holder)).length;
  const pieces = (async function* () {
    yield holders.map((holder) => [
      holder.name,
      holder.userId,
      holder.role,
      holder.status,
      holder.beside.join('; '),
      holder.lastSignInMs === null ? 'never' : iso(holder.lastSignInMs),
      isUsed(holder) ? 'yes' : 'no',
    ]);
  })();
  return {
    title,
    notes: [...notesOf(query), `Accounts: ${holders.length}`, `Not used in this time: ${unused}`],
    columns: [
      { name: 'name', width: 14 },
      { name: 'user_id', width: 20 },
      { name: 'role', width: 8 },
      { name: 'status', width: 8 },
      { name: 'beside_the_role', width: 24 },
      { name: 'last_sign_in', width: 14 },
      { name: 'used', width: 4 },
    ],
    pieces,
  };
}

async function* cellsOf(reading: AuditReading, filters: AuditFilters) {
  for await (const rows of reading.pieces(filters)) yield rows.map(cells);
}

function cells(row: AuditRow): string[] {
  return [
    String(row.seq),
    iso(row.atMs),
    row.event,
    row.severity,
    row.outcome,
    row.actorName ?? '',
    row.actorId ?? '',
    row.actorRole ?? '',
    row.address ?? '',
    row.resourceType,
    row.resourceId ?? '',
    row.subjectName ?? '',
  ];
}

function notesOf({ from, to, ...others }: AuditFilters): string[] {
  const period = `Period: ${from === undefined ? 'the beginning' : iso(from)} to ${to === undefined ? 'now' : iso(to)} (UTC)`;
  const filters = Object.entries(others).filter(([, value]) => value !== undefined);
  const asked = filters.map(([name, value]) => `${name}: ${value}`).join(', ');
  return asked === '' ? [period] : [period, `Filters: ${asked}`];
}

const iso = (atMs: number) => new Date(atMs).toISOString();
