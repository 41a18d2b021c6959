import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';
import { useApp } from '../../session/app.ts';
import { alarmWords as words } from '../../text/alarms.ts';
import { type AlarmLine, alarmsOf } from './alarm-lines.ts';
import { AlarmRow } from './alarm-row.ts';
import type { AlarmWishes } from './alarm-wishes.ts';
import { idsOf } from './use-acknowledge.ts';
import { useLineKeys } from './use-line-keys.ts';
import { useMayAct } from './use-may-act.ts';
import { useRowWindow } from './use-row-window.ts';

interface AlarmTableProps {
  readonly lines: readonly AlarmLine[];
  readonly selected: Signal<ReadonlySet<string>>;
  readonly heldUntil: ReadonlySignal<ReadonlyMap<string, number>>;
  readonly wishes: AlarmWishes;
}

const HEADS = ['state', 'priority', 'where', 'cause', 'since', 'value', 'who'] as const;
const TITLES: Readonly<Record<(typeof HEADS)[number], string>> = {
  state: words.state,
  priority: words.priority,
  where: words.list.where,
  cause: words.list.cause,
  since: words.list.since,
  value: words.list.value,
  who: words.list.acknowledged,
};

/**
 * The lines, of which only those in and near the window exist. One is in the tab order; j, k and the arrows lead to the others, and
 * single keys act on the line that has the focus, or on what is selected.
 */
export function AlarmTable({ lines, selected, heldUntil, wishes }: AlarmTableProps) {
  const { outbox } = useApp();
  const mayAct = useMayAct();
  const { body, from, to, rowPx, show } = useRowWindow(lines.length);
  const currentKey = useSignal<string | null>(null);
  const at = Math.max(
    0,
    lines.findIndex(({ key }) => key === currentKey.value),
  );
  const waiting = new Set(outbox.mine('acknowledgement').flatMap(idsOf));
  const list = useRef<HTMLDivElement>(null);

  const mayOf = (right: 'alarm:acknowledge' | 'alarm:shelve', line: AlarmLine) =>
    alarmsOf(line).some(({ asset }) => mayAct(right, asset));
  const { selectAll, select, open, onKey } = useLineKeys({
    ...{ lines, at, list, selected, wishes, show },
    onCurrent: (key) => {
      currentKey.value = key;
    },
  });
  // The line that has the focus stays on the page however far it is scrolled away: else the keyboard would lose its place.
  const drawn = lines.slice(from, to).map((line, i) => [line, from + i] as const);
  const kept = lines[at];
  if (kept !== undefined && (at < from || at >= to)) drawn.push([kept, at]);
  const all = lines.flatMap(alarmsOf);
  return html`<div
    class="alarm-table"
    role="table"
    aria-label=${words.title}
    aria-rowcount=${lines.length + 1}
    ref=${list}
  >
    <div role="rowgroup" class="alarm-table-head">
      <div role="row" class="alarm-cells" aria-rowindex="1">
        <div role="columnheader" class="tick">
          <label class="tick-target">
            <input
              type="checkbox"
              aria-label=${words.list.selectAll}
              checked=${all.length > 0 && all.every(({ alarmId }) => selected.value.has(alarmId))}
              onChange=${selectAll}
            />
          </label>
        </div>
        ${HEADS.map((one) => html`<div key=${one} role="columnheader" class=${one}>${TITLES[one]}</div>`)}
        <div role="columnheader" class="alarm-acts"><span class="spoken">${words.list.actions}</span></div>
      </div>
    </div>
    <div role="rowgroup" class="alarm-table-body" ref=${body} style=${{ height: `${lines.length * rowPx}px` }}>
      ${drawn.map(
        ([line, index]) => html`<div
          key=${line.key}
          role="row"
          class="alarm-row"
          aria-rowindex=${index + 2}
          data-selected=${alarmsOf(line).every(({ alarmId }) => selected.value.has(alarmId)) || undefined}
          tabindex=${index === at ? 0 : -1}
          data-key=${line.key}
          data-priority=${alarmsOf(line)[0]?.priority}
          data-waiting=${alarmsOf(line).some(({ isAcknowledged }) => !isAcknowledged) || undefined}
          data-inside=${(line.kind === 'alarm' && line.isInGroup) || undefined}
          style=${{ top: `${index * rowPx}px` }}
          onFocus=${() => {
            currentKey.value = line.key;
          }}
          onKeyDown=${(event: KeyboardEvent) => onKey(event, line, index)}
          onClick=${(event: MouseEvent) => {
            if (!isControl(event)) open(line);
          }}
        >
          <${AlarmRow}
            line=${line}
            isCurrent=${index === at}
            isSelected=${alarmsOf(line).every(({ alarmId }) => selected.value.has(alarmId))}
            mayAcknowledge=${mayOf('alarm:acknowledge', line)}
            mayShelve=${mayOf('alarm:shelve', line)}
            heldUntilMs=${line.kind === 'alarm' ? (heldUntil.value.get(line.key) ?? null) : null}
            isWaiting=${line.kind === 'alarm' && !line.alarm.isAcknowledged && waiting.has(line.key)}
            onSelect=${() => select(line)}
            onToggle=${() => open(line)}
            onAcknowledge=${() => wishes.acknowledge(alarmsOf(line))}
            onShelve=${() => wishes.shelve(alarmsOf(line))}
            onSwipe=${() => line.kind === 'alarm' && wishes.swipe(line.alarm)}
            onUndo=${() => line.kind === 'alarm' && wishes.undo(line.alarm)}
          />
        </div>`,
      )}
    </div>
  </div>`;
}

/** A click on something of its own, or the end of marking text to copy, opens nothing. */
function isControl({ target }: MouseEvent): boolean {
  if (getSelection()?.type === 'Range') return true;
  return target instanceof Element && target.closest('a, button, input, label, select') !== null;
}
