import { NAVIGATION } from '#schemas/access/navigation';
import type { Permission } from '#schemas/access/permissions';
import type { Route } from './router.ts';

const OF_THE_PLANT: readonly Route['screen'][] = ['point', 'machine', 'plant-editor', 'wall'];

const OF_ANALYSIS: readonly Route['screen'][] = ['trends', 'captures'];

/** The place of the main menu that a screen belongs to. */
export function placeOf({ screen }: Route): string {
  if (OF_ANALYSIS.includes(screen)) return 'analysis';
  return OF_THE_PLANT.includes(screen) ? 'plant' : screen;
}

/** Whether a right in one part of the plant opens the screen, too: it then shows what is there. */
export function isWithin(route: Route): boolean {
  const at = placeOf(route);
  return NAVIGATION.some((place) => place.key === at && 'within' in place);
}

/** Any one of these opens the screen; none: it is open to whoever is signed in. */
export function rightsOf(route: Route): readonly Permission[] {
  // Part of a place that more people may open.
  if (route.screen === 'captures') return ['capture:read'];
  if (route.screen === 'notifications') return ['notification:own'];
  const place = placeOf(route);
  return NAVIGATION.find(({ key }) => key === place)?.needs ?? [];
}
