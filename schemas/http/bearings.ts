import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import { BearingGeometry } from '#schemas/plant/machine-facts';

/** Common bearings to choose from, with where each geometry comes from. */
export const BearingList = z.strictObject({
  bearings: z.array(
    z.strictObject({
      geometry: BearingGeometry,
      source: z.string(),
      /** `published`: of this very part; `nominal`: the usual complement of this size. */
      standing: z.enum(['published', 'nominal']),
    }),
  ),
});
export type BearingList = z.infer<typeof BearingList>;

export const BEARING_ROUTES = {
  bearings: {
    method: 'GET',
    path: '/api/v1/bearings',
    permission: 'plant:read',
    within: 'shared',
    tag: 'plant',
    summary: 'Common bearings to choose from.',
    answer: BearingList,
  },
} as const satisfies Record<string, RouteRow>;
