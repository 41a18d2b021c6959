import { html } from 'htm/preact';
import type { Alarm } from '#schemas/alarms/alarm';
import { alarmAmount } from '../../text/alarm-amount.ts';
import { causeWords } from '../../text/alarm-causes.ts';
import { alarmSays } from '../../text/alarm-says.ts';
import { alarmWords } from '../../text/alarms.ts';
import { dateTime } from '../../text/numbers.ts';
import { evidenceSentence, thresholdSentence } from '../../text/sentences.ts';

const words = alarmWords.page;

/** What was measured when it was raised, each against its limit. */
export function AlarmEvidenceTable({ alarm }: { alarm: Alarm }) {
  const { value, lines, atMs } = alarm.evidence;
  const hasTable = value !== null || lines.length > 0;
  return html`<section class="card stack" aria-labelledby="why-title">
    <h2 id="why-title">${words.why}</h2>
    <p>${alarmSays(alarm)}</p>
    ${
      hasTable &&
      html`<table class="alarm-evidence">
        <thead>
          <tr><th scope="col">${words.measured}</th><th scope="col">${words.limit}</th></tr>
        </thead>
        <tbody>
          ${value !== null && html`<tr><td>${causeWords(alarm.cause)}, <span class="strong">${alarmAmount(alarm, 'value')}</span></td><td>${alarmAmount(alarm, 'limit')}</td></tr>`}
          ${lines.map((line, i) => html`<tr key=${i}><td>${evidenceSentence(line)}</td><td>${thresholdSentence(line)}</td></tr>`)}
        </tbody>
      </table>`
    }
    <p class="muted">${dateTime(atMs)}</p>
  </section>`;
}
