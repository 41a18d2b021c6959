import { html } from 'htm/preact';
import type { Capture } from '#schemas/captures/capture';
import { Row, Rows } from '../../parts/rows.ts';
import { captureWords as words } from '../../text/captures.ts';
import { count, dateTime, NO_VALUE, span } from '../../text/numbers.ts';
import { sizeWords } from './size-words.ts';

/** What is known of a capture besides its samples. */
export function CaptureFacts({ capture }: { capture: Capture }) {
  const { atMs, fromMs, toMs, byName, speedRpm, bytes, rawBytes, alarmIds } = capture;
  const { removedAfterMs, isProtected } = capture;
  const share = rawBytes === 0 ? null : Math.round((bytes / rawBytes) * 100);
  return html`<section class="card" aria-labelledby="facts-title">
    <h3 id="facts-title">${words.facts}</h3>
    <${Rows}>
      <${Row} name=${words.window}>${words.windowOf(span(atMs - fromMs), span(toMs - atMs))}<//>
      <${Row} name=${words.by}>${byName}<//>
      <${Row} name=${words.speed}>${speedRpm === null ? NO_VALUE : `${count(Math.round(speedRpm))} r/min`}<//>
      <${Row} name=${words.size}>${sizeWords(bytes)}${share !== null && html`, <span class="muted">${words.compressed(share)}</span>`}<//>
      ${alarmIds.map(
        (alarmId) =>
          html`<${Row} name=${words.alarm} key=${alarmId}><a href=${`/alarms/${alarmId}`}>${words.openAlarm}</a><//>`,
      )}
    <//>
    ${isProtected && html`<p class="muted">${words.removedNever}</p>`}
    ${removedAfterMs !== null && html`<p class="muted">${words.removed(dateTime(removedAfterMs))}</p>`}
  </section>`;
}
