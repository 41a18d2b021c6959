import { TREND_FIGURES, type TrendFigure } from '#schemas/http/trends';
import { PointId, ProcessValueId } from '#schemas/ids/ids';

/** One figure of one point, or a process value. */
export interface TrendLineKey {
  readonly sourceId: PointId | ProcessValueId;
  readonly figure: TrendFigure | 'value';
}

/** How far back, up to now. */
export const SPANS = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type SpanName = (typeof SPANS)[number];
export const SPAN_MS: Readonly<Record<SpanName, number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
  quarter: 91 * 86_400_000,
  year: 365 * 86_400_000,
};

/** All that the view of trends is made of. It stands in the address, so that a link shows the same. */
export interface TrendsView {
  readonly lines: readonly TrendLineKey[];
  readonly span: SpanName;
  /** A fixed part of time instead of the last so much. */
  readonly fixed: readonly [fromMs: number, toMs: number] | null;
  /** Which line is chosen for the forecast and its limits: index of `lines`. */
  readonly chosen: number;
  readonly shows: 'chart' | 'table';
}

/** As many lines as one can tell apart and the hub reads in one go. */
export const LINES_MAX = 20;
const USUAL_SPAN: SpanName = 'week';
const LATEST_MS = 8_640_000_000_000_000;

/** The view that an address describes; what it says wrongly is left out. */
export function viewOf(query: URLSearchParams): TrendsView {
  const written = (query.get('lines') ?? '').split(',').filter(Boolean);
  const lines = [...new Set(written)].flatMap(lineOf).slice(0, LINES_MAX);
  const [from, to] = [
    Number(query.get('from') ?? Number.NaN),
    Number(query.get('to') ?? Number.NaN),
  ];
  const isFixed = from >= 0 && to > from && to <= LATEST_MS;
  const chosen = Number(query.get('chosen') ?? 0);
  return {
    lines,
    span: SPANS.find((span) => span === query.get('span')) ?? USUAL_SPAN,
    fixed: isFixed ? [Math.round(from), Math.round(to)] : null,
    chosen: Number.isInteger(chosen) && chosen >= 0 && chosen < lines.length ? chosen : 0,
    shows: query.get('shows') === 'table' ? 'table' : 'chart',
  };
}

/** The address that shows this view. */
export function addressOf({ lines, span, fixed, chosen, shows }: TrendsView): string {
  const query = new URLSearchParams();
  if (lines.length > 0) query.set('lines', lines.map(nameOf).join(','));
  if (fixed !== null) {
    query.set('from', String(fixed[0]));
    query.set('to', String(fixed[1]));
  } else if (span !== USUAL_SPAN) query.set('span', span);
  if (chosen > 0) query.set('chosen', String(chosen));
  if (shows === 'table') query.set('shows', shows);
  return query.size === 0 ? '/trends' : `/trends?${query.toString().replaceAll('%2C', ',')}`;
}

/** The name of a line inside an address, and a key of its own: `pt_….velocity`, or `pv_…` alone. */
export function nameOf({ sourceId, figure }: TrendLineKey): string {
  return figure === 'value' ? sourceId : `${sourceId}.${figure}`;
}

function lineOf(written: string): TrendLineKey[] {
  const [id = '', word] = written.split('.');
  const valueId = ProcessValueId.safeParse(written);
  if (valueId.success) return [{ sourceId: valueId.data, figure: 'value' }];
  const pointId = PointId.safeParse(id);
  const figure = TREND_FIGURES.find((one) => one === word);
  return pointId.success && figure !== undefined ? [{ sourceId: pointId.data, figure }] : [];
}

/** From and to in ms; of a view that follows the time, up to now. */
export function rangeOf({ fixed, span }: TrendsView, nowMs: number): readonly [number, number] {
  return fixed ?? [nowMs - SPAN_MS[span], nowMs];
}
