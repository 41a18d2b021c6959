import { html } from 'htm/preact';
import { ALARM_PRIORITIES } from '#schemas/alarms/priority';
import { useApp } from '../session/app.ts';
import { causeWords, placeWords } from '../text/alarm-causes.ts';
import { alarmSigns as words } from '../text/alarm-signs.ts';
import { age, count } from '../text/numbers.ts';
import { countByPriority, sumOf } from '../websocket/alarm-order.ts';
import { AlarmMark } from './alarm-mark.ts';

interface AlarmStripProps {
  /** The most urgent alarms that are named; the others are counted. */
  readonly most?: number;
  /** Only those at or below this node of the plant; null: of the whole plant. */
  readonly nodeIds?: ReadonlySet<string> | null;
}

/** For overview and wall: how many alarms of each priority nobody has acknowledged, and the most urgent of them by name. */
export function AlarmStrip({ most = 3, nodeIds = null }: AlarmStripProps) {
  const { alarms, session } = useApp();
  if (!session.mayAnywhere('alarm:read')) return null;
  if (!alarms.isLoaded.value) {
    return html`<section class="alarm-strip" aria-label=${words.strip.title}>
      <p class="muted" role="status">${words.strip.unknown}</p>
    </section>`;
  }
  const standing = alarms.standing.value.filter(
    ({ asset }) => nodeIds === null || (asset.nodeId !== null && nodeIds.has(asset.nodeId)),
  );
  const waiting = standing.filter(({ isAcknowledged }) => !isAcknowledged);
  const counts = countByPriority(waiting);
  const isCalm = sumOf(counts) === 0;
  return html`<section class="alarm-strip" aria-label=${words.strip.title} data-calm=${isCalm || undefined}>
    <ul class="alarm-counts">
      ${ALARM_PRIORITIES.map(
        (
          one,
        ) => html`<li key=${one} data-priority=${one} data-none=${counts[one] === 0 || undefined}>
          <a href=${`/alarms?priority=${one}`}>
            <${AlarmMark} priority=${one} state=${counts[one] === 0 ? 'acknowledged' : 'unacknowledged'} />
            <span aria-hidden="true">${words.priorities[one]}</span>
            <span class="how-many" aria-hidden="true">${count(counts[one])}</span>
            <span class="spoken">${words.strip.unacknowledged(counts[one], words.priorities[one])}</span>
          </a>
        </li>`,
      )}
    </ul>
    ${
      isCalm
        ? html`<p class="muted">${words.strip.calm} ${words.strip.standing(standing.length)}</p>`
        : html`<ol class="alarm-most">
            ${waiting.slice(0, most).map(
              (alarm) => html`<li key=${alarm.alarmId}>
                <a href=${`/alarms/${alarm.alarmId}`}>
                  <${AlarmMark} priority=${alarm.priority} state=${alarm.state} />
                  <span class="strong">${causeWords(alarm.cause)}</span>
                  <span class="where">${placeWords(alarm)}</span>
                  <${Age} atMs=${alarm.raisedMs} />
                </a>
              </li>`,
            )}
          </ol>`
    }
  </section>`;
}

/** Apart, so that the passing second redraws nothing else of the strip. */
function Age({ atMs }: { atMs: number }) {
  return html`<span class="muted">${age(atMs, useApp().now.value)}</span>`;
}
