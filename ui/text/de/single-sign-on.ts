import type { Said } from '../said.ts';
import type { singleSignOn as english } from '../single-sign-on.ts';

/** What the sign-in page says when single sign-on did not go through, in German. */
export const singleSignOn: Said<typeof english> = {
  problems: {
    unknown_provider: 'Dieser Weg zur Anmeldung wird nicht mehr angeboten.',
    no_public_url:
      'Die Einmalanmeldung ist nicht zu Ende eingerichtet: Die Einstellungen sagen nicht, unter welcher Adresse dieser Standort geöffnet wird.',
    provider_down:
      'Die Anmeldung Ihres Unternehmens ist jetzt nicht erreichbar. Versuchen Sie es gleich noch einmal.',
    cancelled: 'Sie haben sich nicht angemeldet: Es wurde unterwegs abgebrochen.',
    expired:
      'Das hat zu lange gedauert, wurde in einem anderen Browser begonnen oder war schon fertig. Melden Sie sich noch einmal an.',
    not_proven:
      'Die Antwort des Anmeldedienstes beweist nicht, wer Sie sind. Melden Sie sich noch einmal an.',
    encrypted:
      'Der Anmeldedienst verschlüsselt seine Antworten, und Tremolo kann sie nicht lesen: Sein Verwalter muss das abschalten.',
    no_account: 'Der Anmeldedienst kennt Sie, aber Sie haben hier kein Konto.',
    no_role: 'Der Anmeldedienst kennt Sie, aber keine Ihrer Gruppen darf hier arbeiten.',
    address_taken:
      'Hier gibt es ein Konto mit Ihrer E-Mail-Adresse. Melden Sie sich mit dessen Passwort an.',
    identity_taken: 'Dieses Firmenkonto öffnet hier schon ein anderes Konto.',
    inactive: 'Ihr Konto ist nicht in Gebrauch.',
    busy: 'Zu viele Versuche von Ihrer Adresse. Warten Sie eine Minute, und versuchen Sie es noch einmal.',
    failed: 'Bei uns ging etwas schief. Versuchen Sie es noch einmal.',
  },
  connected: {
    title: 'Firmenkonten',
    lead: 'Ein verbundenes Konto meldet Sie an wie Ihr Passwort. Gibt Ihr Standort Rollen nach den Gruppen dort, folgt Ihre von da an ihnen.',
    leadWithoutPassword: 'Sie haben hier kein Passwort: Diese Konten melden Sie an.',
    since: (since, last) => `Verbunden ${since}, zuletzt benutzt ${last}`,
    connect: 'Verbinden',
    disconnect: 'Trennen',
    only: 'Nichts anderes öffnet Ihr Konto.',
    connectTitle: (name) => `${name} verbinden`,
    connectLead: 'Sie gehen zum Anbieter, melden sich dort an und kommen hierher zurück.',
    disconnectTitle: (name) => `${name} trennen`,
    disconnectLead:
      'Es meldet Sie nicht mehr an. Offene Sitzungen bleiben: Beenden Sie sie unter Sitzungen.',
    done: 'Ihr Firmenkonto ist verbunden.',
    disconnected: 'Getrennt.',
  },
  ask: (contact) =>
    contact === ''
      ? 'Bleibt es so, fragen Sie Ihren Verwalter.'
      : `Bleibt es so, fragen Sie ${contact}.`,
};
