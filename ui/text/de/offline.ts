import type { offlineWords as english } from '../offline.ts';
import type { Said } from '../said.ts';
import { many } from './many.ts';

/** Words of the screen that is shown while the hub cannot be reached, in German. */
export const offlineWords: Said<typeof english> = {
  title: 'Offline',
  old: (at, age) => `So stand es um ${at}, ${age}. Es kann sich geändert haben.`,
  of: (name) => `Wie ${name} es auf diesem Gerät sah.`,
  points: (n) => many(n, 'Messstelle', 'Messstellen'),
  worst: 'Messstellen, die schlechteste zuerst',
  noPoints: 'Keine Messstelle brauchte Aufmerksamkeit.',
  alarms: 'Alarme, die anstanden',
  noAlarms: 'Kein Alarm stand an.',
  raised: (at) => `seit ${at}`,
  acknowledged: 'Quittiert',
  acknowledge: 'Quittieren',
  acknowledgeThis: (name) => `Quittieren: ${name}`,
  acknowledgeWhat: (name) => `Quittierung: ${name}`,
  waits: 'Wartet auf den Hub',
  acknowledgeEffect:
    'Eine Quittierung wartet auf diesem Gerät und wird gesendet, wenn der Hub wieder da ist, sofern der Alarm sie dann noch braucht.',
};
