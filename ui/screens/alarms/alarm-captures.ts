import { html } from 'htm/preact';
import type { Alarm, AlarmCause } from '#schemas/alarms/alarm';
import type { CaptureRow } from '#schemas/captures/capture';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { useChangedCaptures } from '../../parts/use-changed-captures.ts';
import { useKept } from '../../parts/use-kept.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { alarmWords } from '../../text/alarms.ts';
import { dateTime } from '../../text/numbers.ts';
import { analysisLink } from './analysis-link.ts';

const words = alarmWords.page;
const MOST = 20;

/** Waveforms that were recorded because of this alarm, and the way to look into them. */
export function AlarmCaptures({ alarm }: { alarm: Alarm }) {
  const { session } = useApp();
  if (!session.mayAnywhere('capture:read')) return null;
  return html`<${Listed} alarm=${alarm} />`;
}

function Listed({ alarm: { alarmId, cause } }: { alarm: Alarm }) {
  const { state, reload } = useLoad(
    (signal) => request(CAPTURE_ROUTES.captures, { query: { alarmId, limit: MOST }, signal }),
    [alarmId],
  );
  useChangedCaptures(reload);
  const now = state.value;
  const { value } = useKept(now);
  const rows = value?.items ?? [];
  return html`<section class="card stack" aria-labelledby="captures-title">
    <h2 id="captures-title">${words.captures}</h2>
    ${value === null && now.kind === 'failed' && html`<${Failure} title=${words.capturesFailed} sentence=${now.sentence} retry=${reload} />`}
    ${value !== null && rows.length === 0 && html`<p class="muted">${words.noCaptures}</p>`}
    ${
      rows.length > 0 &&
      html`<ul class="alarm-captures">
        ${rows.map((row) => html`<li key=${row.captureId}><${One} row=${row} cause=${cause} /></li>`)}
      </ul>`
    }
  </section>`;
}

function One({ row, cause }: { row: CaptureRow; cause: AlarmCause }) {
  const { captureId, atMs, fromMs, toMs, points, state } = row;
  const hasSamples = points.some((point) => point.state === 'kept');
  const seconds = (toMs - fromMs) / 1000;
  return html`<a class="strong" href=${`/captures/${captureId}`}>${dateTime(atMs)}</a>
    <span>${words.captureOf(points.length, seconds)}</span>
    <span class="muted">${words.captureStates[state]}</span>
    ${hasSamples && html`<a class="button" href=${analysisLink({ captures: captureId }, cause)}>${words.analyse}</a>`}`;
}
