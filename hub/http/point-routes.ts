import { z } from 'zod';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { type PointList, PointPatch, TrendQuery } from '#schemas/http/points';
import type { PointRecord } from '../assets/point-record.ts';
import type { Flows } from '../flows.ts';
import { readChanges } from '../results/change-reader.ts';
import { chooseLevel, readTrend, type TrendDays } from '../results/trend-reader.ts';
import { type HttpContext, type Route, readBody, readQuery } from './route.ts';

const PageQuery = z.object({ cursor: z.string().max(80).optional() });
const PATH = '/api/v1/points';

/** Points, what a person knows of them, their trends and condition changes. */
export function pointRoutes(flows: Flows): Route[] {
  const { assets, store, settings, clock } = flows.rooms;
  const { trend10sDays, trend10minDays, trend1dayDays } = settings.retention;
  const keptDays: TrendDays = [trend10sDays, trend10minDays, trend1dayDays];
  const wanted = (context: HttpContext): PointRecord => {
    const point = assets.get(context.req.param('id') ?? '');
    if (point === null) throw new TremoloError('not_found', 'There is no such point.');
    return point;
  };
  const read = { method: 'GET', permission: 'plant:read' } as const;
  return [
    {
      ...read,
      path: PATH,
      handle: (c) =>
        c.json({ points: assets.all().map((p) => flows.pointOf(p)) } satisfies PointList),
    },
    { ...read, path: `${PATH}/:id`, handle: (c) => c.json(flows.pointOf(wanted(c))) },
    {
      method: 'PATCH',
      path: `${PATH}/:id`,
      permission: 'plant:edit',
      handle: async (c) => {
        const { pointId } = wanted(c);
        const edited = await assets.edit(pointId, await readBody(c, PointPatch));
        return c.json(flows.pointOf(edited));
      },
    },
    {
      ...read,
      path: `${PATH}/:id/trend`,
      handle: async (c) => {
        const { key } = wanted(c);
        const query = readQuery(c, TrendQuery);
        if (query.to < query.from)
          throw new TremoloError('request_invalid', 'to lies before from.');
        return c.json(await readTrend(store, key, chooseLevel(query, keptDays, clock()), query));
      },
    },
    {
      ...read,
      path: `${PATH}/:id/changes`,
      handle: async (c) =>
        c.json(await readChanges(store, wanted(c).key, readQuery(c, PageQuery).cursor ?? null)),
    },
    {
      ...read,
      path: '/api/v1/changes',
      handle: async (c) =>
        c.json(await readChanges(store, null, readQuery(c, PageQuery).cursor ?? null)),
    },
  ];
}
