import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { html } from 'htm/preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { useApp } from '../../session/app.ts';
import { chartWords } from '../../text/charts.ts';
import type { ChartColours } from './chart-colours.ts';
import { type LineFrame, LinePlot } from './line-plot.ts';
import { onThemeChange } from './on-theme-change.ts';
import {
  type AxisShape,
  changed,
  LINEAR_AXIS,
  LOG_AXIS,
  panned,
  type Range,
  zoomed,
} from './view-range.ts';

export interface LineChartProps {
  /** What the chart shows, for who cannot see it. */
  readonly label: string;
  readonly height: number;
  /** Null while there is nothing to draw. */
  readonly frame: LineFrame | null;
  /** All there is of the x axis. */
  readonly whole: Range;
  readonly onRange: (range: Range) => void;
  /** Where the cursor stands on the x axis; the arrow keys move it. */
  readonly cursor: Signal<number | null>;
  /** Draws more into the plot; called again when `marks` changes. */
  readonly decorate?: (u: uPlot, colours: ChartColours) => void;
  readonly marks?: unknown;
  /** The place was pressed, or Enter was. */
  readonly onPick?: (x: number) => void;
}

const KEY_STEPS = 400;
const ZOOM_STEP = 0.7;
const PAN_STEP = 0.25;

/**
 * A chart of several lines that is read and moved by mouse, fingers and keys alike: arrows move the cursor, plus and minus zoom,
 * Page Up and Down move the range, 0 shows the whole.
 */
export function LineChart(props: LineChartProps) {
  const { label, height, frame, cursor, marks } = props;
  const app = useApp();
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<LinePlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  // Fingers and keys come faster than a page is drawn: each begins from what the one before it asked for.
  const range = useRef<Range | null>(null);
  // Not with every drawing: that of something else may still have the frame of before.
  useMemo(() => {
    range.current = frame?.xRange ?? null;
  }, [frame]);
  const goTo = (next: Range) => {
    range.current = next;
    latest.current.onRange(next);
  };
  const pressedAt = useSignal<number | null>(null);
  // Together with the page: what is pressed right after it is read from the axes that the page speaks of.
  useLayoutEffect(() => {
    const made = new LinePlot({
      host: host.current!,
      height,
      decorate: (u, colours) => {
        latest.current.decorate?.(u, colours);
        drawCursor(u, latest.current.cursor.peek(), colours);
      },
      onCursor: (x) => {
        // Leaving the plot keeps the cursor where it is: it may be read elsewhere on the page.
        if (x !== null) cursor.value = x;
      },
      onSelect: (range) => latest.current.onRange(range),
      change: (factor, from, to) => {
        const { frame: shown, whole } = latest.current;
        if (shown === null || range.current === null) return;
        goTo(changed(range.current, factor, [from, to], whole, shapeOf(shown)));
      },
    });
    made.start();
    plot.current = made;
    const end = onThemeChange(app, () => made.remake());
    return () => {
      end();
      plot.current = null;
      made.stop();
    };
  }, [height]);
  useLayoutEffect(() => {
    if (frame !== null) plot.current?.draw(frame);
  }, [frame, height]);
  useLayoutEffect(() => plot.current?.redraw(), [marks]);
  useSignalEffect(() => {
    cursor.value;
    plot.current?.redraw();
  });
  return html`<div
    class="plot line-chart"
    style=${{ height: `${height}px` }}
    ref=${host}
    tabindex="0"
    role="application"
    aria-roledescription=${chartWords.chart}
    aria-label=${`${label}. ${chartWords.keys}`}
    onKeyDown=${(event: KeyboardEvent) =>
      onKey(event, {
        ...latest.current,
        frame: frame && { ...frame, xRange: range.current ?? frame.xRange },
        onRange: goTo,
      })}
    onPointerDown=${(event: PointerEvent) => {
      pressedAt.value = event.clientX;
    }}
    onClick=${(event: MouseEvent) => {
      // A drag was a zoom, no press.
      const moved = Math.abs(event.clientX - (pressedAt.peek() ?? event.clientX));
      // Not the cursor: it follows a frame later.
      const x = plot.current?.placeAt(event.clientX) ?? null;
      if (moved >= 4 || x === null) return;
      cursor.value = x;
      props.onPick?.(x);
    }}
    onTouchStart=${(event: TouchEvent) => onTouch(event, plot.current)}
    onTouchMove=${(event: TouchEvent) => onTouch(event, plot.current)}
  >
  </div>`;
}

function shapeOf(frame: LineFrame | null): AxisShape {
  return frame?.isXLog ? LOG_AXIS : LINEAR_AXIS;
}

function zoomAt({ frame, whole, onRange }: LineChartProps, factor: number, share: number): void {
  if (frame === null) return;
  const shape = shapeOf(frame);
  const [low, high] = frame.xRange.map(shape.to);
  onRange(zoomed(frame.xRange, factor, shape.from(low + share * (high - low)), whole, shape));
}

function panBy({ frame, whole, onRange }: LineChartProps, share: number): void {
  if (frame !== null) onRange(panned(frame.xRange, share, whole, shapeOf(frame)));
}

function onKey(event: KeyboardEvent, props: LineChartProps): void {
  const { frame, cursor, whole, onRange, onPick } = props;
  if (frame === null || event.ctrlKey || event.metaKey || event.altKey) return;
  const shape = shapeOf(frame);
  const [low, high] = frame.xRange.map(shape.to);
  const at = shape.to(cursor.peek() ?? shape.from(low));
  const move = (place: number) => {
    cursor.value = shape.from(Math.min(high, Math.max(low, place)));
  };
  const step = ((high - low) / KEY_STEPS) * (event.shiftKey ? 10 : 1);
  const share = high === low ? 0.5 : Math.min(1, Math.max(0, (at - low) / (high - low)));
  const act = {
    ArrowLeft: () => move(at - step),
    ArrowRight: () => move(at + step),
    Home: () => move(low),
    End: () => move(high),
    '+': () => zoomAt(props, ZOOM_STEP, share),
    '=': () => zoomAt(props, ZOOM_STEP, share),
    '-': () => zoomAt(props, 1 / ZOOM_STEP, share),
    PageUp: () => panBy(props, -PAN_STEP),
    PageDown: () => panBy(props, PAN_STEP),
    '0': () => onRange(whole),
    Enter: () => onPick?.(shape.from(at)),
  }[event.key];
  if (act === undefined) return;
  event.preventDefault();
  // Keys of the page, such as the one for holding, are not meant.
  event.stopPropagation();
  act();
}

/** One finger reads the chart; scrolling the page stays possible. Two fingers are the gestures' concern. */
function onTouch(event: TouchEvent, plot: LinePlot | null): void {
  const [finger] = event.touches;
  if (event.touches.length === 1) plot?.moveCursorTo(finger.clientX, finger.clientY);
}

function drawCursor(u: uPlot, x: number | null, colours: ChartColours): void {
  if (x === null) return;
  const { ctx, bbox } = u;
  const left = Math.round(u.valToPos(x, 'x', true)) + 0.5;
  if (!(left >= bbox.left && left <= bbox.left + bbox.width)) return;
  ctx.save();
  ctx.strokeStyle = colours.focus;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(left, bbox.top);
  ctx.lineTo(left, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
