import type { access as english } from '../access.ts';
import type { Said } from '../said.ts';

/** Words of signing in and of one’s own account, in German. */
export const access: Said<typeof english> = {
  name: 'Name oder E-Mail',
  remember: 'Auf diesem Gerät angemeldet bleiben',
  forgot: 'Passwort vergessen?',
  register: 'Konto anlegen',
  or: 'oder',
  withProvider: (name) => `Anmelden mit ${name}`,

  passwordLength: (length, least) =>
    length === 0
      ? `Mindestens ${least} Zeichen; ein paar Wörter hintereinander sind gut.`
      : length < least
        ? `Noch ${least - length} Zeichen nötig.`
        : `${length} Zeichen. Lang genug.`,
  strength: [
    'Das errät jeder.',
    'Sehr schwach.',
    'Mäßig: Ein weiteres Wort macht es stark.',
    'Stark.',
    'Sehr stark.',
  ],

  leave: 'Abmelden',

  tooMany: {
    title: 'Zu viele Versuche',
    wait: (time) => `Sie können es in ${time} wieder versuchen.`,
    over: 'Sie können es jetzt wieder versuchen.',
    help: 'Passwort vergessen? Fordern Sie unten ein neues an. Ein Verwalter kann Ihr Konto auch sofort entsperren.',
  },
  capsLock: 'Die Feststelltaste ist an.',
  rightsChanged: 'Was Sie hier dürfen, wurde geändert.',

  environment: { staging: 'Vorstufe', development: 'Entwicklung' },

  bands: {
    impersonation: 'Ansicht als andere Person',
    seeingAs: (name, by) => `Sie sehen Tremolo als ${name}. Sie sind ${by}.`,
    stop: 'Beenden',
    developers: 'Entwickler im Betrieb',
    developersFor: (time) => `Entwickler dürfen an diesem Standort noch ${time} arbeiten.`,
  },
};
