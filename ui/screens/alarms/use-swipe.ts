import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

/** So far it must go, as share of the row's width; less springs back. */
const FAR_ENOUGH = 0.35;
/** Before it is clear that the finger does not scroll the list, px. */
const DEAD_PX = 14;

export interface Swipe {
  /** How far the row has been drawn, px; 0 while it is at rest. */
  readonly drawnPx: number;
  /** Letting go now does it. */
  readonly isFar: boolean;
  readonly handlers: Readonly<Record<string, (event: PointerEvent) => void>>;
}

/** A row that a finger draws to the right to do something with it; a mouse has buttons for that. Null: it cannot be drawn. */
export function useSwipe(onSwiped: (() => void) | null): Swipe {
  const drawn = useSignal(0);
  const from = useRef<{ id: number; x: number; y: number; width: number } | null>(null);
  const end = (event: PointerEvent, isLetGo: boolean) => {
    const begun = from.current;
    if (begun?.id !== event.pointerId) return;
    from.current = null;
    const isDone = isLetGo && drawn.peek() >= begun.width * FAR_ENOUGH;
    drawn.value = 0;
    if (isDone) onSwiped?.();
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === 'mouse' || onSwiped === null) return;
      const { clientX: x, clientY: y, pointerId: id } = event;
      const width = (event.currentTarget as HTMLElement).offsetWidth;
      from.current = { id, x, y, width };
    },
    onPointerMove: (event: PointerEvent) => {
      const begun = from.current;
      if (begun?.id !== event.pointerId) return;
      const x = event.clientX - begun.x;
      const y = event.clientY - begun.y;
      if (drawn.peek() === 0) {
        if (Math.abs(y) > DEAD_PX) from.current = null;
        if (x < DEAD_PX || Math.abs(y) > x) return;
        // The row goes on being drawn when the finger leaves it.
        (event.currentTarget as HTMLElement).setPointerCapture(begun.id);
      }
      drawn.value = Math.max(0, Math.min(begun.width, x));
    },
    onPointerUp: (event: PointerEvent) => end(event, true),
    onPointerCancel: (event: PointerEvent) => end(event, false),
  };
  const width = from.current?.width ?? Number.POSITIVE_INFINITY;
  return { drawnPx: drawn.value, isFar: drawn.value >= width * FAR_ENOUGH, handlers };
}
