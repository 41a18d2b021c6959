import type { alarmSigns as english } from '../alarm-signs.ts';
import type { Said } from '../said.ts';
import { many } from './many.ts';

const alarms = (n: number) => many(n, 'Alarm', 'Alarme');

/** Words of the signs of alarms that every screen carries, in German. */
export const alarmSigns: Said<typeof english> = {
  priorities: { critical: 'Kritisch', high: 'Hoch', medium: 'Mittel', low: 'Niedrig' },
  badge: {
    label: (n, worst) =>
      n === 1
        ? `1 Alarm ist nicht quittiert. Priorität: ${worst}.`
        : `${n} Alarme sind nicht quittiert. Höchste Priorität: ${worst}.`,
    none: 'Kein Alarm wartet auf Quittierung.',
    short: 'Alarme',
    raised: (priority, cause, where) => `Neuer Alarm. ${priority}: ${cause}, ${where}.`,
    raisedMany: (n) => `${n} neue Alarme.`,
  },
  strip: {
    title: 'Alarme',
    calm: 'Kein Alarm wartet auf Quittierung.',
    standing: (n) =>
      n === 0 ? 'Keiner steht an.' : `${alarms(n)} ${n === 1 ? 'steht' : 'stehen'} an.`,
    all: 'Alle Alarme',
    unknown: 'Alarme sind unterwegs.',
    unacknowledged: (n, priority) => `${priority}: ${n} nicht quittiert`,
  },
};
