import { type Signal, signal } from '@preact/signals';
import { DASHBOARD_COLUMNS, type PHONE_HEIGHTS, type Widget } from '#schemas/dashboards/widget';
import type { Dashboard } from '#schemas/http/dashboards';
import { movedOnPhone, unarrangedOnPhone } from './phone-order.ts';

export type Place = Pick<Widget, 'x' | 'y' | 'w' | 'h'>;

/** A dashboard that is being changed: nothing of it is kept until it is saved. */
export class DashboardDraft {
  readonly name: Signal<string>;
  readonly widgets: Signal<readonly Widget[]>;
  private readonly before: string;

  constructor({ name, widgets }: Pick<Dashboard, 'name' | 'widgets'>) {
    this.name = signal(name);
    this.widgets = signal(widgets);
    this.before = this.said();
  }

  get isChanged(): boolean {
    return this.said() !== this.before;
  }

  /** Below all others, at the left. */
  add(widget: Widget): void {
    const y = Math.max(0, ...this.widgets.peek().map((one) => one.y + one.h));
    this.widgets.value = [...this.widgets.peek(), { ...widget, x: 0, y }];
  }

  change(widget: Widget): void {
    this.widgets.value = this.widgets
      .peek()
      .map((one) => (one.id === widget.id ? { ...widget, ...keptOf(one) } : one));
  }

  remove(id: string): void {
    this.widgets.value = this.widgets.peek().filter((one) => one.id !== id);
  }

  /** Puts a removed one where it was. */
  bringBack(widget: Widget): void {
    const now = this.widgets.peek();
    if (!now.some(({ id }) => id === widget.id)) this.widgets.value = [...now, widget];
  }

  /** At the `to`-th place on a phone, counted from 0. */
  moveOnPhone(id: string, to: number): void {
    this.widgets.value = movedOnPhone(this.widgets.peek(), id, to);
  }

  /** On a phone in reading order again. */
  orderAsOnWall(): void {
    this.widgets.value = unarrangedOnPhone(this.widgets.peek());
  }

  setPhoneHeight(id: string, phoneHeight: (typeof PHONE_HEIGHTS)[number]): void {
    this.widgets.value = this.widgets
      .peek()
      .map((one) => (one.id === id ? { ...one, phoneHeight } : one));
  }

  /** Where widgets stand now. */
  place(places: ReadonlyMap<string, Place>): void {
    this.widgets.value = this.widgets.peek().map((one) => ({ ...one, ...places.get(one.id) }));
  }

  private said(): string {
    const inOrder = this.widgets.peek().toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return JSON.stringify([this.name.peek(), inOrder]);
  }
}

/** What of a widget does not change with what it shows. */
function keptOf(widget: Widget): Place & Pick<Widget, 'phoneOrder' | 'phoneHeight'> {
  const { phoneOrder, phoneHeight } = widget;
  return {
    ...placeOf(widget),
    ...(phoneOrder === undefined ? {} : { phoneOrder }),
    ...(phoneHeight === undefined ? {} : { phoneHeight }),
  };
}

export function placeOf({ x, y, w, h }: Place): Place {
  return { x, y, w, h };
}

const STEPS: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ROWS_MAX = 24;

/** Where a key moves a widget, or with Shift how large it makes it; null: the key means nothing here. */
export function placeByKey(place: Place, key: string, isShift: boolean): Place | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  const [dx, dy] = step;
  const { x, y, w, h } = place;
  if (isShift) {
    return { x, y, w: within(w + dx, 1, DASHBOARD_COLUMNS - x), h: within(h + dy, 1, ROWS_MAX) };
  }
  return { w, h, x: within(x + dx, 0, DASHBOARD_COLUMNS - w), y: Math.max(0, y + dy) };
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
