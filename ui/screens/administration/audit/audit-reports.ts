import { html } from 'htm/preact';
import { AUDIT_ROUTES, REPORTS, type ReportKind } from '#schemas/http/audit';
import { request, requestFile } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { auditWords } from '../../../text/audit.ts';
import { text } from '../../../text/en.ts';
import { AuditReportForm, type ReportQuery } from './audit-report-form.ts';

const words = auditWords.reports;
/** The beginning of every event that is about an experiment. */
const EXPERIMENTS = 'experiment.';

/** What an auditor asks for, each as a file. */
export function AuditReports() {
  return html`<p class="lead">${words.lead}</p>
    <div class="report-cards">
      ${REPORTS.map((kind) => html`<${Report} key=${kind} kind=${kind} />`)}
      <${Experiments} />
    </div>`;
}

function Report({ kind }: { kind: ReportKind }) {
  const [title, lead] = words.kinds[kind];
  const ask = ({ actorId, ...query }: ReportQuery, signal: AbortSignal) =>
    requestFile(AUDIT_ROUTES.auditReport, {
      params: { kind },
      query: { ...query, actorId },
      signal,
    });
  const isByPerson = kind === 'actions-by-person';
  return html`<${AuditReportForm} id=${kind} title=${title} lead=${lead} isByPerson=${isByPerson} ask=${ask} />`;
}

/** Experiments by person: as soon as any were recorded. */
function Experiments() {
  const { state, reload } = useLoad(
    (signal) => request(AUDIT_ROUTES.audit, { query: { event: EXPERIMENTS, limit: 1 }, signal }),
    [],
  );
  const loaded = state.value;
  const ask = (query: ReportQuery, signal: AbortSignal) =>
    requestFile(AUDIT_ROUTES.auditExport, { query: { ...query, event: EXPERIMENTS }, signal });
  const [title, lead] = words.experiments;
  if (loaded.kind === 'ready' && loaded.value.items.length > 0) {
    return html`<${AuditReportForm} id="experiments" title=${title} lead=${lead} isByPerson=${true} ask=${ask} />`;
  }
  return html`<section class="card">
    <h3>${title}</h3>
    ${loaded.kind === 'loading' && html`<p class="muted" role="status">${text.loading}…</p>`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`}
    ${loaded.kind === 'ready' && html`<p class="muted">${words.noExperiments}</p>`}
  </section>`;
}
