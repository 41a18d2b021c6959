import type { administration as english } from '../administration.ts';
import type { Said } from '../said.ts';

/** Words of the Administration screens, in German. */
export const administration: Said<typeof english> = {
  title: 'Verwaltung',
  sections: {
    users: 'Personen',
    teams: 'Teams',
    roles: 'Rollen',
    areas: 'Bereichsrechte',
    audit: 'Prüfspur',
    activity: 'Aktivität',
    keys: 'API-Schlüssel',
    general: 'Standort',
    signIn: 'Anmelderegeln',
    sso: 'Einmalanmeldung',
    mail: 'E-Mail',
    channels: 'Kanäle',
    limits: 'Ratengrenzen',
    trail: 'Einstellungen der Prüfspur',
    hardening: 'Sicherheitsprüfung',
    conditions: 'Systemzustände',
    tags: 'Schlagwörter',
  },

  keys: {
    none: 'Niemand hat einen API-Schlüssel.',
    name: 'Schlüssel',
    owner: 'Inhaber',
    created: 'Gemacht',
    expires: 'Endet',
    never: 'nie',
    lastUsed: 'Zuletzt benutzt',
    today: 'Heute',
    revoke: 'Widerrufen',
    revokeTitle: (name) => `${name} widerrufen?`,
    revokeLead: 'Was ihn benutzt, geht sofort nicht mehr.',
    revoked: 'Der Schlüssel ist widerrufen.',
  },
};
