import { html } from 'htm/preact';
import { AlarmMark } from '../../parts/alarm-mark.ts';
import { useApp } from '../../session/app.ts';
import { causeWords } from '../../text/alarm-causes.ts';
import { measuredWords } from '../../text/alarm-measured.ts';
import { age } from '../../text/numbers.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import type { MachinePartProps } from './machine-part-props.ts';

/** The alarms that stand for the machine, its positions and its points. */
export function MachineAlarms({ node }: MachinePartProps) {
  const { alarms, session, tree, now } = useApp();
  if (!session.mayAnywhere('alarm:read')) return null;
  const within = tree.within(node.nodeId);
  const points = new Set<string>(tree.pointsWithin(node.nodeId));
  const standing = alarms.standing.value.filter(
    ({ asset }) =>
      (asset.nodeId !== null && within.has(asset.nodeId)) ||
      (asset.pointId !== null && points.has(asset.pointId)),
  );
  return html`<section class="card" aria-labelledby="machine-alarms-title">
    <h2 id="machine-alarms-title">${words.alarms}</h2>
    ${standing.length === 0 && html`<p class="muted">${words.alarmsNone}</p>`}
    <ol class="machine-list">
      ${standing.map(
        (alarm) => html`<li key=${alarm.alarmId}>
          <a href=${`/alarms/${alarm.alarmId}`}>
            <${AlarmMark} priority=${alarm.priority} state=${alarm.state} />
            <span><strong>${causeWords(alarm.cause)}</strong> <small>${measuredWords(alarm)}</small></span>
            <small class="muted">${age(alarm.raisedMs, now.value)}</small>
          </a>
        </li>`,
      )}
    </ol>
    <p><a href="/alarms">${words.alarmsAll}</a></p>
  </section>`;
}
