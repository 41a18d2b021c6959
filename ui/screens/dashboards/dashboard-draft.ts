import { type Signal, signal } from '@preact/signals';
import { DASHBOARD_COLUMNS, type Widget } from '#schemas/dashboards/widget';
import type { Dashboard } from '#schemas/http/dashboards';

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
      .map((one) => (one.id === widget.id ? { ...widget, ...placeOf(one) } : one));
  }

  remove(id: string): void {
    this.widgets.value = this.widgets.peek().filter((one) => one.id !== id);
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
