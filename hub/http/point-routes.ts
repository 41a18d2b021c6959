import { z } from 'zod';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { type PointList, PointPatch, TrendQuery } from '#schemas/http/points';
import { ROUTES } from '#schemas/http/routes';
import type { PointRecord } from '../assets/point-record.ts';
import type { Flows } from '../flows.ts';
import { readChanges } from '../results/change-reader.ts';
import { chooseLevel, readTrend, type TrendDays } from '../results/trend-reader.ts';
import { type HttpContext, type Route, readBody, readQuery } from './route.ts';

const PageQuery = z.object({ cursor: z.string().max(80).optional() });

/** Points, what a person knows of them, their trends and condition changes. */
export function pointRoutes(flows: Flows): Route[] {
  const { assets, store, settings, clock } = flows.rooms;
  const { trend10sDays, trend10minDays, trend1dayDays } = settings.retention;
  const keptDays: TrendDays = [trend10sDays, trend10minDays, trend1dayDays];
  const wanted = (context: HttpContext): PointRecord => {
    const point = assets.get(context.req.param('pointId') ?? '');
    if (point === null) throw new TremoloError('not_found', 'There is no such point.');
    return point;
  };
  return [
    {
      ...ROUTES.points,
      handle: (c) =>
        c.json({ points: assets.all().map((p) => flows.pointOf(p)) } satisfies PointList),
    },
    { ...ROUTES.point, handle: (c) => c.json(flows.pointOf(wanted(c))) },
    {
      ...ROUTES.editPoint,
      handle: async (c) => {
        const { pointId } = wanted(c);
        const edited = await assets.edit(pointId, await readBody(c, PointPatch));
        return c.json(flows.pointOf(edited));
      },
    },
    {
      ...ROUTES.trend,
      handle: async (c) => {
        const { key } = wanted(c);
        const query = readQuery(c, TrendQuery);
        if (query.to < query.from)
          throw new TremoloError('request_invalid', 'to lies before from.');
        return c.json(await readTrend(store, key, chooseLevel(query, keptDays, clock()), query));
      },
    },
    {
      ...ROUTES.changes,
      handle: async (c) =>
        c.json(await readChanges(store, wanted(c).key, readQuery(c, PageQuery).cursor ?? null)),
    },
    {
      method: 'GET',
      path: '/api/v1/changes',
      permission: 'plant:read',
      handle: async (c) =>
        c.json(await readChanges(store, null, readQuery(c, PageQuery).cursor ?? null)),
    },
  ];
}
