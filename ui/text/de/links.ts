import type { links as english } from '../links.ts';
import type { Said } from '../said.ts';

/** Words of the screens that a letter or a link of the sign-in screen opens, in German. */
export const links: Said<typeof english> = {
  name: 'Name oder E-Mail',
  toSignIn: 'Zurück zur Anmeldung',
  useless: 'Dieser Link geht nicht',
  askAgain: 'Einen neuen anfordern',
  forgot: {
    title: 'Passwort vergessen',
    lead: 'Sagen Sie, wer Sie sind, und Sie bekommen einen Link, mit dem Sie ein neues wählen.',
    submit: 'Neues Passwort anfordern',
    sent: {
      mail: 'Gibt es ein solches Konto mit bestätigter Adresse, ist eine Nachricht mit einem Link dorthin unterwegs. Bei einem Konto ohne Adresse sehen die Verwalter jetzt Ihre Anfrage.',
      administrator:
        'Dieser Standort sendet keine Nachrichten. Gibt es ein solches Konto, sehen seine Verwalter jetzt Ihre Anfrage und übergeben Ihnen einen Link.',
    },
  },
  invite: { title: 'Willkommen bei Tremolo' },
  reset: {
    title: 'Neues Passwort wählen',
    lead: (name) => `Für das Konto ${name}.`,
    password: 'Neues Passwort',
    submit: 'Passwort setzen',
    done: 'Ihr Passwort ist gesetzt. Melden Sie sich damit an.',
  },
  verify: {
    title: 'E-Mail-Adresse bestätigen',
    submit: 'Bestätigen',
    done: 'Ihre Adresse ist bestätigt.',
    goOn: 'Weiter',
  },
  register: {
    title: 'Konto anlegen',
    name: 'Anmeldename',
    email: 'E-Mail (freiwillig)',
    password: 'Passwort',
    submit: 'Konto anlegen',
    letter: 'Eine Nachricht ist unterwegs: Öffnen Sie ihren Link, um Ihre Adresse zu bestätigen.',
  },
};
