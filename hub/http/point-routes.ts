import { TremoloError } from '#schemas/errors/tremolo-error';
import { POINT_ROUTES } from '#schemas/http/points';
import type { Principal } from '../access/principal.ts';
import type { PointRecord } from '../assets/point-record.ts';
import type { Flows } from '../flows.ts';
import { readChanges } from '../results/change-reader.ts';
import { chooseLevel, readTrend, type TrendDays } from '../results/trend-reader.ts';
import { type Route, route } from './route.ts';
import { SharedAnswer } from './shared-answer.ts';

/** Points, what a person knows of them, their trends and condition changes. */
export function pointRoutes(flows: Flows): Route[] {
  const { assets, store, settings, clock, events, startedMs } = flows.rooms;
  const { trend10sDays, trend10minDays, trend1dayDays } = settings.retention;
  const keptDays: TrendDays = [trend10sDays, trend10minDays, trend1dayDays];
  const wanted = (pointId: string): PointRecord => {
    const point = assets.get(pointId);
    if (point === null) throw new TremoloError('not_found', 'There is no such point.');
    return point;
  };
  const mayEdit = (principal: Principal, area: string | null) => {
    if (flows.identity.mayIn(principal, 'plant:edit', area)) return;
    throw new TremoloError('forbidden', 'Your account may not change points here.');
  };
  const all = new SharedAnswer({
    // The start is in it, for the counts begin anew with each.
    version: () => `${startedMs}-${events.told('points')}-${events.told('summaries')}`,
    make: () => ({ points: assets.all().map((p) => flows.pointOf(p)) }),
  });
  return [
    route(POINT_ROUTES.points, ({ context }) => all.respond(context)),
    route(POINT_ROUTES.point, ({ params }) => flows.pointOf(wanted(params.pointId))),
    route(POINT_ROUTES.editPoint, async ({ params, body, principal, actor }) => {
      const { pointId, editedArea } = wanted(params.pointId);
      mayEdit(principal, editedArea);
      // Into another area only by somebody who may edit there too: else a right for one area would grow.
      if (body.area !== undefined) mayEdit(principal, body.area);
      return flows.pointOf(await assets.edit(pointId, body, actor));
    }),
    route(POINT_ROUTES.trend, ({ params, query }) => {
      const { key } = wanted(params.pointId);
      if (query.to < query.from) throw new TremoloError('request_invalid', 'to lies before from.');
      return readTrend(store, key, chooseLevel(query, keptDays, clock()), query);
    }),
    route(POINT_ROUTES.changes, ({ params, query }) =>
      readChanges(store, wanted(params.pointId).key, query.cursor ?? null),
    ),
    route(POINT_ROUTES.allChanges, ({ query }) => readChanges(store, null, query.cursor ?? null)),
  ];
}
