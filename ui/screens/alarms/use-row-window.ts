import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Rows kept beyond either edge, so that a quick scroll shows no blank. */
const OVERSCAN = 6;
/** The bar above and what lies over the foot may cover this much of the window, px. */
const COVERED_PX = 112;

/** Which rows of a long list are drawn: those in and near the window. */
export interface RowWindow {
  readonly body: RefObject<HTMLDivElement | null>;
  readonly from: number;
  /** The one after the last. */
  readonly to: number;
  readonly rowPx: number;
  /** Scrolls as little as shows this row. */
  readonly show: (index: number) => void;
}

/** Draws of many rows of one height, which the style gives as `--row`, only those that the window shows. */
export function useRowWindow(rows: number): RowWindow {
  const body = useRef<HTMLDivElement>(null);
  const view = useSignal({ scrolledPx: 0, windowPx: 1000, rowPx: 64 });
  useLayoutEffect(() => {
    let wanted = 0;
    const measure = () => {
      wanted = 0;
      if (body.current === null) return;
      const rowPx = Number.parseFloat(getComputedStyle(body.current).getPropertyValue('--row'));
      const next = {
        scrolledPx: -body.current.getBoundingClientRect().top,
        windowPx: innerHeight,
        rowPx: rowPx > 0 ? rowPx : 64,
      };
      if (isOther(view.peek(), next)) view.value = next;
    };
    const soon = () => {
      if (wanted === 0) wanted = requestAnimationFrame(measure);
    };
    const observer = new ResizeObserver(soon);
    observer.observe(document.body);
    addEventListener('scroll', soon, { passive: true });
    addEventListener('resize', soon);
    measure();
    return () => {
      cancelAnimationFrame(wanted);
      observer.disconnect();
      removeEventListener('scroll', soon);
      removeEventListener('resize', soon);
    };
  }, [rows === 0]);
  const { scrolledPx, windowPx, rowPx } = view.value;
  const { from, to } = rowsBetween(rows, scrolledPx, windowPx, rowPx);
  const show = (index: number) => {
    const top = (body.current?.getBoundingClientRect().top ?? 0) + index * rowPx;
    if (top < COVERED_PX) scrollBy(0, top - COVERED_PX);
    const below = top + rowPx - (innerHeight - COVERED_PX);
    if (below > 0) scrollBy(0, below);
  };
  return { body, from, to, rowPx, show };
}

const isOther = <T extends object>(a: T, b: T) =>
  (Object.keys(a) as (keyof T)[]).some((key) => a[key] !== b[key]);

/** The rows that a window shows which begins `scrolledPx` below the first row's top. */
export function rowsBetween(
  rows: number,
  scrolledPx: number,
  windowPx: number,
  rowPx: number,
): { from: number; to: number } {
  const first = Math.floor(scrolledPx / rowPx) - OVERSCAN;
  const last = Math.ceil((scrolledPx + windowPx) / rowPx) + OVERSCAN;
  const from = Math.min(Math.max(0, first), Math.max(0, rows - 1));
  return { from, to: Math.min(rows, Math.max(from, last)) };
}
