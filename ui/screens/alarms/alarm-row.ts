import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { Alarm } from '#schemas/alarms/alarm';
import { AlarmMark } from '../../parts/alarm-mark.ts';
import { Icon } from '../../parts/icon.ts';
import { Tag } from '../../parts/tag.ts';
import { useApp } from '../../session/app.ts';
import { alarmAmount } from '../../text/alarm-amount.ts';
import { causeWords } from '../../text/alarm-causes.ts';
import { alarmSays } from '../../text/alarm-says.ts';
import { alarmWords as words } from '../../text/alarms.ts';
import { text } from '../../text/en.ts';
import { age, dateTime, NO_VALUE } from '../../text/numbers.ts';
import type { AlarmLine } from './alarm-lines.ts';
import { faceOf } from './alarm-lines.ts';
import { useSwipe } from './use-swipe.ts';

export interface AlarmRowProps {
  readonly line: AlarmLine;
  /** It is in the tab order, with what it holds; the arrows lead to the others. */
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly mayAcknowledge: boolean;
  readonly mayShelve: boolean;
  /** When its acknowledgement by swipe is sent, ms by this browser's clock; null: none is held. */
  readonly heldUntilMs: number | null;
  /** An acknowledgement waits in this browser until the hub can be reached. */
  readonly isWaiting: boolean;
  readonly onSelect: () => void;
  readonly onToggle: () => void;
  readonly onAcknowledge: () => void;
  readonly onShelve: () => void;
  readonly onSwipe: () => void;
  readonly onUndo: () => void;
}

/** The cells of one line: how it stands, where, why, since when, how much, who looks after it, and what can be done. */
export function AlarmRow(props: AlarmRowProps) {
  const { line, isCurrent, isSelected, mayAcknowledge, heldUntilMs, isWaiting } = props;
  const isGroup = line.kind === 'group';
  const alarm = isGroup ? line.first : line.alarm;
  const { priority, state } = isGroup ? faceOf(line.alarms) : alarm;
  const isOpenToAll = isGroup
    ? line.alarms.some((one) => !one.isAcknowledged)
    : !alarm.isAcknowledged;
  const canAcknowledge = mayAcknowledge && isOpenToAll && heldUntilMs === null && !isWaiting;
  const swipe = useSwipe(canAcknowledge && !isGroup ? props.onSwipe : null);
  const isLatched = !isGroup && alarm.isLatched && !alarm.isActive;
  const name = nameOf(line);
  const tab = isCurrent ? 0 : -1;
  return html`<div
    class="alarm-cells"
    ...${swipe.handlers}
    style=${{ transform: swipe.drawnPx > 0 ? `translateX(${swipe.drawnPx}px)` : '' }}
  >
    <div role="cell" class="tick">
      <label class="tick-target">
        <input
          type="checkbox"
          tabindex=${tab}
          aria-label=${words.list.select(name)}
          checked=${isSelected}
          onChange=${props.onSelect}
        />
      </label>
    </div>
    <div role="cell" class="state">
      <${AlarmMark} priority=${priority} state=${state} />
      <span>${isLatched ? words.latched : words.states[state]}</span>
    </div>
    <div role="cell" class="priority">${words.priorities[priority]}</div>
    <div role="cell" class="where">
      <span class="strong">${alarm.asset.name}</span>
      <small>${aboveOf(alarm)}</small>
    </div>
    <div role="cell" class="cause">
      ${
        isGroup
          ? html`<button class="group-toggle" aria-expanded=${line.isOpen} onClick=${props.onToggle} tabindex=${tab}>
              <${Icon} name=${line.isOpen ? 'up' : 'down'} />${causeWords(alarm.cause)}
              <span class="count">${words.list.groupOf(line.alarms.length)}</span>
            </button>`
          : html`<span class="cause-line"><a href=${`/alarms/${alarm.alarmId}`} tabindex=${tab}>${causeWords(alarm.cause)}</a><${Marks} alarm=${alarm} /></span>`
      }
      <small>${alarmSays(alarm)}</small>
    </div>
    <div role="cell" class="since"><${Since} atMs=${alarm.raisedMs} /></div>
    <div role="cell" class="value"><${Value} alarm=${alarm} /></div>
    <div role="cell" class="who">${whoOf(line)}</div>
    <div role="cell" class="alarm-acts">
      ${
        heldUntilMs !== null
          ? html`<${Held} untilMs=${heldUntilMs} /><button class="button" onClick=${props.onUndo}>${text.undo}</button>`
          : html`${isWaiting && html`<span class="muted held">${words.list.waits}</span>`}
              ${canAcknowledge && html`<button class="button" tabindex=${tab} onClick=${props.onAcknowledge}>${acknowledgeWord(line)}</button>`}
              ${props.mayShelve && !isGroup && html`<button class="button quiet" tabindex=${tab} onClick=${props.onShelve}>${words.actions.shelve}</button>`}`
      }
    </div>
  </div>
  ${
    swipe.drawnPx > 0 &&
    html`<div class="swiped" data-far=${swipe.isFar || undefined} aria-hidden="true">
      ${swipe.isFar ? words.list.letGo : words.list.swipe}
    </div>`
  }`;
}

/** Of a group it says with how many it does it. */
function acknowledgeWord(line: AlarmLine): string {
  if (line.kind === 'alarm') return words.actions.acknowledge;
  const waiting = line.alarms.filter(({ isAcknowledged }) => !isAcknowledged).length;
  return `${words.actions.acknowledge} (${waiting})`;
}

/** How a person would call the line. */
export function nameOf(line: AlarmLine): string {
  const alarm = line.kind === 'group' ? line.first : line.alarm;
  return `${alarm.asset.name}, ${causeWords(alarm.cause)}`;
}

const aboveOf = ({ asset: { path, machine, name } }: Alarm) => {
  const above = path.length > 0 ? path : machine === null ? [] : [machine];
  return above.filter((one, i) => i < above.length - 1 || one !== name).join(' › ');
};

function whoOf(line: AlarmLine): ComponentChildren {
  if (line.kind === 'group') {
    const done = line.alarms.filter(({ isAcknowledged }) => isAcknowledged).length;
    return html`<span class="muted">${words.list.acknowledgedOf(done, line.alarms.length)}</span>`;
  }
  const { acknowledgedBy, isAcknowledged } = line.alarm;
  if (!isAcknowledged) return html`<span class="muted">${words.list.nobody}</span>`;
  return acknowledgedBy?.name ?? NO_VALUE;
}

function Marks({ alarm }: { alarm: Alarm }) {
  return html`${alarm.isFirstOut && html`<span title=${words.list.firstOutHelp}><${Tag} kind="strong">${words.list.firstOut}<//></span>`}
  ${alarm.isFalse && html`<${Tag}>${words.list.isFalse}<//>`}`;
}

function Value({ alarm }: { alarm: Alarm }) {
  const { value, limit } = alarm.evidence;
  if (value === null) return html`<span class="muted">${NO_VALUE}</span>`;
  return html`<span class="strong">${alarmAmount(alarm, 'value')}</span>
    ${limit !== null && html`<small>${words.list.limit(alarmAmount(alarm, 'limit'))}</small>`}`;
}

/** Apart, so that the passing second redraws nothing else of the row. */
function Since({ atMs }: { atMs: number }) {
  return html`<span title=${dateTime(atMs)}>${age(atMs, useApp().now.value)}</span>`;
}

function Held({ untilMs }: { untilMs: number }) {
  const { now } = useApp();
  // Reads the ticking clock for the sake of the countdown; its value is the hub's, the moment is ours.
  const leftMs = now.value > 0 ? untilMs - Date.now() : 0;
  return html`<span class="held" role="status">${words.list.held(Math.max(0, Math.ceil(leftMs / 1000)))}</span>`;
}
