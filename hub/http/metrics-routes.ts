import { METRICS_ROUTES } from '#schemas/http/metrics';
import type { Flows } from '../flows.ts';
import { metricsOf } from '../health/metrics.ts';
import { systemState } from '../overview.ts';
import { type Route, route } from './route.ts';

const TEXT_FORMAT = 'text/plain; version=0.0.4; charset=utf-8';

/** What Prometheus scrapes. */
export function metricsRoutes(flows: Flows, screens: () => number): Route[] {
  const { assets, latest, mailer, jobQueues, requests } = flows.rooms;
  return [
    route(METRICS_ROUTES.metrics, async () => {
      const conditions = new Map<string, number>();
      for (const { pointId } of assets.all()) {
        const condition = latest.of(pointId)?.verdict.condition ?? 'unknown';
        conditions.set(condition, (conditions.get(condition) ?? 0) + 1);
      }
      const { waiting, dead } = await mailer.state();
      const system = systemState(flows, screens());
      const jobs = jobQueues.counts();
      const text = await metricsOf({
        system,
        conditions,
        jobs,
        requests,
        mail: { waiting, dead },
      });
      return new Response(text, { headers: { 'content-type': TEXT_FORMAT } });
    }),
  ];
}
