import type { Range } from './view-range.ts';

export interface GestureParts {
  /** Where the gestures happen: the drawing area of the plot. */
  readonly over: HTMLElement;
  /** The wheel scrolls the page until this has the focus. */
  readonly host: HTMLElement;
  /** The range is to be `factor` times as long about the place `share` (0 left … 1 right) of the plot. */
  readonly zoom: (factor: number, share: number) => void;
  /** The range is to move by a share of its length. */
  readonly pan: (share: number) => void;
}

const WHEEL_FACTOR = 1.0015;

/** Wheel (with Ctrl, or after a click), two fingers, and dragging with Shift or the middle button; the answer ends it. */
export function listenToGestures({ over, host, zoom, pan }: GestureParts): () => void {
  const fingers = new Map<number, number>();
  let draggedFrom: number | null = null;
  const shareOf = (clientX: number) => {
    const { left, width } = over.getBoundingClientRect();
    return (clientX - left) / width;
  };
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== host) return;
    event.preventDefault();
    const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (sideways) pan((event.deltaX || event.deltaY) / over.clientWidth);
    else zoom(WHEEL_FACTOR ** event.deltaY, shareOf(event.clientX));
  };
  const onDown = (event: PointerEvent) => {
    if (event.pointerType === 'touch') fingers.set(event.pointerId, shareOf(event.clientX));
    else if (event.button === 1 || (event.button === 0 && event.shiftKey)) {
      draggedFrom = shareOf(event.clientX);
      over.setPointerCapture(event.pointerId);
    }
  };
  const onMove = (event: PointerEvent) => {
    const at = shareOf(event.clientX);
    if (draggedFrom !== null) {
      pan(draggedFrom - at);
      draggedFrom = at;
    } else if (fingers.has(event.pointerId)) pinch(event.pointerId, at);
  };
  const pinch = (pointerId: number, at: number) => {
    const before: Range = spanOf(fingers);
    fingers.set(pointerId, at);
    if (fingers.size !== 2) return;
    const [low, high] = spanOf(fingers);
    const apart = Math.max(0.02, high - low);
    zoom(Math.max(0.02, before[1] - before[0]) / apart, (low + high) / 2);
    pan((before[0] + before[1]) / 2 - (low + high) / 2);
  };
  const onUp = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    draggedFrom = null;
  };
  over.addEventListener('wheel', onWheel, { passive: false });
  over.addEventListener('pointerdown', onDown);
  over.addEventListener('pointermove', onMove);
  for (const end of ['pointerup', 'pointercancel'] as const) over.addEventListener(end, onUp);
  return () => {
    over.removeEventListener('wheel', onWheel);
    over.removeEventListener('pointerdown', onDown);
    over.removeEventListener('pointermove', onMove);
    for (const end of ['pointerup', 'pointercancel'] as const) over.removeEventListener(end, onUp);
  };
}

function spanOf(fingers: ReadonlyMap<number, number>): Range {
  const places = [...fingers.values()];
  return [Math.min(...places), Math.max(...places)];
}
