import { html } from 'htm/preact';
import type { AuditRow } from '#schemas/audit/audit-row';
import { Icon, type IconName } from '../../../parts/icon.ts';
import type { Column } from '../../../parts/table/column.ts';
import { auditWords } from '../../../text/audit.ts';
import { auditEventWords } from '../../../text/audit-event-words.ts';
import { dateTime } from '../../../text/numbers.ts';

const SIGNS: Record<AuditRow['severity'], IconName | null> = {
  info: null,
  warning: 'advisory',
  critical: 'warning',
};

/** What happened, with a sign where it matters more. */
export function AuditWhat({ row: { event, severity } }: { row: AuditRow }) {
  const says = auditEventWords(event);
  const sign = SIGNS[severity];
  if (sign === null) return html`${says}`;
  return html`<span class="audit-what" data-severity=${severity}>
    <${Icon} name=${sign} /><span class="spoken">${auditWords.severities[severity]}: </span>${says}
  </span>`;
}

/** Who did it, as far as that is still known. */
export function whoDid({ actorName, actorId, actorRole }: AuditRow): string {
  return actorName ?? (actorId === null ? (actorRole ?? auditWords.stranger) : auditWords.erased);
}

/** What it is about. An id says nothing to a person: its end tells two apart, and the entry has it whole. */
export function aboutWhat({ subjectName, resourceId, resourceType }: AuditRow): string {
  if (subjectName !== null) return subjectName;
  const kind = auditWords.resources[resourceType] ?? resourceType;
  if (resourceId === null) return kind;
  const isId = /^[a-z]{2,3}_[0-9A-Z]{26}$/.test(resourceId);
  return isId ? `${kind} …${resourceId.slice(-4)}` : `${kind}: ${resourceId}`;
}

export const AUDIT_COLUMNS: Column<AuditRow>[] = [
  { key: 'time', title: auditWords.time, words: ({ atMs }) => dateTime(atMs) },
  {
    key: 'what',
    title: auditWords.what,
    words: ({ event }) => auditEventWords(event),
    cell: (row) => html`<${AuditWhat} row=${row} />`,
    isName: true,
  },
  { key: 'who', title: auditWords.who, words: whoDid },
  {
    key: 'on',
    title: auditWords.on,
    words: aboutWhat,
  },
  {
    key: 'outcome',
    title: auditWords.outcome,
    words: ({ outcome }) => auditWords.outcomes[outcome],
    cell: ({ outcome }) =>
      html`<span class=${outcome === 'done' ? 'muted' : 'strong'}>${auditWords.outcomes[outcome]}</span>`,
  },
  { key: 'from', title: auditWords.from, words: ({ address }) => address ?? '' },
  {
    key: 'severity',
    title: auditWords.severity,
    words: ({ severity }) => auditWords.severities[severity],
    isExtra: true,
  },
  { key: 'event', title: auditWords.event, words: ({ event }) => event, isExtra: true },
  { key: 'seq', title: auditWords.number, words: ({ seq }) => String(seq), isExtra: true },
];
