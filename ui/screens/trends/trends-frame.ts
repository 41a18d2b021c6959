import type { TrendFigure } from '#schemas/http/trends';
import { lineLook } from '../../parts/charts/line-look.ts';
import type { LineFrame, PlotAxis, PlotLine } from '../../parts/charts/line-plot.ts';
import { niceCeil } from '../../parts/charts/steady-top.ts';
import type { Range } from '../../parts/charts/view-range.ts';
import { inUnit, sentUnit, shownUnit } from '../../text/units.ts';
import type { MergedTrends } from './merged-trends.ts';
import { nameOf, type TrendLineKey } from './trends-address.ts';

/** What the hub measures each figure in. */
export const FIGURE_UNITS: Readonly<Record<TrendFigure, string>> = {
  velocity: 'mm/s',
  acceleration: 'g',
  envelope: 'g',
  kurtosis: '',
  speed: 'r/min',
};
/** Figures that begin at zero; of the others the changes matter. */
const FROM_ZERO: readonly string[] = ['mm/s', 'in/s', 'g', 'm/s²', ''];

/** The lines of a view over one grid of time, in the units in which the person reads. */
export function trendsFrame(
  trends: MergedTrends,
  keys: readonly TrendLineKey[],
  chosen: number,
  rangeMs: Range,
  valueUnits: ReadonlyMap<string, string> = new Map(),
): LineFrame {
  const last = Math.max(-1, ...trends.sources.map(({ steps }) => steps.at(-1) ?? -1));
  // A mean stands for its whole step: it is drawn in the middle of it.
  const x = Array.from(
    { length: last + 1 },
    (_, i) => (trends.startMs + (i + 0.5) * trends.stepMs) / 1000,
  );
  const lines = keys.map((key, i): PlotLine => {
    const { mean, max, isCoarse } = columnsOf(trends, key, x.length);
    const unit =
      key.figure === 'value' ? (valueUnits.get(key.sourceId) ?? '') : FIGURE_UNITS[key.figure];
    const shown = key.figure === 'value' ? sentUnit(unit) : shownUnit(unit);
    const values = mean.map((value) => inUnit(value, shown));
    const isChosen = i === chosen && keys.length > 1;
    const look = lineLook(i);
    const common = { key: nameOf(key), y: shown.unit, values, look, isChosen, spansGaps: isCoarse };
    if (i !== chosen || max === null) return common;
    return { ...common, top: max.map((value) => inUnit(value, shown)) };
  });
  const units = [...new Set(lines.map(({ y }) => y))];
  // The chosen line's axis stands at the left.
  const first = lines[chosen]?.y;
  const ordered = first === undefined ? units : [first, ...units.filter((unit) => unit !== first)];
  const [fromS, toS] = [rangeMs[0] / 1000, rangeMs[1] / 1000];
  return {
    x,
    lines,
    axes: ordered.map((unit) => axisOf(unit, lines, x, [fromS, toS])),
    xRange: [fromS, toS],
    xUnit: '',
    isTime: true,
  };
}

function columnsOf(trends: MergedTrends, { sourceId, figure }: TrendLineKey, length: number) {
  const point = trends.sources.find((one) => one.sourceId === sourceId);
  const line = point?.lines.find((one) => one.figure === figure);
  const mean = Array<number | null>(length).fill(null);
  const max = line?.max == null ? null : Array<number | null>(length).fill(null);
  for (const [i, step] of (point?.steps ?? []).entries()) {
    mean[step] = line?.mean[i] ?? null;
    if (max !== null) max[step] = line?.max?.[i] ?? null;
  }
  return { mean, max, isCoarse: point?.isCoarse ?? false };
}

/** The axis of a unit over what is shown of its lines. */
function axisOf(
  unit: string,
  lines: readonly PlotLine[],
  x: readonly number[],
  [fromS, toS]: Range,
): PlotAxis {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { y, values, top } of lines) {
    if (y !== unit) continue;
    for (let i = 0; i < x.length; i++) {
      const value = values[i];
      if (value === null || value === undefined || x[i] < fromS || x[i] > toS) continue;
      low = Math.min(low, value);
      high = Math.max(high, top?.[i] ?? value);
    }
  }
  if (high < low) return { unit, range: [0, 1] };
  if (FROM_ZERO.includes(unit) && low >= 0) return { unit, range: [0, niceCeil(high * 1.05)] };
  const margin = Math.max((high - low) * 0.2, Math.abs(high) * 0.005, 1e-9);
  return { unit, range: [low - margin, high + margin] };
}

/** The index of the value nearest to a place of the axis, or null beyond the ends. */
export function indexAt({ x }: LineFrame, atS: number): number | null {
  if (x.length === 0) return null;
  const first = x[0] ?? 0;
  const step = x.length > 1 ? (x[1] ?? 0) - first : 1;
  const index = Math.max(-1, Math.round((atS - first) / step)) + 0;
  return index >= 0 && index < x.length ? index : null;
}
