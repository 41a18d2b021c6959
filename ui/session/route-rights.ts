import { NAVIGATION } from '#schemas/access/navigation';
import type { Permission } from '#schemas/access/permissions';
import type { Route } from './router.ts';

/** Any one of these opens the screen; none: it is open to whoever is signed in. */
export function rightsOf(route: Route): readonly Permission[] {
  const screen = route.screen === 'point' ? 'plant' : route.screen;
  return NAVIGATION.find(({ key }) => key === screen)?.needs ?? [];
}
