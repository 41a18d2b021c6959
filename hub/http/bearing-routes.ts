import type { BearingList } from '#schemas/http/bearings';
import { BEARING_CATALOGUE } from '#signal/bearings/catalogue';
import type { Route } from './route.ts';

/** Bearings to choose from when a person says what a point is mounted on. */
export function bearingRoutes(): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v1/bearings',
      permission: 'plant:read',
      handle: (c) => c.json({ bearings: [...BEARING_CATALOGUE] } satisfies BearingList),
    },
  ];
}
