import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { PROCESS_VALUE_ROUTES, type ValueTrend } from '#schemas/http/process-values';
import { TREND_ROUTES } from '#schemas/http/trends';
import { HubProblem, request } from '../../http/request.ts';
import { type Loaded, useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { type KnownValues, knownValues } from './known-values.ts';
import { type MergedTrends, mergedTrends } from './merged-trends.ts';
import { rangeOf, SPAN_MS, type TrendsView } from './trends-address.ts';

const MAX_BUCKETS = 1200;
const REFRESH_LEAST_MS = 10_000;
const REFRESH_MOST_MS = 600_000;

/** What was loaded, and for which time. */
export interface ShownTrends {
  readonly trends: MergedTrends;
  /** Of the process values among the lines. */
  readonly values: KnownValues;
  readonly rangeMs: readonly [number, number];
}

/** The trends of a view in one request; asked for again while it follows the time. Null: there is nothing to ask for. */
export function useTrends(view: TrendsView): {
  state: Signal<Loaded<ShownTrends | null>>;
  reload: () => void;
} {
  const { now } = useApp();
  const turn = useSignal(0);
  const sources = [...new Set(view.lines.map(({ sourceId }) => sourceId))];
  const points = sources.filter((id) => id.startsWith('pt_')).join(',');
  const values = sources.filter((id) => id.startsWith('pv_'));
  const asked = view.lines.flatMap(({ figure }) => (figure === 'value' ? [] : [figure]));
  const figures = [...new Set(asked)].join(',');
  const span = view.fixed?.join('-') ?? view.span;
  const loaded = useLoad(
    async (signal) => {
      if (sources.length === 0) return null;
      const rangeMs = rangeOf(view, now.peek()).map(Math.round) as [number, number];
      const [from, to] = rangeMs;
      const query = { points, figures, from, to, maxBuckets: MAX_BUCKETS };
      const [trends, known, ...read] = await Promise.all([
        points === '' ? null : request(TREND_ROUTES.trends, { query, signal }),
        knownValues(values, signal),
        ...values.map((valueId) => valueTrend(valueId, from, to, signal)),
      ]);
      const found = read.flatMap((trend, i) =>
        trend === null ? [] : [[values[i], trend] as const],
      );
      return { trends: mergedTrends(trends, new Map(found), rangeMs), values: known, rangeMs };
    },
    [sources.join(), figures, span, turn.value],
  );
  useEffect(() => {
    if (view.fixed !== null || sources.length === 0) return;
    const everyMs = Math.min(
      REFRESH_MOST_MS,
      Math.max(REFRESH_LEAST_MS, SPAN_MS[view.span] / MAX_BUCKETS),
    );
    const timer = setInterval(() => {
      if (!document.hidden) turn.value++;
    }, everyMs);
    return () => clearInterval(timer);
  }, [span, sources.join()]);
  return loaded;
}

/** Null where there is no such value any more: the others are shown all the same. */
async function valueTrend(
  valueId: string,
  from: number,
  to: number,
  signal: AbortSignal,
): Promise<ValueTrend | null> {
  try {
    return await request(PROCESS_VALUE_ROUTES.valueTrend, {
      params: { valueId },
      query: { from, to, maxBuckets: MAX_BUCKETS },
      signal,
    });
  } catch (error) {
    if (error instanceof HubProblem && error.code === 'not_found') return null;
    throw error;
  }
}
