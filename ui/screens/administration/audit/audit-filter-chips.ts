import { html } from 'htm/preact';
import type { AuditRow } from '#schemas/audit/audit-row';
import { rangeOfWord } from '../../../parts/form/date-range-value.ts';
import { Icon } from '../../../parts/icon.ts';
import { useApp } from '../../../session/app.ts';
import { auditWords } from '../../../text/audit.ts';
import { auditEventWords } from '../../../text/audit-event-words.ts';
import { dateTime } from '../../../text/numbers.ts';
import { rangeWords } from '../../../text/range.ts';
import { AUDIT_FILTERS, type AuditFilterName, type AuditFilterSignals } from './audit-filters.ts';

const words = auditWords.filters;

/** What is in force, each to be taken away alone, and all at once; and the link that brings the same view. */
export function AuditFilterChips({
  filters,
  rows,
  onClear,
}: {
  filters: AuditFilterSignals;
  /** What is shown: it knows the name of whom the id is. */
  rows: readonly AuditRow[];
  onClear: () => void;
}) {
  const { notices } = useApp();
  const active = AUDIT_FILTERS.filter((name) => filters[name].value !== '');
  const copy = () =>
    navigator.clipboard?.writeText(location.href).then(
      () => notices.done(words.copied),
      () => notices.failed(words.notCopied),
    ) ?? notices.failed(words.notCopied);
  return html`<div class="filter-chips" role="group" aria-label=${words.active}>
    ${active.map((name) => {
      const { value } = filters[name];
      const actor = rows.find(({ actorId, actorName }) => actorId === value && actorName !== null);
      const known = name === 'actorId' ? actor?.actorName : null;
      const word = chipWord(name, known ?? value);
      return html`<button
        key=${name}
        class="button small"
        aria-label=${words.remove(word)}
        onClick=${() => {
          filters[name].value = '';
        }}
      >
        <span class="chip-word">${word}</span><${Icon} name="close" />
      </button>`;
    })}
    <button class="button small quiet" onClick=${onClear}>${words.clear}</button>
    <button class="button small quiet" onClick=${copy}><${Icon} name="copy" />${words.copy}</button>
  </div>`;
}

const LABELS: Readonly<Record<AuditFilterName, string>> = {
  q: '',
  period: '',
  severity: auditWords.severity,
  outcome: auditWords.outcome,
  event: words.event,
  actorId: words.person,
  resourceType: words.resource,
  resourceId: words.resourceId,
  address: words.address,
  sessionId: words.session,
};

function chipWord(name: AuditFilterName, value: string): string {
  if (name === 'q') return words.quoted(value);
  if (name === 'period') return periodWord(value);
  return `${LABELS[name]}: ${valueWord(name, value)}`;
}

function valueWord(name: AuditFilterName, value: string): string {
  const of = (table: Readonly<Record<string, string>>) => table[value] ?? value;
  if (name === 'severity') return of(auditWords.severities);
  if (name === 'outcome') return of(auditWords.outcomes);
  if (name === 'resourceType') return of(auditWords.resources);
  if (name === 'event') return auditEventWords(value);
  return value;
}

function periodWord(value: string): string {
  const range = rangeOfWord(value);
  if (range.kind === 'any') return rangeWords.any;
  if (range.kind === 'last') return rangeWords.spans[range.span];
  const from = range.fromMs === null ? '…' : dateTime(range.fromMs);
  return `${from} – ${range.toMs === null ? '…' : dateTime(range.toMs)}`;
}
