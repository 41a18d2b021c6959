import type { hardening as english } from '../hardening.ts';
import type { Said } from '../said.ts';

/** Words of the security check, in German. */
export const hardening: Said<typeof english> = {
  lead: 'Wonach ein Angreifer zuerst suchen würde, am laufenden Hub abgelesen. Beheben Sie die offenen Punkte von oben her.',
  score: (percent, passed, told) => `${percent} — ${passed} von ${told} Prüfungen bestanden`,
  scoreHow: 'Eine kritische Prüfung zählt vier, eine Warnung zwei, ein Rat eins.',
  again: 'Noch einmal prüfen',
  states: { failed: 'Zu tun', unknown: 'Noch nicht zu sagen', passed: 'Bestanden' },
  weights: { critical: 'Kritisch', warning: 'Warnung', advice: 'Rat' },
  open: 'Öffnen',
  titles: {
    https: 'Verschlüsselung der Bildschirme',
    mqtts: 'Verschlüsselung der Sensoren und Agenten',
    sampleAccounts: 'Konten zur Vorführung',
    adminSecondFactor: 'Verwalter mit zweitem Schritt',
    trailIntact: 'Prüfspur unversehrt',
    dataFolder: 'Datenordner',
    requireSecondFactor: 'Zweiter Schritt verlangt',
    passwordPolicy: 'Passwortregeln',
    lockout: 'Raten von Passwörtern',
    registration: 'Selbstanmeldung',
    developers: 'Entwickler im Betrieb',
    idleAccounts: 'Ungenutzte Konten',
    endlessKeys: 'API-Schlüssel ohne Ende',
    idleKeys: 'Ungenutzte API-Schlüssel',
    origins: 'Andere Websites',
    retention: 'Wie lange die Prüfspur behalten wird',
    forwarding: 'Eine zweite Kopie der Prüfspur',
    secondAdministrator: 'Ein zweiter Verwalter',
    mail: 'Nachrichten',
    contact: 'Wen man fragt',
  },
};
