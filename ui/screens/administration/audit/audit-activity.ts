import { html } from 'htm/preact';
import { AUDIT_ROUTES, type AuditActivity } from '#schemas/http/audit';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { Segments } from '../../../parts/segments.ts';
import { Skeleton } from '../../../parts/skeleton.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { useAddressSignal } from '../../../session/use-address.ts';
import { auditWords } from '../../../text/audit.ts';
import { auditEventWords } from '../../../text/audit-event-words.ts';
import { count } from '../../../text/numbers.ts';
import { AuditHeat } from './audit-heat.ts';
import { AuditSeverityChart } from './audit-severity-chart.ts';

const words = auditWords.activity;
/** Chosen where the address says nothing. */
const DEFAULT = '30';
const SPANS = Object.entries(words.spans).map(
  ([days, word]) => [days === DEFAULT ? '' : days, word] as const,
);

/** How much is done, by whom, when, and of what kind. */
export function AuditActivityView() {
  const days = useAddressSignal('days');
  const asked = SPANS.some(([choice]) => choice === days.value) ? days.value || DEFAULT : DEFAULT;
  const { state, reload } = useLoad(
    (signal) => request(AUDIT_ROUTES.auditActivity, { query: { days: asked }, signal }),
    [asked],
  );
  const loaded = state.value;
  return html`<${Segments} label=${words.days} name="activity-days" value=${days} choices=${SPANS} />
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${2} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${words.failed} sentence=${loaded.sentence} retry=${reload} />`}
    ${loaded.kind === 'ready' && html`<${Figures} activity=${loaded.value} />`}`;
}

function Figures({ activity }: { activity: AuditActivity }) {
  const { mostActive, byEvent, heat } = activity;
  const total = activity.days.reduce((sum, { entries }) => sum + entries, 0);
  const people = mostActive.map(({ userId, name, entries }) => ({
    key: userId,
    word: name ?? auditWords.erased,
    entries,
    filter: `actorId=${userId}`,
  }));
  const events = byEvent.slice(0, 10).map(({ event, entries }) => ({
    key: event,
    word: auditEventWords(event),
    entries,
    filter: `event=${event}`,
  }));
  return html`<${AuditSeverityChart} activity=${activity} />
    <div class="rankings">
      <${Ranking} title=${words.people} rows=${people} total=${total} none=${words.noPeople} />
      <${Ranking} title=${words.events} rows=${events} total=${total} none=${words.noEvents} />
    </div>
    <${AuditHeat} heat=${heat} />`;
}

interface Ranked {
  readonly key: string;
  readonly word: string;
  readonly entries: number;
  /** Of the list that shows these entries. */
  readonly filter: string;
}

/** Who or what comes most often, each with the way to its entries. */
function Ranking({
  title,
  rows,
  total,
  none,
}: {
  title: string;
  rows: readonly Ranked[];
  total: number;
  none: string;
}) {
  const isLinked = useApp().session.may('audit:read');
  const most = Math.max(1, ...rows.map(({ entries }) => entries));
  return html`<section class="card ranking">
    <h3>${title}</h3>
    ${
      rows.length === 0
        ? html`<p class="muted">${none}</p>`
        : html`<table>
            <thead class="spoken">
              <tr><th scope="col">${title}</th><th scope="col">${words.entries}</th><th scope="col">${words.share}</th></tr>
            </thead>
            <tbody>
              ${rows.map(
                ({ key, word, entries, filter }) => html`<tr key=${key}>
                  <th scope="row">${isLinked ? html`<a href=${`/administration/audit?${filter}`}>${word}</a>` : word}</th>
                  <td class="figure">${count(entries)}</td>
                  <td class="share">
                    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                      <rect width=${(entries / most) * 100} height="8" />
                    </svg>
                    <span class="spoken">${Math.round((entries / Math.max(1, total)) * 100)} %</span>
                  </td>
                </tr>`,
              )}
            </tbody>
          </table>`
    }
  </section>`;
}
