import { TAG_ROUTES } from '#schemas/http/tags';
import type { Principal } from '../access/principal.ts';
import { planRetagging } from '../assets/point-edit.ts';
import type { Flows } from '../flows.ts';
import { sightOf } from '../sight.ts';
import { editing } from './edit-guard.ts';
import { type Route, route } from './route.ts';

/** Words on points, across the plant. */
export function tagRoutes(flows: Flows): Route[] {
  const { assets, plant } = flows.rooms;
  const retag = async (tag: string, next: string | null, principal: Principal) => {
    const doing = editing(flows, principal);
    const change = await plant.do(() => planRetagging(assets, tag, next), doing);
    return { points: change?.points ?? 0 };
  };
  return [
    route(TAG_ROUTES.tags, ({ principal }) => {
      const sight = sightOf(flows.rooms, principal);
      return { tags: assets.tags(sight?.point) };
    }),
    route(TAG_ROUTES.renameTag, ({ params, body, principal }) =>
      retag(params.tag, body.tag, principal),
    ),
    route(TAG_ROUTES.removeTag, ({ params, principal }) => retag(params.tag, null, principal)),
  ];
}
