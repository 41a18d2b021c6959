import './valid-language.ts';
import uPlot from 'uplot';
import { timeZone } from '../../text/time-zone.ts';
import { axisWords } from './axis-words.ts';
import { type ChartColours, chartColours } from './chart-colours.ts';
import { drawMarkers, type Marker } from './marker.ts';
import { timeLabels } from './time-axis.ts';

type Range = readonly [number, number];
type Values = ArrayLike<number | null>;

export interface PlotOptions {
  readonly host: HTMLElement;
  readonly height: number;
  /** Written at the ends of the axes. */
  readonly xUnit: string;
  readonly yUnit: string;
  readonly time?: boolean;
  /** Draws more into the plot, above the grid. */
  readonly decorate?: (u: uPlot, colours: ChartColours) => void;
  /** The cursor stands on this sample, or on none. */
  readonly onCursor: (index: number | null) => void;
  readonly onZoom: (range: Range) => void;
}

export interface PlotFrame {
  readonly x: Values;
  readonly y: Values;
  /** Upper edge of a band above `y`. */
  readonly top?: Values;
  readonly xRange: Range;
  readonly yRange: Range;
  readonly markers: readonly Marker[];
}

const UNIT = { min: 0, max: 1 };

/**
 * One line chart on a canvas: takes whole frames, follows its host's width and the theme. Scrolled out of sight it keeps the last
 * frame for when it is seen: drawing what nobody sees costs a phone as much as what is seen.
 */
export class Plot {
  private readonly options: PlotOptions;
  private colours!: ChartColours;
  /** Null until it is made: at its first frame, or in a task of its own. */
  private u: uPlot | null = null;
  private making: ReturnType<typeof setTimeout> | undefined;
  private frame: PlotFrame | null = null;
  private readonly sizes: ResizeObserver;
  private readonly sight: IntersectionObserver;
  /** Taken for seen until the browser says otherwise: the first frame is always drawn. */
  private isSeen = true;
  private isDrawn = true;
  private readonly drawForPaper = () => this.show();

  constructor(options: PlotOptions) {
    this.options = options;
    this.sizes = new ResizeObserver(() => this.resize());
    this.sight = new IntersectionObserver((entries) => this.look(entries), { rootMargin: '10%' });
  }

  /** Several charts of a page that are made in one task would keep a phone from hearing a finger. */
  start(): void {
    this.making = setTimeout(() => this.made());
    this.sizes.observe(this.options.host);
    this.sight.observe(this.options.host);
    window.addEventListener('beforeprint', this.drawForPaper);
  }

  stop(): void {
    clearTimeout(this.making);
    this.sizes.disconnect();
    this.sight.disconnect();
    window.removeEventListener('beforeprint', this.drawForPaper);
    this.u?.destroy();
  }

  /** Draws the frame, in the next animation frame of uPlot's own. */
  draw(frame: PlotFrame): void {
    this.frame = frame;
    this.isDrawn = false;
    if (this.isSeen) this.show();
  }

  private look(entries: readonly IntersectionObserverEntry[]): void {
    this.isSeen = entries[entries.length - 1].isIntersecting;
    if (this.isSeen) this.show();
  }

  private show(): void {
    if (this.frame === null || this.isDrawn) return;
    this.isDrawn = true;
    const { x, y, top, xRange, yRange } = this.frame;
    const u = this.made();
    u.batch(() => {
      u.setData([x, y, top ?? y] as unknown as uPlot.AlignedData, false);
      u.setScale('x', { min: xRange[0], max: xRange[1] });
      u.setScale('y', { min: yRange[0], max: yRange[1] });
    });
  }

  /** Colours and units are read anew; needed when the theme or a unit changes. */
  remake(): void {
    if (this.u === null) return;
    this.u.destroy();
    this.u = this.make();
    if (this.frame !== null) this.draw(this.frame);
  }

  /** Puts the cursor on a sample. */
  moveCursor(index: number): void {
    if (this.frame === null) return;
    // The keys may be quicker than the browser, which has yet to say that the chart is seen.
    this.show();
    const u = this.made();
    const left = u.valToPos(Number(this.frame.x[index]), 'x');
    const top = u.valToPos(Number(this.frame.y[index] ?? 0), 'y');
    u.setCursor({ left, top });
  }

  /** Puts the cursor where a finger is, in px of the page. */
  moveCursorTo(pageX: number, pageY: number): void {
    this.show();
    const u = this.made();
    const { left, top } = u.over.getBoundingClientRect();
    u.setCursor({ left: pageX - left, top: pageY - top });
  }

  private resize(): void {
    const { clientWidth: width, clientHeight } = this.options.host;
    // As high as its place, which a chart over the whole screen has grown.
    const height = clientHeight || this.options.height;
    if (width > 0 && (width !== this.u?.width || height !== this.u.height)) {
      this.u?.setSize({ width, height });
    }
  }

  private made(): uPlot {
    this.u ??= this.make();
    return this.u;
  }

  private make(): uPlot {
    const { host, height, time, decorate } = this.options;
    this.colours = chartColours(host);
    const { trace, 'trace-soft': soft } = this.colours;
    return new uPlot(
      {
        width: Math.max(200, host.clientWidth),
        height: host.clientHeight || height,
        legend: { show: false },
        padding: [8, 28, 0, 0],
        // Until there is data the axes keep their room, without figures.
        scales: { x: { time: time ?? false, auto: false, ...UNIT }, y: { auto: false, ...UNIT } },
        ...inZone(),
        axes: [this.xAxis(), this.yAxis()],
        series: [
          {},
          { stroke: trace, width: 1.25, points: { show: false }, spanGaps: false },
          { stroke: 'transparent', points: { show: false }, spanGaps: false },
        ],
        bands: [{ series: [2, 1], fill: soft }],
        cursor: {
          drag: { x: true, y: false, setScale: false },
          points: { size: 9, fill: this.colours.focus },
          y: false,
        },
        hooks: {
          draw: [
            (u) => {
              decorate?.(u, this.colours);
              if (this.frame !== null) drawMarkers(u, this.frame.markers, this.colours);
            },
          ],
          setCursor: [(u) => this.options.onCursor(u.cursor.idx ?? null)],
          setSelect: [(u) => this.zoom(u)],
        },
      },
      [[], [], []],
      host,
    );
  }

  private zoom(u: uPlot): void {
    const { left, width } = u.select;
    if (width < 8) return;
    const range: Range = [u.posToVal(left, 'x'), u.posToVal(left + width, 'x')];
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.options.onZoom(range);
  }

  private xAxis(): uPlot.Axis {
    const { xUnit, time } = this.options;
    return {
      ...this.axis(),
      size: time ? 44 : 30,
      values: (_, ticks, __, ___, step) => {
        if (this.frame === null) return ticks.map(() => '');
        return time ? timeLabels(ticks, step) : axisWords(ticks, step, xUnit);
      },
    };
  }

  private yAxis(): uPlot.Axis {
    const { yUnit } = this.options;
    return {
      ...this.axis(),
      size: (_, words) => 10 + 7 * Math.max(7, ...(words ?? []).map((word) => word.length)),
      values: (_, ticks, __, ___, step) =>
        this.frame === null ? ticks.map(() => '') : axisWords(ticks, step, yUnit),
    };
  }

  private axis(): uPlot.Axis {
    const { soft, line } = this.colours;
    return {
      stroke: soft,
      font: `12px ${getComputedStyle(this.options.host).fontFamily}`,
      grid: { stroke: line, width: 1 },
      ticks: { stroke: line, width: 1, size: 4 },
      gap: 4,
    };
  }
}

/** Ticks stand at whole hours and days of the person’s zone. */
function inZone(): Pick<uPlot.Options, 'tzDate'> {
  const zone = timeZone.value;
  return zone === undefined ? {} : { tzDate: (s) => uPlot.tzDate(new Date(s * 1000), zone) };
}
