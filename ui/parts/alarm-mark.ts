import { html } from 'htm/preact';
import type { AlarmState } from '#schemas/alarms/alarm';
import { type AlarmPriority, priorityRank } from '#schemas/alarms/priority';
import { alarmSigns as words } from '../text/alarm-signs.ts';

/**
 * One outline for each priority on a 16 × 16 grid, so that colour is never needed to tell them apart; inside it the number of the
 * priority, 1 for the most urgent.
 */
const OUTLINES: Readonly<Record<AlarmPriority, string>> = {
  critical: 'M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z',
  high: 'M8 .9 15.6 14.800H.4z',
  medium: 'M8 .6 15.4 8 8 15.4.6 8z',
  low: 'M8 1.2A6.8 6.8 0 1 1 7.99 1.2z',
};
/** Of the line on which the number stands: the middle of a triangle is lower. */
const NUMBER_Y: Readonly<Record<AlarmPriority, number>> = {
  critical: 11.5,
  high: 12.9,
  medium: 11.3,
  low: 11.5,
};

/** The sign of a priority: filled while somebody has to acknowledge it, an outline once that is done, dashed when it is over. */
export function AlarmMark({ priority, state }: { priority: AlarmPriority; state: AlarmState }) {
  return html`<svg
    class="alarm-mark"
    viewBox="0 0 16 16"
    aria-hidden="true"
    data-priority=${priority}
    data-state=${state}
  >
    <path class="outline" d=${OUTLINES[priority]} />
    <text class="number" x="8" y=${NUMBER_Y[priority]}>${priorityRank(priority) + 1}</text>
  </svg>`;
}

/** Priority as sign and word. */
export function AlarmPriorityTag({
  priority,
  state = 'unacknowledged',
}: {
  priority: AlarmPriority;
  state?: AlarmState;
}) {
  return html`<span class="alarm-priority" data-priority=${priority}>
    <${AlarmMark} priority=${priority} state=${state} />${words.priorities[priority]}
  </span>`;
}
