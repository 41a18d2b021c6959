import './valid-language.ts';
import uPlot from 'uplot';
import { axisWords } from './axis-words.ts';
import { type ChartColours, chartColours } from './chart-colours.ts';
import { listenToGestures, type Pair } from './plot-gestures.ts';
import type { Range } from './view-range.ts';

/** A part of a plane: from left to right, and from above to below. */
export interface PlanePart {
  readonly x: Range;
  readonly y: Range;
}

/** What a plane shows, and what stands along it. */
export interface PlaneFrame extends PlanePart {
  readonly xUnit: string;
  readonly yUnit: string;
  /** Words for places of the upright axis, in the place of numbers. */
  readonly yWords?: readonly { readonly at: number; readonly word: string }[];
}

export interface PlanePlotOptions {
  readonly host: HTMLElement;
  readonly height: number;
  /** Draws all that lies on the plane. */
  readonly paint: (u: uPlot, colours: ChartColours) => void;
  /** The pointer stands at this place, in units of the axes, or on none. */
  readonly onCursor: (place: Pair | null) => void;
  /** A part was dragged over; null where a plane is shown as a whole only. */
  readonly onSelect: ((part: PlanePart) => void) | null;
  readonly change: (factor: Pair, from: Pair, to: Pair) => void;
}

/** Dragging less than this along an axis leaves it as it is. */
const ONE_WAY_PX = 24;
const LETTER_PX = 7;
const WORD_ROW_PX = 15;
/** How high the axis across is. */
const ACROSS_PX = 30;

/** A plane with an axis across and one down, on a canvas; follows its host’s width and the theme. */
export class PlanePlot {
  readonly #options: PlanePlotOptions;
  readonly #sizes: ResizeObserver;
  #u: uPlot | null = null;
  #frame: PlaneFrame | null = null;
  #madeFor = '';
  #heard: MouseEvent | null = null;
  #endGestures: () => void = () => undefined;

  constructor(options: PlanePlotOptions) {
    this.#options = options;
    this.#sizes = new ResizeObserver(() => this.#resize());
  }

  start(): void {
    this.#sizes.observe(this.#options.host);
  }

  stop(): void {
    this.#sizes.disconnect();
    this.#endGestures();
    this.#u?.destroy();
  }

  /** Shows the frame; the plot is made anew only where its axes have other words. */
  draw(frame: PlaneFrame): void {
    this.#frame = frame;
    const needed = JSON.stringify([frame.xUnit, frame.yUnit, frame.yWords]);
    if (this.#u === null || needed !== this.#madeFor) this.#make(frame, needed);
    const u = this.#u!;
    u.batch(() => {
      u.setScale('x', { min: frame.x[0], max: frame.x[1] });
      u.setScale('y', { min: frame.y[0], max: frame.y[1] });
    });
  }

  /** Colours are read anew; needed when the theme changes. */
  remake(): void {
    this.#madeFor = '';
    if (this.#frame !== null) this.draw(this.#frame);
  }

  /** Only what lies on the plane changed. */
  redraw(): void {
    this.#u?.redraw(false, false);
  }

  /** What lies at a place of the page, in units of the axes; null beside the plane. */
  placeAt(pageX: number, pageY: number): Pair | null {
    if (this.#u === null) return null;
    const { left, top, width, height } = this.#u.over.getBoundingClientRect();
    const [x, y] = [pageX - left, pageY - top];
    if (x < 0 || y < 0 || x > width || y > height) return null;
    return { x: this.#u.posToVal(x, 'x'), y: this.#u.posToVal(y, 'y') };
  }

  #resize(): void {
    const width = this.#options.host.clientWidth;
    if (this.#u !== null && width > 0 && width !== this.#u.width) {
      this.#u.setSize({ width, height: this.#options.height });
    }
  }

  #make(frame: PlaneFrame, madeFor: string): void {
    const { host, height, paint, onSelect, change } = this.#options;
    const colours = chartColours(host);
    this.#endGestures();
    this.#u?.destroy();
    const u = new uPlot(
      {
        width: Math.max(200, host.clientWidth),
        height,
        legend: { show: false },
        padding: [8, 28, 0, 0],
        scales: {
          x: { time: false, auto: false, range: exactly },
          // What came first stands above.
          y: { auto: false, range: exactly, dir: -1 },
        },
        axes: axesOf(frame, colours, host),
        series: [{}, { stroke: 'transparent', points: { show: false } }],
        cursor: {
          drag:
            onSelect === null
              ? { x: false, y: false, setScale: false }
              : { x: true, y: true, uni: ONE_WAY_PX, setScale: false },
          points: { show: false },
          x: false,
          y: false,
          bind: {
            // With Shift the plane is moved instead.
            mousedown: (_, __, handler) => (event) =>
              event.button === 0 && !event.shiftKey ? handler(event) : null,
          },
        },
        hooks: {
          draw: [(made) => paint(made, colours)],
          setCursor: [(made) => this.#hearCursor(made)],
          setSelect: [(made) => this.#select(made)],
        },
      },
      [[], []],
      host,
    );
    this.#u = u;
    this.#madeFor = madeFor;
    this.#endGestures =
      onSelect === null ? () => undefined : listenToGestures({ over: u.over, host, change });
  }

  /** A plane that is zoomed says again where the pointer rests: the cursor may have gone on by keys since. */
  #hearCursor(u: uPlot): void {
    const { event } = u.cursor;
    if (event == null || event === this.#heard) return;
    this.#heard = event;
    this.#options.onCursor(placeOf(u));
  }

  #select(u: uPlot): void {
    const { left, top, width, height } = u.select;
    if (width < 8 || height < 8) return;
    const part: PlanePart = {
      x: [u.posToVal(left, 'x'), u.posToVal(left + width, 'x')],
      y: [u.posToVal(top, 'y'), u.posToVal(top + height, 'y')],
    };
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.#options.onSelect?.(part);
  }
}

/** No room around what is shown: the picture reaches to the edges. */
function exactly(_: uPlot, low: number | null, high: number | null): [number, number] {
  return [low ?? 0, high ?? 1];
}

function placeOf(u: uPlot): Pair | null {
  const { left = -1, top = -1 } = u.cursor;
  return left < 0 || top < 0 ? null : { x: u.posToVal(left, 'x'), y: u.posToVal(top, 'y') };
}

function axesOf(frame: PlaneFrame, colours: ChartColours, host: HTMLElement): uPlot.Axis[] {
  const { xUnit, yUnit, yWords } = frame;
  const common: uPlot.Axis = {
    stroke: colours.soft,
    font: `12px ${getComputedStyle(host).fontFamily}`,
    // A grid would lie under the picture.
    grid: { show: false },
    ticks: { stroke: colours.line, width: 1, size: 4 },
    gap: 4,
  };
  const widest = (words: readonly string[] | null) =>
    10 +
    LETTER_PX *
      Math.max(5, ...(words ?? []).flatMap((word) => word.split('\n').map(({ length }) => length)));
  return [
    {
      ...common,
      size: ACROSS_PX,
      space: 72,
      values: (_, ticks, __, ___, step) => axisWords(ticks, step, xUnit),
    },
    {
      ...common,
      scale: 'y',
      size: (_, words) => widest(words),
      ...(yWords === undefined
        ? {
            values: (_: uPlot, ticks: number[], __: number, ___: number, step: number) =>
              axisWords(ticks, step, yUnit),
          }
        : wordedAxis(yWords)),
    },
  ];
}

/** Words where they belong, and as many as have room. */
function wordedAxis(
  words: NonNullable<PlaneFrame['yWords']>,
): Pick<uPlot.Axis, 'splits' | 'values'> {
  const wordAt = new Map(words.map(({ at, word }) => [at, word]));
  return {
    splits: (u, _, low, high) => {
      const shown = words.filter(({ at }) => at >= low && at <= high).map(({ at }) => at);
      const rows = Math.max(...words.map(({ word }) => word.split('\n').length), 1);
      const most = Math.max(1, Math.floor((u.height - ACROSS_PX) / (rows * WORD_ROW_PX + 4)));
      const each = Math.ceil(shown.length / most);
      return shown.filter((_at, i) => i % each === 0);
    },
    values: (_, places) => places.map((at) => wordAt.get(at) ?? ''),
  };
}
