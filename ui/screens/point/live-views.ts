import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { PointId } from '#schemas/ids/ids';
import type { View } from '#schemas/websocket/view';
import { HOLD_EVENT } from '../../parts/use-shortcuts.ts';
import { useApp } from '../../session/app.ts';

/** Views a second that a screen asks for: more than the eye follows is a waste of a phone's battery. */
const VIEWS_PER_SECOND = 8;

/** The views of the point on the screen: hands each to the charts in the next animation frame, unless held or hidden. */
export class LiveViews {
  readonly held: Signal<boolean> = signal(false);
  /** The view that the charts show now. */
  readonly shown: Signal<View | null> = signal(null);
  private readonly listeners = new Set<(view: View) => void>();
  private next: View | null = null;
  private frame = 0;

  /** A view came. Of several before the next frame only the last is drawn. */
  take(view: View): void {
    if (this.held.peek() || document.hidden) return;
    this.next = view;
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw());
  }

  /** Calls back for every view to be drawn, and at once for the one shown; the answer ends it. */
  onDraw(listener: (view: View) => void): () => void {
    this.listeners.add(listener);
    const shown = this.shown.peek();
    if (shown !== null) listener(shown);
    return () => this.listeners.delete(listener);
  }

  private draw(): void {
    this.frame = 0;
    const view = this.next;
    if (view === null || this.held.peek()) return;
    this.shown.value = view;
    for (const listener of this.listeners) listener(view);
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
