import './valid-language.ts';
import uPlot from 'uplot';
import { timeZone } from '../../text/time-zone.ts';
import { axisWords } from './axis-words.ts';
import { type ChartColours, chartColours } from './chart-colours.ts';
import type { LineLook } from './line-look.ts';
import { listenToGestures } from './plot-gestures.ts';
import { timeLabels } from './time-axis.ts';
import type { Range } from './view-range.ts';

type Values = ArrayLike<number | null>;

/** One of the plot's lines; `y` names the axis by its unit. */
export interface PlotLine {
  readonly key: string;
  readonly y: string;
  readonly values: Values;
  /** Upper edge of a band above the line. */
  readonly top?: Values | undefined;
  readonly look: LineLook;
  /** Drawn thicker, as the one that is chosen. */
  readonly isChosen?: boolean;
  /** Drawn although values lie further apart than the x that other lines need. */
  readonly spansGaps?: boolean;
}

/** An axis up the side; two stand left and right, more only in the readout. */
export interface PlotAxis {
  readonly unit: string;
  readonly range: Range;
  readonly isLog?: boolean;
}

export interface LineFrame {
  readonly x: Values;
  readonly lines: readonly PlotLine[];
  readonly axes: readonly PlotAxis[];
  readonly xRange: Range;
  readonly xUnit: string;
  readonly isTime?: boolean;
  readonly isXLog?: boolean;
}

export interface LinePlotOptions {
  readonly host: HTMLElement;
  readonly height: number;
  /** Draws more into the plot, above the grid and below nothing. */
  readonly decorate: (u: uPlot, colours: ChartColours) => void;
  /** The pointer stands at this place of the axis, or on none. */
  readonly onCursor: (x: number | null) => void;
  /** A stretch was dragged over. */
  readonly onSelect: (range: Range) => void;
  /** The range is to be `factor` times as long, and what lay at the share `from` of the plot is to lie at `to`. */
  readonly change: (factor: number, from: number, to: number) => void;
}

/** Several lines on one canvas with an axis for each unit; follows its host's width and the theme. */
export class LinePlot {
  private readonly options: LinePlotOptions;
  private readonly sizes: ResizeObserver;
  private u: uPlot | null = null;
  private frame: LineFrame | null = null;
  private madeFor = '';
  private endGestures: () => void = () => undefined;

  constructor(options: LinePlotOptions) {
    this.options = options;
    this.sizes = new ResizeObserver(() => this.resize());
  }

  start(): void {
    this.sizes.observe(this.options.host);
  }

  stop(): void {
    this.sizes.disconnect();
    this.endGestures();
    this.u?.destroy();
  }

  /** Draws the frame; the plot is made anew only where its axes or the looks of its lines changed. */
  draw(frame: LineFrame): void {
    this.frame = frame;
    const needed = structureOf(frame);
    if (this.u === null || needed !== this.madeFor) this.make(frame, needed);
    const u = this.u!;
    u.batch(() => {
      const columns = frame.lines.flatMap(({ values, top }) => [values, top ?? values]);
      u.setData([frame.x, ...columns] as unknown as uPlot.AlignedData, false);
      u.setScale('x', { min: frame.xRange[0], max: frame.xRange[1] });
      for (const { unit, range } of frame.axes) {
        u.setScale(scaleOf(unit), { min: range[0], max: range[1] });
      }
    });
  }

  /** Colours are read anew; needed when the theme changes. */
  remake(): void {
    this.madeFor = '';
    if (this.frame !== null) this.draw(this.frame);
  }

  /** Only what lies over the lines changed. */
  redraw(): void {
    this.u?.redraw(false, false);
  }

  /** Where a finger is, in px of the page. */
  moveCursorTo(pageX: number, pageY: number): void {
    if (this.u === null) return;
    const { left, top } = this.u.over.getBoundingClientRect();
    this.u.setCursor({ left: pageX - left, top: pageY - top });
  }

  /** What lies at a place of the page, in units of the axis; null beside the lines. */
  placeAt(pageX: number): number | null {
    if (this.u === null) return null;
    const { left, width } = this.u.over.getBoundingClientRect();
    const at = pageX - left;
    return at < 0 || at > width ? null : this.u.posToVal(at, 'x');
  }

  private resize(): void {
    const width = this.options.host.clientWidth;
    if (this.u !== null && width > 0 && width !== this.u.width) {
      this.u.setSize({ width, height: this.options.height });
    }
  }

  private make(frame: LineFrame, madeFor: string): void {
    const { host, height, decorate, onCursor, change } = this.options;
    const colours = chartColours(host);
    this.endGestures();
    this.u?.destroy();
    const zone = timeZone.value;
    const u = new uPlot(
      {
        width: Math.max(200, host.clientWidth),
        height,
        legend: { show: false },
        padding: [8, frame.axes.length > 1 ? 0 : 28, 0, 0],
        scales: {
          x: { time: frame.isTime ?? false, auto: false, distr: frame.isXLog ? 3 : 1 },
          ...Object.fromEntries(
            frame.axes.map(({ unit, isLog }) => [
              scaleOf(unit),
              { auto: false, distr: isLog ? (3 as const) : (1 as const) },
            ]),
          ),
        },
        ...(zone === undefined
          ? {}
          : { tzDate: (s: number) => uPlot.tzDate(new Date(s * 1000), zone) }),
        axes: axesOf(frame, colours, host),
        series: [{}, ...frame.lines.flatMap((line) => seriesOf(line, colours))],
        bands: frame.lines.flatMap(({ top, look }, i) =>
          top === undefined
            ? []
            : [
                {
                  series: [2 * i + 2, 2 * i + 1] as uPlot.Band.Bounds,
                  fill: soft(colours[look.colour]),
                },
              ],
        ),
        cursor: {
          drag: { x: true, y: false, setScale: false },
          points: { show: false },
          // Our own stands until the next one, and follows the keys.
          x: false,
          y: false,
          bind: {
            // With Shift the plot is moved instead.
            mousedown: (_, __, handler) => (event) =>
              event.button === 0 && !event.shiftKey ? handler(event) : null,
          },
        },
        hooks: {
          draw: [(made) => decorate(made, colours)],
          setCursor: [
            (made) => {
              const { left } = made.cursor;
              onCursor(left === undefined || left < 0 ? null : made.posToVal(left, 'x'));
            },
          ],
          setSelect: [(made) => this.select(made)],
        },
      },
      [[], ...frame.lines.flatMap(() => [[], []])] as unknown as uPlot.AlignedData,
      host,
    );
    this.u = u;
    this.madeFor = madeFor;
    this.endGestures = listenToGestures({
      ...{ over: u.over, host },
      change: (factor, from, to) => change(factor.x, from.x, to.x),
    });
  }

  private select(u: uPlot): void {
    const { left, width } = u.select;
    if (width < 8) return;
    const range: Range = [u.posToVal(left, 'x'), u.posToVal(left + width, 'x')];
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.options.onSelect(range);
  }
}

/** The name of a unit's axis inside the plot. */
export function scaleOf(unit: string): string {
  return `y ${unit}`;
}

function structureOf({ lines, axes, xUnit, isTime, isXLog }: LineFrame): string {
  return JSON.stringify([
    ...[xUnit, isTime, isXLog, timeZone.value],
    axes.map(({ unit, isLog }) => [unit, isLog]),
    lines.map(({ key, y, look, top, isChosen, spansGaps }) => [
      ...[key, y, look.colour, top !== undefined, isChosen, spansGaps],
    ]),
  ]);
}

function seriesOf(line: PlotLine, colours: ChartColours): uPlot.Series[] {
  const { y, look, isChosen, spansGaps = false } = line;
  const common = { scale: scaleOf(y), spanGaps: spansGaps };
  const dash = look.dash.length > 0 ? { dash: look.dash.map((px) => px * devicePixelRatio) } : {};
  return [
    {
      ...common,
      ...dash,
      stroke: colours[look.colour],
      width: isChosen ? 2.25 : 1.25,
      points: { show: false },
    },
    { ...common, stroke: 'transparent', points: { show: false } },
  ];
}

function axesOf(frame: LineFrame, colours: ChartColours, host: HTMLElement): uPlot.Axis[] {
  const common: uPlot.Axis = {
    stroke: colours.soft,
    font: `12px ${getComputedStyle(host).fontFamily}`,
    grid: { stroke: colours.line, width: 1 },
    ticks: { stroke: colours.line, width: 1, size: 4 },
    gap: 4,
  };
  const x: uPlot.Axis = {
    ...common,
    size: frame.isTime ? 44 : 30,
    values: (_, ticks, __, ___, step) =>
      frame.isTime ? timeLabels(ticks, step) : axisWords(ticks, step, frame.xUnit, frame.isXLog),
  };
  // A phone has room for one; the others are read in the list of values.
  const sides = host.clientWidth < 480 ? 1 : 2;
  const ys = frame.axes.slice(0, sides).map(
    ({ unit, isLog }, i): uPlot.Axis => ({
      ...common,
      scale: scaleOf(unit),
      side: i === 0 ? 3 : 1,
      // One grid is enough: the second axis only has its ticks.
      grid: { ...common.grid, show: i === 0 },
      size: (_, words) => 10 + 7 * Math.max(7, ...(words ?? []).map((word) => word.length)),
      values: (_, ticks, __, ___, step) => axisWords(ticks, step, unit, isLog),
    }),
  );
  return [x, ...ys];
}

/** The same colour, but hardly there. */
function soft(colour: string): string {
  return colour.startsWith('rgb(')
    ? colour.replace('rgb(', 'rgba(').replace(')', ', 0.14)')
    : colour;
}
