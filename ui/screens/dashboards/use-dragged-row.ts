import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** So close to the edge of the window the list goes on by itself. */
const EDGE_PX = 88;
const SCROLL_PX = 8;

/**
 * A row of a list that follows the finger on its handle: `onPlace` hears each time that it stands over another row's place, counted
 * from 0. Rows are the list's children, with their ids in `data-id`.
 */
export function useDraggedRow(
  list: { readonly current: HTMLElement | null },
  onPlace: (id: string, to: number) => void,
): {
  readonly id: Signal<string | null>;
  readonly begin: (event: PointerEvent, id: string) => void;
} {
  const id = useSignal<string | null>(null);
  const place = useRef(onPlace);
  place.current = onPlace;
  const end = useRef<() => void>(() => undefined);
  // A screen that is left in the midst of it hears nothing any more.
  useEffect(() => () => end.current(), []);

  const begin = (event: PointerEvent, dragged: string) => {
    if (event.button !== 0 || !event.isPrimary) return;
    // Keeps the page from being scrolled or its words from being chosen by the same movement.
    event.preventDefault();
    end.current();
    id.value = dragged;
    let y = event.clientY;
    let frame = 0;
    const follow = () => {
      frame = requestAnimationFrame(follow);
      const step = y < EDGE_PX ? -SCROLL_PX : y > innerHeight - EDGE_PX ? SCROLL_PX : 0;
      if (step !== 0) scrollBy(0, step);
      const to = placeAt(list.current, dragged, y);
      if (to !== null) place.current(dragged, to);
    };
    const onMove = (moved: PointerEvent) => {
      if (moved.pointerId === event.pointerId) y = moved.clientY;
    };
    const onEnd = (ended: PointerEvent) => {
      if (ended.pointerId === event.pointerId) end.current();
    };
    end.current = () => {
      cancelAnimationFrame(frame);
      removeEventListener('pointermove', onMove);
      for (const type of ['pointerup', 'pointercancel'] as const) removeEventListener(type, onEnd);
      id.value = null;
      end.current = () => undefined;
    };
    addEventListener('pointermove', onMove);
    for (const type of ['pointerup', 'pointercancel'] as const) addEventListener(type, onEnd);
    frame = requestAnimationFrame(follow);
  };
  return { id, begin };
}

/** The place in the list at this height; null: where it stands already. A neighbour gives way once the finger is past its middle. */
function placeAt(list: HTMLElement | null, dragged: string, y: number): number | null {
  const rows = [...(list?.children ?? [])] as HTMLElement[];
  const from = rows.findIndex((row) => row.dataset.id === dragged);
  if (from < 0) return null;
  const middle = (row: HTMLElement) => {
    const { top, height } = row.getBoundingClientRect();
    return top + height / 2;
  };
  const above = rows.slice(0, from).findIndex((row) => y < middle(row));
  if (above >= 0) return above;
  const below = rows.slice(from + 1).filter((row) => y > middle(row)).length;
  return below > 0 ? from + below : null;
}
