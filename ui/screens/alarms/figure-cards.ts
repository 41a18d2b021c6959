import { html } from 'htm/preact';
import type { AlarmFigures } from '#schemas/alarms/figures';
import { ALARM_PRIORITIES } from '#schemas/alarms/priority';
import { AlarmPriorityTag } from '../../parts/alarm-mark.ts';
import { Row, Rows } from '../../parts/rows.ts';
import { useApp } from '../../session/app.ts';
import { figureValue, figureWords as words } from '../../text/alarm-figures.ts';
import { ruleNameWords } from '../../text/alarm-says.ts';
import { age, count, dateTime, NO_VALUE, span } from '../../text/numbers.ts';

interface FigureCardProps {
  readonly figures: AlarmFigures;
}
const spanOr = (ms: number | null) => (ms === null ? NO_VALUE : span(ms));

/** How the alarms spread over the priorities. */
export function PriorityCard({ figures: { priorities } }: FigureCardProps) {
  return html`<section class="card stack" aria-labelledby="split-title">
    <h2 id="split-title">${words.priorities}</h2>
    <ul class="alarm-split">
      ${ALARM_PRIORITIES.map(
        (one) => html`<li key=${one}>
          <${AlarmPriorityTag} priority=${one} state="normal" />
          <span class="share-bar" aria-hidden="true"><span style=${{ width: `${priorities[one].share * 100}%` }}></span></span>
          <span class="number">${count(priorities[one].alarms)} <small>${figureValue(priorities[one].share, 'share')}</small></span>
        </li>`,
      )}
    </ul>
    <p class="hint">${words.prioritiesLead}</p>
  </section>`;
}

/** How long it took until somebody acknowledged, all together and by person. */
export function AcknowledgingCard({ figures: { acknowledging, byPerson } }: FigureCardProps) {
  return html`<section class="card stack" aria-labelledby="acknowledging-title">
    <h2 id="acknowledging-title">${words.acknowledging}</h2>
    <${Rows}>
      <${Row} name=${words.acknowledged}>${count(acknowledging.acknowledged)}<//>
      <${Row} name=${words.median}>${spanOr(acknowledging.medianMs)}<//>
      <${Row} name=${words.p95}>${spanOr(acknowledging.p95Ms)}<//>
      <${Row} name=${words.never}>${count(acknowledging.never)}<//>
    <//>
    ${
      byPerson.length > 0 &&
      html`<table class="alarm-measured">
        <caption class="spoken">${words.byPerson}</caption>
        <thead>
          <tr><th scope="col">${words.person}</th><th scope="col">${words.acknowledged}</th><th scope="col">${words.median}</th></tr>
        </thead>
        <tbody>
          ${byPerson.map(
            ({ name, acknowledged, medianMs }) =>
              html`<tr key=${name}><th scope="row">${name}</th><td class="number">${count(acknowledged)}</td><td class="number">${span(medianMs)}</td></tr>`,
          )}
        </tbody>
      </table>`
    }
  </section>`;
}

/** Ten minutes each with more than ten alarms. */
export function FloodCard({ figures: { floods } }: FigureCardProps) {
  return html`<section class="card stack" aria-labelledby="floods-title">
    <h2 id="floods-title">${words.floods}</h2>
    ${floods.length === 0 && html`<p class="muted">${words.none}</p>`}
    <ul class="alarm-plain">
      ${floods.map(
        ({ fromMs, toMs, alarms }) =>
          html`<li key=${fromMs}>${words.flood(alarms, dateTime(fromMs).slice(0, 16), dateTime(toMs).slice(11, 16))}</li>`,
      )}
    </ul>
  </section>`;
}

/** What nobody puts an end to. */
export function StaleCard({ figures: { stale } }: FigureCardProps) {
  const { now } = useApp();
  return html`<section class="card stack" aria-labelledby="stale-title">
    <h2 id="stale-title">${words.stale}</h2>
    ${stale.length === 0 && html`<p class="muted">${words.none}</p>`}
    <ul class="alarm-plain">
      ${stale.map(
        ({ alarmId, assetName, sinceMs, ...rule }) => html`<li key=${alarmId}>
          <p><a href=${`/alarms/${alarmId}`}>${assetName}</a> <small>${ruleNameWords(rule)}, ${age(sinceMs, now.value)}</small></p>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** How often people said that nothing was wrong. */
export function FalseCard({ figures: { falseOnes } }: FigureCardProps) {
  return html`<section class="card stack" aria-labelledby="false-title">
    <h2 id="false-title">${words.falseOnes}</h2>
    <p>${falseOnes.alarms === 0 ? words.none : words.falseLead(falseOnes.alarms, figureValue(falseOnes.share, 'share'))}</p>
  </section>`;
}
