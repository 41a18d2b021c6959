import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { POINT_ROUTES, type Trend } from '#schemas/http/points';
import { request } from '../../http/request.ts';
import { type Loaded, useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import type { Latest, PointCell } from '../../websocket/point-cell.ts';
import { refreshMs, spanRange, type TrendSpan } from './trend-span.ts';

const MAX_BUCKETS = 1000;
const TAIL_MAX = 3600;

/** The trend over a span, asked for again while it is live. */
export function useTrend(
  pointId: string,
  span: Signal<TrendSpan>,
): { state: Signal<Loaded<Trend>>; reload: () => void } {
  const { now } = useApp();
  const refresh = useSignal(0);
  const loaded = useLoad(
    (signal) => {
      const [from, to] = spanRange(span.peek(), now.peek()).map(Math.round);
      const query = { from, to, maxBuckets: MAX_BUCKETS };
      return request(POINT_ROUTES.trend, { params: { pointId }, query, signal });
    },
    [pointId, span.value, refresh.value],
  );
  useEffect(() => {
    const everyMs = refreshMs(span.value);
    if (everyMs === null) return;
    const timer = setInterval(() => {
      if (!document.hidden) refresh.value++;
    }, everyMs);
    return () => clearInterval(timer);
  }, [span.value]);
  return loaded;
}

/** What came live since this point was opened, oldest first; grows in place. */
export function useTail(cell: PointCell): Latest[] {
  const tail = useSignal<Latest[]>([]).peek();
  useEffect(
    () =>
      cell.latest.subscribe((latest) => {
        if (latest === null || latest.atMs <= (tail.at(-1)?.atMs ?? 0)) return;
        tail.push(latest);
        if (tail.length > TAIL_MAX) tail.shift();
      }),
    [cell],
  );
  return tail;
}
