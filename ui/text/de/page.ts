import type { pageWords as english } from '../page.ts';
import type { Said } from '../said.ts';

/** Words of the page before any script runs, in German. */
export const pageWords: Said<typeof english> = {
  description: 'Tremolo überwacht rotierende Maschinen in der Anlage.',
  noScript: 'Tremolo zeigt laufende Messungen und braucht dafür JavaScript.',
  loading: 'Wird geladen',
  alarms: 'Alarme',
  plant: 'Anlage',
};
