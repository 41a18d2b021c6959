import { batch, type Signal, signal } from '@preact/signals';
import { newLosses } from '#schemas/broker/losses';
import type { ConditionChange, PointSummary } from '#schemas/broker/messages';
import type { Point } from '#schemas/http/points';
import type { ServerMessage } from '#schemas/websocket/messages';
import type { Appearance } from '../text/en.ts';
import { appearanceOf, latestOf, type PointCell, pointCell } from './point-cell.ts';
import { APPEARANCES, worstFirst } from './rank.ts';

/** Summaries are put on the screen together and at most this often, however fast they come. */
export const FLUSH_EVERY_MS = 500;

/** All parts of a whole list have come by then. */
const LIST_WITHIN_MS = 2000;

export interface PlantParts {
  /** The hub's clock, ms. */
  clock(): number;
  /** Calls back once after `ms`. */
  after(ms: number, callback: () => void): void;
  /** A point changed its condition just now. */
  onChange(change: ConditionChange): void;
}

/** Every point and the last that was heard of it, as signals. */
export class Plant {
  /** False until the first list came. */
  readonly loaded: Signal<boolean> = signal(false);
  /** Ids, worst first. Changes only when a point comes, goes, or changes its appearance or name. */
  readonly order: Signal<readonly string[]> = signal([]);
  readonly counts: Signal<Readonly<Record<Appearance, number>>> = signal(countsOf([]));
  private readonly cells = new Map<string, PointCell>();
  private readonly pending = new Map<string, PointSummary>();
  private readonly parts: PlantParts;
  private unconfirmed = new Set<string>();
  private flushing = false;

  constructor(parts: PlantParts) {
    this.parts = parts;
  }

  /** The cell of a point; undefined when there is no such point (read `order` to hear of new ones). */
  cell(pointId: string): PointCell | undefined {
    return this.cells.get(pointId);
  }

  /** Takes news of the live connection; messages of no concern are ignored. */
  take(message: ServerMessage): void {
    if (message.type === 'plant') this.takeList(message.points, message.reset);
    if (message.type === 'gone') this.drop(message.points);
    if (message.type === 'changes') this.takeChanges(message.changes);
    if (message.type === 'summaries') {
      for (const summary of message.summaries) this.pending.set(summary.pointId, summary);
      this.flushSoon();
    }
  }

  /** A point as the hub answered after an edit. */
  replace(point: Point): void {
    this.takeList([point], false);
  }

  /** Looks at the clock: what was not heard of for long becomes stale. */
  tick(): void {
    batch(() => {
      let changed = false;
      for (const cell of this.cells.values()) changed = this.refresh(cell) || changed;
      if (changed) this.reorder();
    });
  }

  private takeList(points: readonly Point[], reset: boolean): void {
    batch(() => {
      if (reset) this.expectAllAgain();
      for (const point of points) this.put(point);
      this.reorder();
      this.loaded.value = true;
    });
  }

  /** A whole list comes in parts. What it does not name is dropped after a while, so that a reconnect rebuilds nothing. */
  private expectAllAgain(): void {
    if (this.cells.size === 0) return;
    const unconfirmed = new Set(this.cells.keys());
    this.unconfirmed = unconfirmed;
    this.parts.after(LIST_WITHIN_MS, () => {
      if (this.unconfirmed !== unconfirmed) return;
      for (const id of unconfirmed) this.cells.delete(id);
      unconfirmed.clear();
      this.reorder();
    });
  }

  private put(point: Point): void {
    this.unconfirmed.delete(point.pointId);
    const cell = this.cells.get(point.pointId);
    if (cell === undefined) {
      this.cells.set(point.pointId, pointCell(point, this.parts.clock()));
      return;
    }
    cell.point.value = point;
    const heard = latestOf(point);
    if (heard !== null && heard.atMs > (cell.latest.peek()?.atMs ?? 0)) cell.latest.value = heard;
    this.refresh(cell);
  }

  private drop(points: readonly string[]): void {
    for (const id of points) {
      this.cells.delete(id);
      this.pending.delete(id);
      this.unconfirmed.delete(id);
    }
    this.reorder();
  }

  private takeChanges(changes: readonly ConditionChange[]): void {
    batch(() => {
      for (const change of changes) {
        const cell = this.cells.get(change.pointId);
        const last = cell?.latest.peek() ?? null;
        if (cell === undefined || (last !== null && last.atMs > change.atMs)) continue;
        const { atMs, figures, verdict } = change;
        const losses = last?.losses ?? newLosses();
        cell.latest.value = { atMs, figures, verdict, losses, scores: last?.scores ?? null };
        this.pending.delete(change.pointId);
        this.refresh(cell);
      }
      this.reorder();
    });
    for (const change of changes) this.parts.onChange(change);
  }

  private flushSoon(): void {
    if (this.flushing) return;
    this.flushing = true;
    this.parts.after(FLUSH_EVERY_MS, () => this.flush());
  }

  private flush(): void {
    this.flushing = false;
    batch(() => {
      let changed = false;
      for (const [id, summary] of this.pending) {
        const cell = this.cells.get(id);
        if (cell === undefined) continue;
        cell.latest.value = summary;
        changed = this.refresh(cell) || changed;
      }
      this.pending.clear();
      if (changed) this.reorder();
    });
  }

  private refresh(cell: PointCell): boolean {
    const appearance = appearanceOf(cell.latest.peek(), this.parts.clock());
    if (appearance === cell.appearance.peek()) return false;
    cell.appearance.value = appearance;
    return true;
  }

  private reorder(): void {
    const order = worstFirst(this.cells);
    const before = this.order.peek();
    const same = order.length === before.length && order.every((id, i) => id === before[i]);
    if (!same) this.order.value = order;
    this.counts.value = countsOf([...this.cells.values()].map((cell) => cell.appearance.peek()));
  }
}

function countsOf(appearances: readonly Appearance[]): Record<Appearance, number> {
  const counts = Object.fromEntries(APPEARANCES.map((name) => [name, 0]));
  for (const appearance of appearances) counts[appearance]++;
  return counts as Record<Appearance, number>;
}
