import { refused } from '#schemas/errors/refused';
import { TREND_ROUTES } from '#schemas/http/trends';
import type { Flows } from '../flows.ts';
import { readManyChanges } from '../results/many-changes.ts';
import { readTrends, trendSteps } from '../results/many-trends.ts';
import { keptDaysOf } from '../results/retention.ts';
import { sightOf } from '../sight.ts';
import { type Route, route } from './route.ts';

/** Figures of several points at once. */
export function trendRoutes(flows: Flows): Route[] {
  const { assets, store, settings, clock } = flows.rooms;
  const keptDays = keptDaysOf(settings.retention);
  return [
    route(TREND_ROUTES.trends, async ({ query, principal }) => {
      if (query.to < query.from) throw refused('range_backwards');
      const sight = sightOf(flows.rooms, principal);
      const points = query.points.flatMap((pointId) => {
        const known = assets.get(pointId);
        // What is out of sight is as unknown as what is not there.
        if (known === null || (sight !== null && !sight.point(known))) return [];
        return [{ pointId, key: known.key }];
      });
      const steps = trendSteps(query, points.length, keptDays, clock());
      const keys = points.map(({ key }) => key);
      const [trends, changes] = await Promise.all([
        readTrends(store, points, query.figures, steps),
        readManyChanges(store, keys, query),
      ]);
      const found = new Set(points.map(({ pointId }) => pointId));
      const unknown = query.points.filter((pointId) => !found.has(pointId));
      return { ...trends, ...changes, unknown };
    }),
  ];
}
