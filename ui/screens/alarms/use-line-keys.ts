import type { Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Alarm } from '#schemas/alarms/alarm';
import { useApp } from '../../session/app.ts';
import { type AlarmLine, alarmsOf } from './alarm-lines.ts';
import type { AlarmWishes } from './alarm-wishes.ts';

/** How far the page keys go. */
const PAGE = 10;

interface LineKeysParts {
  readonly lines: readonly AlarmLine[];
  /** The line that is in the tab order. */
  readonly at: number;
  readonly list: RefObject<HTMLElement | null>;
  readonly selected: Signal<ReadonlySet<string>>;
  readonly wishes: AlarmWishes;
  /** Scrolls as little as shows this line. */
  readonly show: (index: number) => void;
  readonly onCurrent: (key: string) => void;
}

interface LineKeys {
  readonly select: (line: AlarmLine) => void;
  /** All lines, or none where all are selected already. */
  readonly selectAll: () => void;
  readonly open: (line: AlarmLine) => void;
  readonly onKey: (event: KeyboardEvent, line: AlarmLine, index: number) => void;
}

/** Selecting, opening and walking over the lines by keys; letters act on what is selected, else on the line that has the focus. */
export function useLineKeys(parts: LineKeysParts): LineKeys {
  const { router } = useApp();
  const { lines, at, list, selected, wishes, show, onCurrent } = parts;
  const idsOf = (all: readonly AlarmLine[]) => all.flatMap(alarmsOf).map(({ alarmId }) => alarmId);
  const focusLine = (index: number) => {
    const to = Math.max(0, Math.min(lines.length - 1, index));
    const line = lines[to];
    if (line === undefined) return;
    onCurrent(line.key);
    show(to);
    focusSoon(list.current, line.key);
  };
  const select = (line: AlarmLine) => {
    const next = new Set<string>(selected.peek());
    const ids = idsOf([line]);
    const isIn = ids.every((one) => next.has(one));
    for (const one of ids) isIn ? next.delete(one) : next.add(one);
    selected.value = next;
  };
  const selectAll = () => {
    const ids = idsOf(lines);
    selected.value = new Set(ids.every((one) => selected.peek().has(one)) ? [] : ids);
  };
  const meant = (line: AlarmLine): readonly Alarm[] => {
    const chosen = lines.flatMap(alarmsOf).filter(({ alarmId }) => selected.peek().has(alarmId));
    return chosen.length > 0 ? [...new Set(chosen)] : alarmsOf(line);
  };
  const open = (line: AlarmLine) => {
    if (line.kind === 'group') wishes.toggle(line.first.groupKey);
    else router.go(`/alarms/${line.alarm.alarmId}`);
  };
  const keys = (line: AlarmLine, index: number): Record<string, () => void> => ({
    ArrowDown: () => focusLine(index + 1),
    j: () => focusLine(index + 1),
    ArrowUp: () => focusLine(index - 1),
    k: () => focusLine(index - 1),
    Home: () => focusLine(0),
    End: () => focusLine(lines.length - 1),
    PageDown: () => focusLine(index + PAGE),
    PageUp: () => focusLine(index - PAGE),
    Enter: () => open(line),
    ' ': () => select(line),
    a: () => wishes.acknowledge(meant(line)),
    A: () => wishes.acknowledgeWith(meant(line)),
    s: () => wishes.shelve(meant(line)),
  });
  const onKey = (event: KeyboardEvent, line: AlarmLine, index: number) => {
    // Keys pressed on a button or a box inside the row are for that.
    if (event.target !== event.currentTarget || event.altKey) return;
    const isCtrl = event.ctrlKey || event.metaKey;
    const act = isCtrl ? (event.key === 'a' ? selectAll : undefined) : keys(line, index)[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  useWayIn(() => focusLine(at));
  return { select, selectAll, open, onKey };
}

/** From anywhere on the page into the list by j or k, unless the person has turned letters off. */
function useWayIn(begin: () => void): void {
  const { preferences } = useApp();
  const latest = useRef(begin);
  latest.current = begin;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isLetter = event.key === 'j' || event.key === 'k';
      if (!isLetter || !preferences.shortcuts.peek() || isElsewhere(event)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** The row may be drawn only after the page has been scrolled there. */
function focusSoon(list: HTMLElement | null, key: string, triesLeft = 6): void {
  const row = list?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (row) row.focus({ preventScroll: true });
  else if (triesLeft > 0) requestAnimationFrame(() => focusSoon(list, key, triesLeft - 1));
}

/** In the list already, typing, or with a dialog or a menu open. */
function isElsewhere({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return true;
  if (document.querySelector('dialog[open], [popover]:popover-open') !== null) return true;
  return (
    target instanceof Element &&
    target.closest('.alarm-row, input:not([type=checkbox], [type=radio]), select, textarea') !==
      null
  );
}
