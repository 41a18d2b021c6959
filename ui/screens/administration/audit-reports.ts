import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { AUDIT_ROUTES, REPORTS, type ReportKind } from '#schemas/http/audit';
import { requestFile } from '../../http/request.ts';
import { DateRangeField } from '../../parts/form/date-range-field.ts';
import { type DateRange, endsOf } from '../../parts/form/date-range-value.ts';
import { type Pick, PickField } from '../../parts/form/pick-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useDownload } from '../../parts/use-download.ts';
import { useApp } from '../../session/app.ts';
import { auditWords } from '../../text/audit.ts';
import { AuditDownloadState } from './audit-download-state.ts';
import { findPeople } from './audit-more-filters.ts';

const words = auditWords.reports;
const FORMATS = ['pdf', 'csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

/** What an auditor asks for, each as a file. */
export function AuditReports() {
  return html`<p class="lead">${words.lead}</p>
    <div class="report-cards">
      ${REPORTS.map((kind) => html`<${Report} key=${kind} kind=${kind} />`)}
      <section class="card">
        <h3>${words.experiments}</h3>
        <p class="muted">${words.noExperiments}</p>
      </section>
    </div>`;
}

function Report({ kind }: { kind: ReportKind }) {
  const { session } = useApp();
  const range = useSignal<DateRange>({ kind: 'last', span: 'month' });
  const format = useSignal<Format>('pdf');
  const picked = useSignal<Pick | null>(null);
  const personId = useSignal('');
  const wrong = useSignal(false);
  const download = useDownload();
  const [title, lead] = words.kinds[kind];
  const make = (event: Event) => {
    event.preventDefault();
    const nowMs = Date.now();
    const { from = 0, to = nowMs } = endsOf(range.value, nowMs);
    wrong.value = to <= from;
    if (wrong.value) return;
    const actorId = picked.value?.id ?? (personId.value.trim() || undefined);
    const person = kind === 'actions-by-person' ? { actorId } : {};
    const query = { from, to, format: format.value, ...person };
    void download.start((signal) =>
      requestFile(AUDIT_ROUTES.auditReport, { params: { kind }, query, signal }),
    );
  };
  return html`<form class="card" onSubmit=${make} aria-labelledby=${`report-${kind}`}>
    <h3 id=${`report-${kind}`}>${title}</h3>
    <p class="muted">${lead}</p>
    <${DateRangeField}
      id=${`${kind}-period`}
      label=${words.period}
      value=${range.value}
      onChange=${(next: DateRange) => {
        range.value = next;
      }}
    />
    ${
      kind === 'actions-by-person' &&
      (session.may('user:read')
        ? html`<${PickField} id=${`${kind}-person`} label=${words.person} value=${picked} find=${findPeople} hint=${words.personHint} />`
        : html`<${TextField} id=${`${kind}-person`} label=${auditWords.filters.personId} value=${personId} hint=${words.personHint} />`)
    }
    <div class="filter-row">
      <${SelectField} id=${`${kind}-format`} label=${words.format} value=${format} choices=${FORMATS.map((one) => [one, one.toUpperCase()])} />
      <button class="button primary" disabled=${download.state.value.kind === 'running'}>${words.make}</button>
    </div>
    ${wrong.value && html`<p class="hint wrong" role="alert">${words.ranges}</p>`}
    <${AuditDownloadState} download=${download} />
  </form>`;
}
