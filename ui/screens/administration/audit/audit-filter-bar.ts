import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import type { AuditRow } from '#schemas/audit/audit-row';
import { DateRangeField } from '../../../parts/form/date-range-field.ts';
import { type DateRange, rangeOfWord, rangeWord } from '../../../parts/form/date-range-value.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { auditWords } from '../../../text/audit.ts';
import { AuditFilterChips } from './audit-filter-chips.ts';
import { AUDIT_FILTERS, type AuditFilterSignals, isFiltered } from './audit-filters.ts';
import { AuditMoreFilters, MORE_FILTERS } from './audit-more-filters.ts';

const words = auditWords.filters;
/** After the last key: each query costs the hub something. */
const TYPING_MS = 250;

const choicesOf = (of: Readonly<Record<string, string>>) =>
  [['', auditWords.any] as const, ...Object.entries(of)] as const;

/** Everything by which the trail is narrowed, and what of it is in force. */
export function AuditFilterBar({
  filters,
  rows,
}: {
  filters: AuditFilterSignals;
  rows: readonly AuditRow[];
}) {
  const { severity, outcome } = filters;
  const inMore = MORE_FILTERS.filter((name) => filters[name].value !== '').length;
  const clear = () => {
    for (const name of AUDIT_FILTERS) filters[name].value = '';
  };
  return html`<section class="audit-filters" aria-label=${words.label}>
    <div class="filter-row">
      <${Search} filters=${filters} />
      <${Period} filters=${filters} />
      <${SelectField} id="audit-severity" label=${auditWords.severity} value=${severity} choices=${choicesOf(auditWords.severities)} />
      <${SelectField} id="audit-outcome" label=${auditWords.outcome} value=${outcome} choices=${choicesOf(auditWords.outcomes)} />
    </div>
    <details>
      <summary>${words.more(inMore)}</summary>
      <${AuditMoreFilters} filters=${filters} />
    </details>
    ${isFiltered(filters) && html`<${AuditFilterChips} filters=${filters} rows=${rows} onClear=${clear} />`}
  </section>`;
}

function Search({ filters: { q } }: { filters: AuditFilterSignals }) {
  const typed = useSignal(q.peek());
  useEffect(() => {
    const timer = setTimeout(() => {
      q.value = typed.value.trim();
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed.value]);
  // Cleared, or the back button pressed: the field follows.
  useEffect(() => {
    if (q.value !== typed.peek().trim()) typed.value = q.value;
  }, [q.value]);
  return html`<div class="field grow">
    <label for="audit-search">${words.search}</label>
    <input
      id="audit-search"
      type="search"
      value=${typed}
      maxlength="120"
      placeholder=${words.searchHint}
      onInput=${(event: Event) => {
        typed.value = (event.target as HTMLInputElement).value;
      }}
    />
  </div>`;
}

function Period({ filters: { period } }: { filters: AuditFilterSignals }) {
  return html`<${DateRangeField}
    id="audit-period"
    label=${words.period}
    value=${rangeOfWord(period.value)}
    onChange=${(range: DateRange) => {
      period.value = rangeWord(range);
    }}
  />`;
}
