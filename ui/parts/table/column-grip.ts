import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { tableWords } from '../../text/table.ts';
import type { Column } from './column.ts';

type Widths = Signal<Readonly<Record<string, number>>>;

export const WIDTH_MIN = 64;
const WIDTH_MAX = 1_200;
/** Of one press of an arrow key, pixels. */
const STEP = 16;
/** Of the column with the buttons of each row, which cannot be moved. */
export const ACTIONS = '(actions)';

/** At the right of a column’s title: makes the column wider or narrower, by dragging or by the arrow keys. */
export function ColumnGrip<Row>({ column, widths }: { column: Column<Row>; widths: Widths }) {
  const { key, title } = column;
  const now = widths.value[key];
  const resize = (to: number) => {
    widths.value = { ...widths.peek(), [key]: Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, to)) };
  };
  const onDown = (event: PointerEvent) => {
    event.preventDefault();
    const grip = event.currentTarget as HTMLElement;
    grip.setPointerCapture(event.pointerId);
    const start = hold(grip, widths)[key] - event.clientX;
    const move = ({ clientX }: PointerEvent) => resize(start + clientX);
    grip.addEventListener('pointermove', move);
    grip.addEventListener(
      'lostpointercapture',
      () => grip.removeEventListener('pointermove', move),
      {
        once: true,
      },
    );
  };
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by !== undefined) resize(hold(event.currentTarget as HTMLElement, widths)[key] + by);
    else if (event.key === 'Home') widths.value = {};
    else return;
    event.preventDefault();
  };
  return html`<span
    class="grip"
    role="separator"
    tabindex="0"
    aria-orientation="vertical"
    aria-label=${tableWords.widthOf(title)}
    aria-valuemin=${WIDTH_MIN}
    aria-valuemax=${WIDTH_MAX}
    aria-valuenow=${now ?? WIDTH_MIN}
    aria-valuetext=${now === undefined ? tableWords.widthAuto : tableWords.widthPx(now)}
    onPointerDown=${onDown}
    onKeyDown=${onKey}
    onDblClick=${() => {
      widths.value = {};
    }}
  ></span>`;
}

/** From the first change on all columns keep the widths that they have: none jumps because another one moves. */
function hold(grip: HTMLElement, widths: Widths): Readonly<Record<string, number>> {
  const titles = grip.closest('tr')?.querySelectorAll<HTMLElement>('th[data-key]') ?? [];
  const measured = [...titles].map((th) => [th.dataset.key, th.offsetWidth] as const);
  widths.value = { ...Object.fromEntries(measured), ...widths.peek() };
  return widths.peek();
}
