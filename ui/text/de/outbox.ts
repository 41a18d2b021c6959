import type { outboxWords as english } from '../outbox.ts';
import type { Said } from '../said.ts';
import { many } from './many.ts';

/** Words about what waits in this browser until the hub can be reached, in German. */
export const outboxWords: Said<typeof english> = {
  title: 'Wartet in diesem Browser',
  waits: (expires) =>
    `Wird gesendet, sobald der Hub erreichbar ist; um ${expires} aufgegeben, wenn er es nicht ist.`,
  expired: 'Abgelaufen, bevor der Hub erreichbar war. Es wurde nicht gesendet.',
  refused: (sentence) => `Nicht angenommen. ${sentence}`,
  made: (when) => `abgeschickt ${when}`,
  send: 'Jetzt senden',
  again: 'Noch einmal senden',
  discard: 'Verwerfen',
  discardTitle: (what) => `${what} verwerfen?`,
  discardLead:
    'Es wird nie gesendet. Hatte der Hub davon gehört, bevor die Verbindung abriss, steht der Auftrag trotzdem in der Liste.',
  discarded: 'Es ist verworfen.',
  offlineNow: (expires) =>
    `Der Hub ist nicht erreichbar. Was Sie abschicken, wartet in diesem Browser und wird gesendet, wenn der Hub wieder da ist, bis ${expires}.`,
  kept: 'Der Hub ist nicht erreichbar. Der Auftrag wartet in diesem Browser und wird gesendet, wenn er wieder da ist.',
  noRoom:
    'Der Hub ist nicht erreichbar, und dieser Browser behält nichts weiter, das auf ihn wartet.',
  sent: (what) => `Was in diesem Browser wartete, ist abgeschickt: ${what}.`,
  acknowledged: ({ acknowledged, already, left }) =>
    [
      acknowledged.length > 0
        ? `${many(acknowledged.length, 'Alarm', 'Alarme')} quittiert, wie Sie es wollten, während der Hub nicht erreichbar war.`
        : 'Was Sie quittierten, während der Hub nicht erreichbar war, braucht es nicht mehr.',
      already.length > 0
        ? `${already.length} ${already.length === 1 ? 'war' : 'waren'} schon quittiert.`
        : '',
      left.length > 0 ? `${left.length} ${left.length === 1 ? 'war' : 'waren'} schon vorbei.` : '',
    ]
      .filter((one) => one !== '')
      .join(' '),
  refusedNow: (what, sentence) => `${what} wurde nicht angenommen. ${sentence}`,
  count: (n) => `${many(n, 'Anfrage wartet', 'Anfragen warten')} darauf, gesendet zu werden.`,
};
