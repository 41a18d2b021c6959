import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import type { AuditActivity } from '#schemas/http/audit';
import { ChartPanel } from '../../../parts/charts/chart-panel.ts';
import type { Plot, PlotOptions } from '../../../parts/charts/plot.ts';
import { niceCeil } from '../../../parts/charts/steady-top.ts';
import { rangeWord } from '../../../parts/form/date-range-value.ts';
import { Segments } from '../../../parts/segments.ts';
import { useApp } from '../../../session/app.ts';
import { auditWords } from '../../../text/audit.ts';
import { count, dateTime } from '../../../text/numbers.ts';
import { drawBars, SEVERITY_BARS } from './audit-bars.ts';

const words = auditWords.activity;
const DAY_MS = 86_400_000;
type Buckets = AuditActivity['buckets'];

/** Entries by hour or day, stacked by severity: as a chart, or as the table that says the same. */
export function AuditSeverityChart({ activity }: { activity: AuditActivity }) {
  const shown = useSignal<'chart' | 'table'>('chart');
  const choices = [
    ['chart', words.chart],
    ['table', words.table],
  ];
  const how = html`<${Segments} label=${words.bySeverity} name="activity-shown" value=${shown} choices=${choices} />`;
  return shown.value === 'chart'
    ? html`<${Bars} activity=${activity} how=${how} />`
    : html`<section class="card chart">
        <div class="chart-head"><h2>${words.bySeverity}</h2><div class="tools">${how}</div></div>
        <${BucketTable} activity=${activity} />
      </section>`;
}

function Bars({ activity, how }: { activity: AuditActivity; how: unknown }) {
  const { buckets, bucketMs, fromMs, toMs } = activity;
  const { router, session } = useApp();
  const isLinked = session.may('audit:read');
  const plot = useRef<Plot | null>(null);
  const latest = useRef(activity);
  latest.current = activity;
  const note = useSignal('');
  const options = useRef<Omit<PlotOptions, 'host' | 'onCursor'>>({
    height: 220,
    xUnit: '',
    yUnit: '',
    time: true,
    decorate: (u, colours) => drawBars(u, latest.current.buckets, latest.current.bucketMs, colours),
    onZoom: ([from, to]) => {
      if (isLinked) router.go(entriesOf(Math.round(from * 1000), Math.round(to * 1000)));
    },
  });
  useEffect(() => {
    const totals = buckets.map(({ info, warning, critical }) => info + warning + critical);
    const all = totals.reduce((sum, n) => sum + n, 0);
    note.value = words.note(count(all), bucketMs === DAY_MS ? words.perDay : words.perHour);
    plot.current?.draw({
      x: buckets.map((bucket) => (bucket.fromMs + bucketMs / 2) / 1000),
      // The bars are drawn by hand; what is not there has no line.
      y: buckets.map(() => null),
      xRange: [fromMs / 1000, toMs / 1000],
      yRange: [0, niceCeil(Math.max(4, ...totals))],
      markers: [],
    });
  }, [activity]);
  return html`<${ChartPanel}
    title=${words.bySeverity}
    options=${options.current}
    plot=${plot}
    samples=${() => buckets.length}
    readout=${(index: number) => readoutOf(latest.current.buckets, index, bucketMs)}
    note=${note}
    tools=${how}
    foot=${html`<${Key} />${isLinked && html`<p class="hint">${words.zoom}</p>`}`}
  />`;
}

/** The list of what happened in that time. */
const entriesOf = (fromMs: number, toMs: number) =>
  `/administration/audit?period=${rangeWord({ kind: 'own', fromMs, toMs })}`;

function Key() {
  return html`<ul class="severity-key">
    ${SEVERITY_BARS.map(
      ({ severity }) => html`<li key=${severity} data-severity=${severity}>
        <span class="swatch" aria-hidden="true"></span>${auditWords.severities[severity]}
      </li>`,
    )}
  </ul>`;
}

function readoutOf(buckets: Buckets, index: number, bucketMs: number): string | null {
  const bucket = buckets[index];
  if (bucket === undefined) return null;
  const { info, warning, critical } = bucket;
  return words.readout(
    whenOf(bucket.fromMs, bucketMs),
    count(info),
    count(warning),
    count(critical),
  );
}

/** Days are UTC days; an hour is told in the reader's zone. */
function whenOf(fromMs: number, bucketMs: number): string {
  return bucketMs === DAY_MS
    ? new Date(fromMs).toISOString().slice(0, 10)
    : dateTime(fromMs).slice(0, 16);
}

function BucketTable({ activity: { buckets, bucketMs, days } }: { activity: AuditActivity }) {
  const isLinked = useApp().session.may('audit:read');
  const isDaily = bucketMs === DAY_MS;
  const when = (atMs: number) => {
    const word = whenOf(atMs, bucketMs);
    return isLinked ? html`<a href=${entriesOf(atMs, atMs + bucketMs)}>${word}</a>` : word;
  };
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${words.bySeverity}>
    <table class="buckets">
      <thead class="bucket-head">
        <tr>
          <th scope="col">${isDaily ? words.day : auditWords.time}</th>
          ${SEVERITY_BARS.map(({ severity }) => html`<th key=${severity} scope="col">${auditWords.severities[severity]}</th>`)}
          ${isDaily && html`<th scope="col">${words.activePeople}</th><th scope="col">${words.signIns}</th>`}
        </tr>
      </thead>
      <tbody>
        ${buckets
          .map((bucket, i) => ({ bucket, day: days[i] }))
          .reverse()
          .map(
            ({ bucket, day }) => html`<tr key=${bucket.fromMs}>
              <th scope="row">${when(bucket.fromMs)}</th>
              ${SEVERITY_BARS.map(({ severity }) => html`<td key=${severity}>${count(bucket[severity])}</td>`)}
              ${isDaily && html`<td>${count(day?.people ?? 0)}</td><td>${count(day?.signIns ?? 0)}</td>`}
            </tr>`,
          )}
      </tbody>
    </table>
  </div>`;
}
