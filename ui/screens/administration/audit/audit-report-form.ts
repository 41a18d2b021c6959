import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { DateRangeField } from '../../../parts/form/date-range-field.ts';
import { type DateRange, endsOf } from '../../../parts/form/date-range-value.ts';
import { type Pick, PickField } from '../../../parts/form/pick-field.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useDownload } from '../../../parts/use-download.ts';
import { useApp } from '../../../session/app.ts';
import { auditWords } from '../../../text/audit.ts';
import { AuditDownloadState } from './audit-download-state.ts';
import { findPeople } from './audit-more-filters.ts';

const words = auditWords.reports;
const FORMATS = ['pdf', 'csv', 'json'] as const;

/** What a report is asked for. */
export interface ReportQuery {
  readonly from: number;
  readonly to: number;
  readonly format: (typeof FORMATS)[number];
  /** Absent: everybody. */
  readonly actorId?: string;
}

interface AuditReportFormProps {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  /** Whether it can be about one person alone. */
  readonly isByPerson: boolean;
  readonly ask: (query: ReportQuery, signal: AbortSignal) => Promise<Response>;
}

/** One report: its period, perhaps its person, its format, and the file. */
export function AuditReportForm({ id, title, lead, isByPerson, ask }: AuditReportFormProps) {
  const range = useSignal<DateRange>({ kind: 'last', span: 'month' });
  const format = useSignal<ReportQuery['format']>('pdf');
  const picked = useSignal<Pick | null>(null);
  const personId = useSignal('');
  const wrong = useSignal(false);
  const download = useDownload();
  const make = (event: Event) => {
    event.preventDefault();
    const nowMs = Date.now();
    const { from = 0, to = nowMs } = endsOf(range.value, nowMs);
    wrong.value = to <= from;
    if (wrong.value) return;
    const actorId = picked.value?.id ?? (personId.value.trim() || undefined);
    const query = { from, to, format: format.value, ...(actorId !== undefined && { actorId }) };
    void download.start((signal) => ask(query, signal));
  };
  return html`<form class="card" onSubmit=${make} aria-labelledby=${`report-${id}`}>
    <h3 id=${`report-${id}`}>${title}</h3>
    <p class="muted">${lead}</p>
    <${DateRangeField}
      id=${`${id}-period`}
      label=${words.period}
      value=${range.value}
      onChange=${(next: DateRange) => {
        range.value = next;
      }}
    />
    ${isByPerson && html`<${PersonField} id=${`${id}-person`} picked=${picked} personId=${personId} />`}
    <div class="filter-row">
      <${SelectField} id=${`${id}-format`} label=${words.format} value=${format} choices=${FORMATS.map((one) => [one, one.toUpperCase()])} />
      <button class="button primary" disabled=${download.state.value.kind === 'running'}>${words.make}</button>
    </div>
    ${wrong.value && html`<p class="hint wrong" role="alert">${words.ranges}</p>`}
    <${AuditDownloadState} download=${download} />
  </form>`;
}

function PersonField({ id, picked, personId }: { id: string; picked: unknown; personId: unknown }) {
  return useApp().session.may('user:read')
    ? html`<${PickField} id=${id} label=${words.person} value=${picked} find=${findPeople} hint=${words.personHint} />`
    : html`<${TextField} id=${id} label=${auditWords.filters.personId} value=${personId} hint=${words.personHint} />`;
}
