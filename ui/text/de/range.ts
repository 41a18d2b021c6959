import type { rangeWords as english } from '../range.ts';
import type { Said } from '../said.ts';

/** Words of the choice of a time, in German. */
export const rangeWords: Said<typeof english> = {
  any: 'Jederzeit',
  own: 'Eigener Zeitraum …',
  from: 'Von',
  to: 'Bis',
  backwards: 'Das Ende liegt vor dem Anfang.',
  spans: {
    hour: 'Letzte Stunde',
    day: 'Letzte 24 Stunden',
    week: 'Letzte 7 Tage',
    month: 'Letzte 30 Tage',
    quarter: 'Letzte 90 Tage',
    year: 'Letztes Jahr',
  },
};
