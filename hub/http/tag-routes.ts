import { TAG_ROUTES } from '#schemas/http/tags';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';

/** Words on points, across the plant. */
export function tagRoutes({ rooms: { assets } }: Flows): Route[] {
  return [
    route(TAG_ROUTES.tags, () => ({ tags: assets.tags() })),
    route(TAG_ROUTES.renameTag, ({ params, body, actor }) =>
      assets.retag(params.tag, body.tag, actor),
    ),
    route(TAG_ROUTES.removeTag, ({ params, actor }) => assets.retag(params.tag, null, actor)),
  ];
}
