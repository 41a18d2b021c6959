import { html } from 'htm/preact';
import { priorityRank } from '#schemas/alarms/priority';
import type { WidgetOf } from '#schemas/dashboards/widget';
import { AlarmMark } from '../../../parts/alarm-mark.ts';
import { useApp } from '../../../session/app.ts';
import { causeWords, placeWords } from '../../../text/alarm-causes.ts';
import { dashboardWords as words } from '../../../text/dashboards.ts';
import { age } from '../../../text/numbers.ts';

/** Open alarms of a part of the plant, the most urgent first. */
export function AlarmsWidget({ of: { nodeId, from, count } }: { of: WidgetOf<'alarms'> }) {
  const { alarms, tree, session, now } = useApp();
  if (!session.may('alarm:read')) return html`<p class="muted">${words.noRight}</p>`;
  if (!alarms.isLoaded.value) return html`<p class="muted">${words.noData}</p>`;
  const within = nodeId === null ? null : tree.within(nodeId);
  const shown = alarms.standing.value
    .filter(
      ({ priority, asset }) =>
        priorityRank(priority) <= priorityRank(from) &&
        (within === null || (asset.nodeId !== null && within.has(asset.nodeId))),
    )
    .slice(0, count);
  if (shown.length === 0) return html`<p class="muted">${words.noAlarms}</p>`;
  return html`<ul class="widget-list">
    ${shown.map(
      (alarm) => html`<li key=${alarm.alarmId}>
        <${AlarmMark} priority=${alarm.priority} state=${alarm.state} />
        <a href=${`/alarms/${alarm.alarmId}`}>${causeWords(alarm.cause)}</a>
        <span class="muted">${placeWords(alarm)}</span>
        <span class="figure">${age(alarm.raisedMs, now.value)}</span>
      </li>`,
    )}
  </ul>`;
}
