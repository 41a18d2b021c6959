import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { PointId } from '#schemas/ids/ids';
import type { View } from '#schemas/websocket/view';
import { HOLD_EVENT } from '../../parts/use-shortcuts.ts';
import { useApp } from '../../session/app.ts';

/** Views a second that a screen asks for: more than the eye follows is a waste of a phone's battery. */
const VIEWS_PER_SECOND = 8;

/**
 * The views of the point on the screen, unless held or hidden: each is handed to one chart after the other, in an animation frame of
 * its own, for all in one frame would keep a phone from hearing a finger.
 */
export class LiveViews {
  readonly held: Signal<boolean> = signal(false);
  /** The view that the charts show now. */
  readonly shown: Signal<View | null> = signal(null);
  private readonly listeners = new Set<(view: View) => void>();
  private next: View | null = null;
  /** Who has yet to draw the view that is shown. */
  private readonly waiting = new Set<(view: View) => void>();
  private frame = 0;

  /** A view came. Of several before the charts are done with the one before only the last is drawn. */
  take(view: View): void {
    if (this.held.peek() || document.hidden) return;
    this.next = view;
    this.ask();
  }

  /** Calls back for every view to be drawn, and at once for the one shown; the answer ends it. */
  onDraw(listener: (view: View) => void): () => void {
    this.listeners.add(listener);
    const shown = this.shown.peek();
    if (shown !== null) listener(shown);
    return () => {
      this.listeners.delete(listener);
      this.waiting.delete(listener);
    };
  }

  private ask(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.frame = 0;
    if (this.waiting.size === 0) this.begin();
    const [listener] = this.waiting;
    const view = this.shown.peek();
    if (listener === undefined || view === null) return;
    this.waiting.delete(listener);
    listener(view);
    if (this.waiting.size > 0 || this.next !== null) this.ask();
  }

  /** Held in the midst of a view, all charts still come to show that one, but none after it. */
  private begin(): void {
    const view = this.next;
    this.next = null;
    if (view === null || this.held.peek()) return;
    this.shown.value = view;
    for (const listener of this.listeners) this.waiting.add(listener);
  }
}

/** The live views of a point, watched while this part of the page is there and visible. */
export function useLiveViews(pointId: PointId): LiveViews {
  const app = useApp();
  const views = useMemo(() => new LiveViews(), [pointId]);
  useEffect(() => {
    let unwatch: (() => void) | null = null;
    const watch = () => {
      unwatch?.();
      // What nobody sees is not sent.
      unwatch = document.hidden ? null : app.watching.watch(pointId, VIEWS_PER_SECOND);
    };
    const hold = () => {
      views.held.value = !views.held.peek();
    };
    const end = app.onView((view) => {
      if (view.pointId === pointId) views.take(view);
    });
    watch();
    document.addEventListener('visibilitychange', watch);
    document.addEventListener(HOLD_EVENT, hold);
    return () => {
      document.removeEventListener('visibilitychange', watch);
      document.removeEventListener(HOLD_EVENT, hold);
      end();
      unwatch?.();
    };
  }, [pointId]);
  return views;
}
