import type { Said } from '../said.ts';
import type { tellingSigns as english } from '../telling-signs.ts';

/** Words of the bell, of messages that pop up, and of the banner, in German. */
export const tellingSigns: Said<typeof english> = {
  bell: (n) =>
    n === 0 ? 'Benachrichtigungen: keine ungelesen' : `Benachrichtigungen: ${n} ungelesen`,
  toasts: 'Neue Benachrichtigungen',
  open: 'Öffnen',
  close: 'Schließen',
  banner: (n) =>
    n === 1
      ? 'Eine kritische Benachrichtigung ist weder gelesen noch quittiert.'
      : `${n} kritische Benachrichtigungen sind weder gelesen noch quittiert.`,
  show: 'Anzeigen',
  priorities: { critical: 'Kritisch', high: 'Hoch', medium: 'Mittel', low: 'Niedrig' },
};
