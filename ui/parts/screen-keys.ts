import type { Route } from '../session/router.ts';

/** Keys and what they do. */
export type KeyRow = readonly [keys: string, what: string];

/**
 * Keys of one screen, besides those of every screen: the words that the screen itself is made of, which come with it. A screen that
 * is not named has none of its own.
 */
const KEYS: Partial<Record<Route['screen'], () => Promise<readonly KeyRow[]>>> = {
  alarms: async () => (await import('../text/alarms.ts')).alarmWords.list.keysHelp,
  'plant-editor': async () => (await import('../text/screen-keys.ts')).screenKeys.plantEditor,
  analysis: async () => (await import('../text/screen-keys.ts')).screenKeys.charts,
  trends: async () => (await import('../text/screen-keys.ts')).screenKeys.charts,
  point: async () => (await import('../text/screen-keys.ts')).screenKeys.point,
};

/** The rows of the keyboard help for this screen; none where it has no keys of its own. */
export async function keysOf(screen: Route['screen']): Promise<readonly KeyRow[]> {
  return (await KEYS[screen]?.()) ?? [];
}
