import { solidLook } from '../../parts/charts/line-look.ts';
import type { LineFrame, PlotAxis } from '../../parts/charts/line-plot.ts';
import { niceCeil } from '../../parts/charts/steady-top.ts';
import { LINEAR_AXIS, LOG_AXIS, type Range } from '../../parts/charts/view-range.ts';
import type { AnalysisView } from './analysis-address.ts';
import { displayColumns, type StepValues } from './display-columns.ts';

/** A line to draw: values at equal steps of Hz or seconds, its unit, and how long one Hz is on its axis. */
export interface AnalysisLine extends StepValues {
  readonly key: string;
  readonly unit: string;
  /** 1, or of orders 60 ÷ speed. */
  readonly perHz: number;
}

const COLUMNS = 1000;
/** How much of a spectrum in dB, or in decades, is shown below its top. */
const DB_SPAN = 80;
const DECADES = 4;
const SILENCE = 1e-12;

/** All there is of the x axis of these lines. */
export function wholeRange(lines: readonly AnalysisLine[], isXLog: boolean): Range {
  const ends = lines.map(({ values, step, perHz }) => (values.length - 1) * step * perHz);
  const high = Math.max(1e-9, ...ends);
  const firsts = lines.map(({ step, perHz }) => step * perHz);
  // Zero has no place on a logarithmic axis; a thousandth of the whole is where it becomes empty.
  return [isXLog ? Math.max(high / 1e4, Math.min(...firsts, high / 10)) : 0, high];
}

/** The part of the lines within `range` as the plot draws it. */
export function analysisFrame(
  lines: readonly AnalysisLine[],
  view: Pick<AnalysisView, 'kind' | 'y' | 'isXLog' | 'chosen'>,
  range: Range,
  xUnit: string,
): LineFrame {
  const isWave = view.kind === 'waveform';
  const isXLog = view.isXLog && !isWave;
  const y = isWave ? 'linear' : view.y;
  const steps = lines.map(({ values, step, perHz }) => ({ values, step: step * perHz }));
  const shape = isXLog ? LOG_AXIS : LINEAR_AXIS;
  const drawn = displayColumns(steps, range, COLUMNS, shape, isWave ? 'both' : 'highest');
  const scaled = drawn.lines.map((line) =>
    y === 'db' ? line.map((value) => (value === null ? null : decibel(value))) : line,
  );
  const unitsOf = lines.map(({ unit }) => (y === 'db' ? 'dB' : unit));
  const axes = [...new Set(unitsOf)].map((unit) =>
    axisOf(
      unit,
      scaled.filter((_, i) => unitsOf[i] === unit),
      y,
      isWave,
    ),
  );
  return {
    x: drawn.x,
    lines: lines.map(({ key }, i) => ({
      key,
      y: unitsOf[i],
      values:
        y === 'log'
          ? scaled[i].map((value) => (value !== null && value > 0 ? value : null))
          : scaled[i],
      look: solidLook(i),
      isChosen: i === view.chosen && lines.length > 1,
      spansGaps: true,
    })),
    axes,
    xRange: range,
    xUnit,
    isXLog,
  };
}

/** dB re one of the unit. */
export function decibel(value: number): number {
  return 20 * Math.log10(Math.max(value, SILENCE));
}

function axisOf(
  unit: string,
  lines: readonly (readonly (number | null)[])[],
  y: AnalysisView['y'],
  isWave: boolean,
): PlotAxis {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    for (const value of line) {
      if (value === null) continue;
      if (value > high) high = value;
      if (value < low) low = value;
    }
  }
  if (high < low) return { unit, range: [0, 1] };
  if (isWave) {
    const most = niceCeil(Math.max(Math.abs(low), Math.abs(high)));
    return { unit, range: [-most, most] };
  }
  if (y === 'db') {
    const top = Math.ceil((high + 3) / 10) * 10;
    return { unit, range: [Math.max(Math.floor(low / 10) * 10, top - DB_SPAN), top] };
  }
  if (y === 'log') {
    const top = 10 ** Math.ceil(Math.log10(Math.max(high, SILENCE) * 1.1));
    return { unit, range: [top / 10 ** DECADES, top], isLog: true };
  }
  return { unit, range: [0, niceCeil(high * 1.05)] };
}
