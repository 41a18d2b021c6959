import type { homeWords as english } from '../home.ts';
import type { Said } from '../said.ts';

/** Words of the home on a phone, in German. */
export const homeWords: Said<typeof english> = {
  title: 'Auf einen Blick',
  danger: 'in Gefahr',
  warning: 'in Warnung',
  alarms: 'Alarme zu quittieren',
  jobs: 'Aufträge laufen',
  worst: 'Schlechteste Messstellen',
  calm: 'Nichts braucht Aufmerksamkeit.',
  quick: 'Schnellzugriff',
  toAlarms: 'Alarme quittieren',
  toWorst: 'Schlechteste als Liste',
  toCaptures: 'Aufzeichnungen',
  toJobs: 'Aufträge',
};
