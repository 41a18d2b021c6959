import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { TREND_ROUTES, type Trends } from '#schemas/http/trends';
import { request } from '../../http/request.ts';
import { type Loaded, useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { rangeOf, SPAN_MS, type TrendsView } from './trends-address.ts';

const MAX_BUCKETS = 1200;
const REFRESH_LEAST_MS = 10_000;
const REFRESH_MOST_MS = 600_000;

/** What was loaded, and for which time. */
export interface ShownTrends {
  readonly trends: Trends;
  readonly rangeMs: readonly [number, number];
}

/** The trends of a view in one request; asked for again while it follows the time. Null: there is nothing to ask for. */
export function useTrends(view: TrendsView): {
  state: Signal<Loaded<ShownTrends | null>>;
  reload: () => void;
} {
  const { now } = useApp();
  const turn = useSignal(0);
  const points = [...new Set(view.lines.map(({ pointId }) => pointId))].join(',');
  const figures = [...new Set(view.lines.map(({ figure }) => figure))].join(',');
  const span = view.fixed?.join('-') ?? view.span;
  const loaded = useLoad(
    async (signal) => {
      if (points === '') return null;
      const rangeMs = rangeOf(view, now.peek()).map(Math.round) as [number, number];
      const [from, to] = rangeMs;
      const query = { points, figures, from, to, maxBuckets: MAX_BUCKETS };
      return { trends: await request(TREND_ROUTES.trends, { query, signal }), rangeMs };
    },
    [points, figures, span, turn.value],
  );
  useEffect(() => {
    if (view.fixed !== null || points === '') return;
    const everyMs = Math.min(
      REFRESH_MOST_MS,
      Math.max(REFRESH_LEAST_MS, SPAN_MS[view.span] / MAX_BUCKETS),
    );
    const timer = setInterval(() => {
      if (!document.hidden) turn.value++;
    }, everyMs);
    return () => clearInterval(timer);
  }, [span, points]);
  return loaded;
}
