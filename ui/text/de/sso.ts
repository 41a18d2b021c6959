import type { Said } from '../said.ts';
import type { ssoWords as english } from '../sso.ts';

/** Words of the settings of single sign-on, in German. */
export const ssoWords: Said<typeof english> = {
  lead: 'Personen melden sich mit dem Konto an, das sie schon haben. Wer sie sind, wird dort bewiesen; was sie dürfen, wird hier entschieden.',
  noAddress: 'Sagen Sie zuerst, unter welcher Adresse dieser Standort geöffnet wird',
  noAddressLead:
    'Ein Anbieter schickt Personen dorthin zurück, und sie darf nicht geraten werden. Sie ist eine Einstellung des Standorts.',
  toSite: 'Einstellungen des Standorts öffnen',
  saved: 'Gespeichert. Es gilt sofort.',

  providers: {
    title: 'OpenID Connect',
    none: 'Noch kein Anbieter.',
    add: 'Anbieter hinzufügen',
    presets: {
      microsoft: 'Microsoft Entra ID',
      google: 'Google Workspace',
      github: 'GitHub',
      generic: 'Anderer (OpenID Connect)',
    },
    columns: {
      name: 'Name',
      kind: 'Art',
      issuer: 'Aussteller',
      state: 'Zustand',
      accounts: 'Neue Konten',
    },
    on: 'An',
    off: 'Aus',
    made: (role) => `angelegt, als ${role}`,
    noRole: 'angelegt, Rolle nur durch Gruppe',
    notMade: 'nicht angelegt',
    edit: 'Bearbeiten',
    remove: 'Entfernen',
    removeTitle: (name) => `${name} entfernen?`,
    removeLead:
      'Niemand kann sich mehr damit anmelden. Konten, die daher kamen, bleiben, aber die ohne eigenes Passwort kommen nicht hinein, bis Sie ihres zurücksetzen.',
    removed: (name) => `${name} ist entfernt.`,
    editTitle: (name) => name,
    newTitle: (kind) => `Neuer Anbieter: ${kind}`,
    most: 'Es kann höchstens acht Anbieter geben.',
  },

  fields: {
    name: 'Name auf dem Knopf der Anmeldeseite',
    key: 'Schlüssel',
    issuer: 'Aussteller',
    clientId: 'Client-ID',
    clientSecret: 'Client-Geheimnis',
    secretInHeader: 'Sendet das Geheimnis in einem Kopf (client_secret_basic)',
    scopes: 'Scopes',
    groupsClaim: 'Claim, der die Gruppen enthält',
    emailDomains: 'Nur Adressen dieser Domains',
    defaultRole: 'Rolle, wenn jemand in keiner dieser Gruppen ist',
    ca: 'Zertifizierungsstelle seines Zertifikats (PEM)',
    enabled: 'Wird auf der Anmeldeseite angeboten',
    createAccounts: 'Legt ein Konto an, wenn sich jemand zum ersten Mal anmeldet',
    confirmsEmails: 'Seine Adressen stimmen, obwohl er sie nicht bestätigt nennt',
    asksSecondFactor:
      'Er verlangt von allen einen zweiten Schritt: Tremolo verlangt dann keinen mehr',
    entryPoint: 'Wo sich Personen anmelden (SSO-URL)',
    idpIssuer: 'Entity-ID des Identitätsanbieters',
    idpCertificates: 'Zertifikate, mit denen er unterschreibt (PEM)',
    emailAttribute: 'Attribut der E-Mail-Adresse',
    nameAttribute: 'Attribut des Namens',
    groupsAttribute: 'Attribut der Gruppen',
  },
  hints: {
    key: 'Kleinbuchstaben, Ziffern und Bindestriche. Teil der Rücksprungadresse: Er kann später nicht geändert werden.',
    issuer: {
      microsoft: 'https://login.microsoftonline.com/IHRE-MANDANTEN-ID/v2.0',
      google: 'https://accounts.google.com',
      github: 'https://github.com oder Ihr eigener GitHub-Enterprise-Server.',
      generic: 'Etwa https://login.example.com/realms/plant',
    },
    secretInHeader: 'Wo der Anbieter das richtige Geheimnis sonst ablehnt.',
    scopes: 'Durch Leerzeichen getrennt.',
    emailDomains:
      'Durch Leerzeichen getrennt; leer: jede, außer bei Google und GitHub, wo jeder ein Konto hat.',
    ca: 'Leer: eine Stelle, die das System kennt.',
    asksSecondFactor: 'Nur, wenn er es wirklich tut: Niemand fragt noch einmal.',
    createAccounts: 'Sonst kann sich nur anmelden, wer schon ein Konto hat.',
    idpCertificates: 'Zwei, während der Anbieter sie wechselt.',
  },

  redirect: 'Rücksprungadresse, beim Anbieter einzutragen',
  noRole: 'Keine: Sie werden abgewiesen',
  groups: {
    title: 'Rollen nach Gruppe',
    lead: 'Die erste passende Zeile entscheidet, bei jeder Anmeldung.',
    none: 'Noch keine Gruppe gibt eine Rolle.',
    group: 'Gruppe',
    role: 'Rolle',
    add: 'Zeile hinzufügen',
    remove: 'Diese Zeile entfernen',
    up: 'Nach oben',
  },

  saml: {
    title: 'SAML 2.0',
    lead: 'Ein Identitätsanbieter. Er muss seine Aussagen unterschreiben; Antworten, nach denen niemand gefragt hat, werden abgelehnt.',
    name: 'Name auf dem Knopf der Anmeldeseite',
    entityId: 'Entity-ID dieses Standorts',
    acs: 'Wohin er antwortet (ACS)',
    metadata: 'Metadaten dieses Standorts',
    enabled: 'Wird auf der Anmeldeseite angeboten',
  },
  save: 'Speichern',
  saving: 'Wird gespeichert …',
  cancel: 'Abbrechen',
};
