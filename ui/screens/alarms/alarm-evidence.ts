import { html } from 'htm/preact';
import type { Alarm } from '#schemas/alarms/alarm';
import { causeWords } from '../../text/alarm-causes.ts';
import { alarmWords } from '../../text/alarms.ts';
import { dateTime, NO_VALUE } from '../../text/numbers.ts';
import { evidenceSentence, thresholdSentence } from '../../text/sentences.ts';
import { amount } from '../../text/units.ts';

const words = alarmWords.page;

/** What was measured when it was raised, each against its limit. */
export function AlarmEvidenceTable({ alarm: { evidence, cause } }: { alarm: Alarm }) {
  const { value, limit, unit, lines, atMs, says } = evidence;
  const withUnit = (number: number | null) =>
    number === null ? NO_VALUE : amount(number, unit ?? '');
  const hasTable = value !== null || lines.length > 0;
  return html`<section class="card stack" aria-labelledby="why-title">
    <h2 id="why-title">${words.why}</h2>
    <p>${says}</p>
    ${
      hasTable &&
      html`<table class="alarm-evidence">
        <thead>
          <tr><th scope="col">${words.measured}</th><th scope="col">${words.limit}</th></tr>
        </thead>
        <tbody>
          ${value !== null && html`<tr><td>${causeWords(cause)}, <span class="strong">${withUnit(value)}</span></td><td>${withUnit(limit)}</td></tr>`}
          ${lines.map((line, i) => html`<tr key=${i}><td>${evidenceSentence(line)}</td><td>${thresholdSentence(line)}</td></tr>`)}
        </tbody>
      </table>`
    }
    <p class="muted">${dateTime(atMs)}</p>
  </section>`;
}
