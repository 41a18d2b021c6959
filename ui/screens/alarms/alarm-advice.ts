import { html } from 'htm/preact';
import type { AlarmCause } from '#schemas/alarms/alarm';
import { builtInAdvice } from '#schemas/alarms/built-in-advice';
import type { AlarmAdvice } from '#schemas/alarms/history';
import { adviceWords } from '../../text/alarm-advice.ts';
import { alarmWords } from '../../text/alarms.ts';

const words = alarmWords.page;

/** What to do, in order: the site's own procedures first, then what Tremolo says, each with its links. */
export function AlarmAdviceList({
  advice,
  cause,
}: {
  advice: readonly AlarmAdvice[];
  cause: AlarmCause;
}) {
  const ordered = advice
    .map((one) => (one.from === 'site' ? one : { ...one, ...builtInAdvice(adviceWords, cause) }))
    .sort((a, b) => Number(a.from === 'tremolo') - Number(b.from === 'tremolo'));
  return html`<section class="card stack" aria-labelledby="todo-title">
    <h2 id="todo-title">${words.todo}</h2>
    ${advice.length === 0 && html`<p class="muted">${words.noSteps}</p>`}
    ${ordered.map(
      ({ from, title, steps, links }, i) => html`<div key=${i} class="alarm-advice">
        <h3>${from === 'site' ? words.siteSteps(title) : title}</h3>
        <ol>
          ${steps.map((step, n) => html`<li key=${n}>${step}</li>`)}
        </ol>
        ${
          links.length > 0 &&
          html`<ul class="alarm-links" aria-label=${words.links}>
            ${links.map(
              ({ title: name, url }) => html`<li key=${url}>
                <a href=${url} target="_blank" rel="noopener noreferrer">${name}</a>
              </li>`,
            )}
          </ul>`
        }
      </div>`,
    )}
  </section>`;
}
