import { TAG_ROUTES } from '#schemas/http/tags';
import type { Principal } from '../access/principal.ts';
import { planRetagging } from '../assets/point-edit.ts';
import type { Flows } from '../flows.ts';
import { sightOf } from '../sight.ts';
import type { Actor } from '../store/actor.ts';
import { editGuard } from './edit-guard.ts';
import { type Route, route } from './route.ts';

/** Who asks. */
interface Asker {
  readonly principal: Principal;
  readonly actor: Actor;
}

/** Words on points, across the plant. */
export function tagRoutes(flows: Flows): Route[] {
  const { assets, plant } = flows.rooms;
  const retag = async (tag: string, next: string | null, { principal, actor }: Asker) => {
    const doing = { actor, guard: editGuard(flows, principal) };
    const change = await plant.do(() => planRetagging(assets, tag, next), doing);
    return { points: change?.points ?? 0 };
  };
  return [
    route(TAG_ROUTES.tags, ({ principal }) => {
      const sight = sightOf(flows.rooms, principal);
      return { tags: assets.tags(sight?.point) };
    }),
    route(TAG_ROUTES.renameTag, ({ params, body, ...by }) => retag(params.tag, body.tag, by)),
    route(TAG_ROUTES.removeTag, ({ params, ...by }) => retag(params.tag, null, by)),
  ];
}
