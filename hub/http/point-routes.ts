import { refused } from '#schemas/errors/refused';
import { POINT_ROUTES, type PointQuery } from '#schemas/http/points';
import { planPointEdit, planPointRemoval } from '../assets/point-edit.ts';
import type { PointRecord } from '../assets/point-record.ts';
import type { Flows } from '../flows.ts';
import { pointPage } from '../point-page.ts';
import { readChanges } from '../results/change-reader.ts';
import { keptDaysOf } from '../results/retention.ts';
import { POINT_SERIES } from '../results/trend-columns.ts';
import { readTrend } from '../results/trend-reader.ts';
import { type Sight, sightOf } from '../sight.ts';
import { chooseLevel } from '../store/series/choose-level.ts';
import { editing } from './edit-guard.ts';
import { type Route, route } from './route.ts';
import { SharedAnswer } from './shared-answer.ts';

/** Different pages of the list whose answers are shared among those who ask for the same. */
const PAGES_KEPT = 100;

/** Points, what a person knows of them, their trends and condition changes. */
export function pointRoutes(flows: Flows): Route[] {
  const { assets, plant, store, settings, clock, events, startedMs } = flows.rooms;
  const keptDays = keptDaysOf(settings.retention);
  const wanted = (pointId: string): PointRecord => {
    const point = assets.get(pointId);
    if (point === null) throw refused('point_unknown');
    return point;
  };
  const listed = (query: PointQuery, sight: Sight | null) => {
    const all = sight === null ? assets.all() : assets.all().filter(sight.point);
    const found = pointPage(all, flows.rooms, query);
    return { ...found, items: found.items.map((record) => flows.pointOf(record)) };
  };
  const pages = new Map<string, SharedAnswer>();
  const pageOf = (query: PointQuery): SharedAnswer => {
    const asked = JSON.stringify(query);
    const known = pages.get(asked);
    if (known !== undefined) return known;
    const page = new SharedAnswer({
      // The start is in it, for the counts begin anew with each.
      version: () =>
        `${asked}-${startedMs}-${events.told('points')}-${events.told('nodes')}-${events.told('summaries')}`,
      make: () => listed(query, null),
    });
    if (pages.size >= PAGES_KEPT) pages.clear();
    pages.set(asked, page);
    return page;
  };
  return [
    route(POINT_ROUTES.points, ({ query, context, principal }) => {
      const sight = sightOf(flows.rooms, principal);
      // What everybody sees is written once for all; what one person sees is for that person.
      return sight === null ? pageOf(query).respond(context) : listed(query, sight);
    }),
    route(POINT_ROUTES.point, ({ params }) => flows.pointOf(wanted(params.pointId))),
    route(POINT_ROUTES.editPoint, async ({ params, body, principal }) => {
      const { pointId } = wanted(params.pointId);
      const plan = () => planPointEdit(assets, pointId, body, flows.uneditedAt);
      await plant.do(plan, editing(flows, principal));
      return flows.pointOf(wanted(pointId));
    }),
    route(POINT_ROUTES.removePoint, async ({ params, principal }) => {
      const plan = () => planPointRemoval(assets, params.pointId);
      const change = await plant.do(plan, editing(flows, principal));
      if (change === null) throw refused('point_unknown');
      return change;
    }),
    route(POINT_ROUTES.trend, ({ params, query }) => {
      const { key } = wanted(params.pointId);
      if (query.to < query.from) throw refused('range_backwards');
      const level = chooseLevel(POINT_SERIES.levels, query, keptDays, clock());
      return readTrend(store, key, level, query);
    }),
    route(POINT_ROUTES.changes, ({ params, query }) =>
      readChanges(store, [wanted(params.pointId).key], query),
    ),
    route(POINT_ROUTES.allChanges, ({ query, principal }) => {
      const sight = sightOf(flows.rooms, principal);
      const keys = sight && assets.all().flatMap((one) => (sight.point(one) ? [one.key] : []));
      return readChanges(store, keys, query);
    }),
  ];
}
