/** Across and down, as shares of the plot, or as factors. */
export interface Pair {
  readonly x: number;
  readonly y: number;
}

export interface GestureParts {
  /** Where the gestures happen: the drawing area of the plot. */
  readonly over: HTMLElement;
  /** The wheel scrolls the page until this has the focus. */
  readonly host: HTMLElement;
  /**
   * The ranges are to be `factor` times as long, and what lay at the place `from` of the plot (0 left and top … 1 right and
   * bottom) is to lie at `to`. One call, as two fingers zoom and move at once.
   */
  readonly change: (factor: Pair, from: Pair, to: Pair) => void;
}

const WHEEL_FACTOR = 1.0015;
const AS_LONG: Pair = { x: 1, y: 1 };
const CORNER: Pair = { x: 0, y: 0 };
/** Fingers that lie closer than this along an axis do not say how long it is to be. */
const APART = 0.05;

/** Wheel (with Ctrl, or after a click), two fingers, and dragging with Shift or the middle button; the answer ends it. */
export function listenToGestures({ over, host, change }: GestureParts): () => void {
  const fingers = new Map<number, Pair>();
  let draggedFrom: Pair | null = null;
  const shareOf = ({ clientX, clientY }: MouseEvent): Pair => {
    const { left, top, width, height } = over.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  };
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== host) return;
    event.preventDefault();
    const { deltaX, deltaY, shiftKey } = event;
    if (shiftKey || Math.abs(deltaX) > Math.abs(deltaY)) {
      change(AS_LONG, { x: (deltaX || deltaY) / over.clientWidth, y: 0 }, CORNER);
    } else {
      const factor = WHEEL_FACTOR ** deltaY;
      const at = shareOf(event);
      change({ x: factor, y: factor }, at, at);
    }
  };
  const onDown = (event: PointerEvent) => {
    if (event.pointerType === 'touch') fingers.set(event.pointerId, shareOf(event));
    else if (event.button === 1 || (event.button === 0 && event.shiftKey)) {
      draggedFrom = shareOf(event);
      over.setPointerCapture(event.pointerId);
    }
  };
  const onMove = (event: PointerEvent) => {
    const at = shareOf(event);
    if (draggedFrom !== null) {
      change(AS_LONG, draggedFrom, at);
      draggedFrom = at;
    } else if (fingers.has(event.pointerId)) pinch(event.pointerId, at);
  };
  const pinch = (pointerId: number, at: Pair) => {
    const before = spanOf(fingers);
    fingers.set(pointerId, at);
    if (fingers.size !== 2) return;
    const now = spanOf(fingers);
    const factor = (axis: 'x' | 'y') =>
      Math.min(before.apart[axis], now.apart[axis]) < APART
        ? 1
        : before.apart[axis] / now.apart[axis];
    change({ x: factor('x'), y: factor('y') }, before.middle, now.middle);
  };
  const onUp = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    draggedFrom = null;
  };
  // Two fingers that move up and down would scroll the page, and end the gesture.
  const onTouchMove = (event: TouchEvent) => {
    if (event.touches.length > 1) event.preventDefault();
  };
  over.addEventListener('wheel', onWheel, { passive: false });
  over.addEventListener('touchmove', onTouchMove, { passive: false });
  over.addEventListener('pointerdown', onDown);
  over.addEventListener('pointermove', onMove);
  for (const end of ['pointerup', 'pointercancel'] as const) over.addEventListener(end, onUp);
  return () => {
    over.removeEventListener('wheel', onWheel);
    over.removeEventListener('touchmove', onTouchMove);
    over.removeEventListener('pointerdown', onDown);
    over.removeEventListener('pointermove', onMove);
    for (const end of ['pointerup', 'pointercancel'] as const) over.removeEventListener(end, onUp);
  };
}

function spanOf(fingers: ReadonlyMap<number, Pair>): { apart: Pair; middle: Pair } {
  const [first, second = first] = [...fingers.values()];
  return {
    apart: { x: Math.abs(first.x - second.x), y: Math.abs(first.y - second.y) },
    middle: { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 },
  };
}
