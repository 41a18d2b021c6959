import type { formWords as english } from '../form.ts';
import type { Said } from '../said.ts';

/** Words of the parts that forms are made of, in German. */
export const formWords: Said<typeof english> = {
  until: 'Bis',
  lastDay: 'Letzter Tag',
  spans: {
    never: 'Auf Dauer',
    day: 'Für einen Tag',
    week: 'Für eine Woche',
    month: 'Für 30 Tage',
    date: 'Bis zu einem Tag Ihrer Wahl',
  },
};
