import { html } from 'htm/preact';
import type { Alarm } from '#schemas/alarms/alarm';
import { AlarmMark } from '../../parts/alarm-mark.ts';
import { Tag } from '../../parts/tag.ts';
import { useApp } from '../../session/app.ts';
import { causeWords } from '../../text/alarm-causes.ts';
import { alarmWords as words } from '../../text/alarms.ts';
import { age } from '../../text/numbers.ts';

/** What else stands on the machine, the first of it at the top. */
export function RelatedAlarms({ alarms }: { alarms: readonly Alarm[] }) {
  const { now } = useApp();
  return html`<section class="card stack" aria-labelledby="related-title">
    <h2 id="related-title">${words.page.related}</h2>
    ${alarms.length === 0 && html`<p class="muted">${words.page.noRelated}</p>`}
    <ul class="alarm-related">
      ${alarms.map(
        ({
          alarmId,
          priority,
          state,
          cause,
          asset,
          raisedMs,
          isFirstOut,
        }) => html`<li key=${alarmId}>
          <a href=${`/alarms/${alarmId}`}>
            <${AlarmMark} priority=${priority} state=${state} />
            <span class="spoken">${words.priorities[priority]}, ${words.states[state]}:</span>
            <span>${causeWords(cause)} <small>${asset.name}</small></span>
            ${isFirstOut && html`<${Tag} kind="strong">${words.list.firstOut}<//>`}
            <span class="muted">${age(raisedMs, now.value)}</span>
          </a>
        </li>`,
      )}
    </ul>
  </section>`;
}
