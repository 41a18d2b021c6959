import { html } from 'htm/preact';
import { ALARM_PRIORITIES } from '#schemas/alarms/priority';
import { useApp } from '../session/app.ts';
import { alarmSigns as words } from '../text/alarm-signs.ts';
import { midSentence } from '../text/mid-sentence.ts';
import { count } from '../text/numbers.ts';
import { sumOf, worstOf } from '../websocket/alarm-order.ts';
import { AlarmMark } from './alarm-mark.ts';

/** In the bar of every screen: how many alarms of which priority nobody has acknowledged, and the way to them. */
export function AlarmBadge() {
  const { alarms, session } = useApp();
  if (!session.mayAnywhere('alarm:read') || !alarms.isLoaded.value) return null;
  const counts = alarms.waiting.value;
  const worst = worstOf(counts);
  const label =
    worst === null
      ? words.badge.none
      : words.badge.label(sumOf(counts), midSentence(words.priorities[worst]));
  return html`<a class="alarm-badge" href="/alarms" data-worst=${worst ?? 'none'}>
    <span class="spoken">${label}</span>
    ${worst === null && html`<span aria-hidden="true"><span class="word">${words.badge.short} </span><span class="count">0</span></span>`}
    ${ALARM_PRIORITIES.filter((one) => counts[one] > 0).map(
      (one) => html`<span key=${one} class="one" data-priority=${one} aria-hidden="true">
        <${AlarmMark} priority=${one} state="unacknowledged" /><span class="count">${count(counts[one])}</span>
      </span>`,
    )}
  </a>`;
}
