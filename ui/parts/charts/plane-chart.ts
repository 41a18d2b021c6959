import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { html } from 'htm/preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { useApp } from '../../session/app.ts';
import { chartWords } from '../../text/charts.ts';
import type { ChartColours } from './chart-colours.ts';
import { onThemeChange } from './on-theme-change.ts';
import { type PlaneFrame, type PlanePart, PlanePlot } from './plane-plot.ts';
import type { Pair } from './plot-gestures.ts';
import { changed, panned, zoomed } from './view-range.ts';

export interface PlaneChartProps {
  /** What the plane shows, for who cannot see it. */
  readonly label: string;
  readonly height: number;
  readonly frame: PlaneFrame;
  /** All there is; null where it is always shown. */
  readonly whole: PlanePart | null;
  /** Another part is to be shown; the answer is what will be. */
  readonly onPart?: (part: PlanePart) => PlanePart;
  /** The wheel and the keys zoom across only: below each other are a few rows, each of which counts. */
  readonly zoomsAcross?: boolean;
  /** Where the cursor stands, in units of the axes; the arrow keys move it. */
  readonly cursor: Signal<Pair | null>;
  /** Where an arrow key leads, where places are not as fine as the screen. */
  readonly step?: ((from: Pair, across: number, down: number) => Pair) | undefined;
  readonly paint: (u: uPlot, colours: ChartColours) => void;
  /** Another object, where `paint` draws something else. */
  readonly marks: unknown;
  /** The place was pressed, or Enter was. */
  readonly onPick: (place: Pair) => void;
}

const KEY_STEPS = 400;
const ZOOM_STEP = 0.7;
const PAN_STEP = 0.25;

/**
 * A picture over two axes that is read and moved by mouse, fingers and keys alike: arrows move the cursor, plus and minus zoom,
 * Page Up and Down move to the sides and with Shift up and down, 0 shows the whole.
 */
export function PlaneChart(props: PlaneChartProps) {
  const { label, height, frame, whole, cursor, marks } = props;
  const app = useApp();
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<PlanePlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  // Fingers and keys come faster than a page is drawn: each begins from what the one before it asked for.
  const part = useRef<PlanePart>(frame);
  // Not with every drawing: that of something else may still have the frame of before.
  useMemo(() => {
    part.current = frame;
  }, [frame]);
  const pressedAt = useSignal<Pair | null>(null);
  const canZoom = whole !== null;
  const goTo = (next: PlanePart) => {
    part.current = latest.current.onPart?.(next) ?? next;
    return part.current;
  };
  // Together with the page: what is pressed right after it is read from the axes that the page speaks of.
  useLayoutEffect(() => {
    const made = new PlanePlot({
      host: host.current!,
      height,
      paint: (u, colours) => latest.current.paint(u, colours),
      onCursor: (place) => {
        // Leaving the plane keeps the cursor where it is: it may be read elsewhere on the page.
        if (place !== null) cursor.value = place;
      },
      onSelect: canZoom ? goTo : null,
      change: (factor, from, to) => {
        const { whole: all } = latest.current;
        if (all === null) return;
        const { x, y } = part.current;
        goTo({
          x: changed(x, factor.x, [from.x, to.x], all.x),
          y: changed(y, factorDown(latest.current, factor), [from.y, to.y], all.y),
        });
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
  }, [height, canZoom]);
  useLayoutEffect(() => plot.current?.draw(frame), [frame, height, canZoom]);
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
    aria-label=${`${label}. ${canZoom ? chartWords.planeKeys : chartWords.stillKeys}`}
    onKeyDown=${(event: KeyboardEvent) =>
      onKey(event, { ...latest.current, frame: { ...frame, ...part.current }, onPart: goTo })}
    onPointerDown=${(event: PointerEvent) => {
      pressedAt.value = { x: event.clientX, y: event.clientY };
    }}
    onClick=${(event: MouseEvent) => {
      const { x, y } = pressedAt.peek() ?? { x: event.clientX, y: event.clientY };
      // A drag was a zoom, no press.
      const moved = Math.max(Math.abs(event.clientX - x), Math.abs(event.clientY - y));
      // Not the cursor: it follows a frame later.
      const place = plot.current?.placeAt(event.clientX, event.clientY) ?? null;
      if (moved >= 4 || place === null) return;
      cursor.value = place;
      props.onPick(place);
    }}
    onTouchStart=${(event: TouchEvent) => onTouch(event, plot.current, cursor)}
    onTouchMove=${(event: TouchEvent) => onTouch(event, plot.current, cursor)}
  >
  </div>`;
}

/** Two fingers that are spread up and down mean it; wheel and keys cannot say which way they mean. */
function factorDown({ zoomsAcross }: PlaneChartProps, { x, y }: Pair): number {
  return zoomsAcross && x === y ? 1 : y;
}

function onKey(event: KeyboardEvent, props: PlaneChartProps): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { frame, whole, cursor, onPart, onPick } = props;
  const at = cursor.peek() ?? { x: frame.x[0], y: frame.y[0] };
  const move = (across: number, down: number) => {
    const step = props.step ?? ((from, right, below) => stepped(frame, from, right, below));
    const times = event.shiftKey ? 10 : 1;
    cursor.value = within(frame, step(at, across * times, down * times));
  };
  const zoom = (factor: number) =>
    whole !== null &&
    onPart?.({
      x: zoomed(frame.x, factor, at.x, whole.x),
      y: zoomed(frame.y, factorDown(props, { x: factor, y: factor }), at.y, whole.y),
    });
  const pan = (share: number) => {
    if (whole === null) return;
    const { x, y } = frame;
    onPart?.(
      event.shiftKey ? { x, y: panned(y, share, whole.y) } : { x: panned(x, share, whole.x), y },
    );
  };
  const act = {
    ArrowLeft: () => move(-1, 0),
    ArrowRight: () => move(1, 0),
    ArrowUp: () => move(0, -1),
    ArrowDown: () => move(0, 1),
    Home: () => {
      cursor.value = { x: frame.x[0], y: at.y };
    },
    End: () => {
      cursor.value = { x: frame.x[1], y: at.y };
    },
    '+': () => zoom(ZOOM_STEP),
    '=': () => zoom(ZOOM_STEP),
    '-': () => zoom(1 / ZOOM_STEP),
    PageUp: () => pan(-PAN_STEP),
    PageDown: () => pan(PAN_STEP),
    '0': () => whole !== null && onPart?.(whole),
    Enter: () => onPick(at),
  }[event.key];
  if (act === undefined) return;
  event.preventDefault();
  // Keys of the page, such as the one for holding, are not meant.
  event.stopPropagation();
  act();
}

function stepped({ x, y }: PlanePart, from: Pair, across: number, down: number): Pair {
  return {
    x: from.x + (across * (x[1] - x[0])) / KEY_STEPS,
    y: from.y + (down * (y[1] - y[0])) / KEY_STEPS,
  };
}

function within({ x, y }: PlanePart, place: Pair): Pair {
  return {
    x: Math.min(x[1], Math.max(x[0], place.x)),
    y: Math.min(y[1], Math.max(y[0], place.y)),
  };
}

/** One finger reads the picture; scrolling the page stays possible. Two fingers are the gestures' concern. */
function onTouch(event: TouchEvent, plot: PlanePlot | null, cursor: Signal<Pair | null>): void {
  const [finger] = event.touches;
  if (event.touches.length !== 1) return;
  cursor.value = plot?.placeAt(finger.clientX, finger.clientY) ?? cursor.peek();
}
