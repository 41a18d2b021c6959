import type { Permission } from '#schemas/access/permissions';
import type { BUILT_IN_ROLES } from '#schemas/access/roles';

/** What each right is for, in German. */
export const rightWords: Readonly<Record<Permission, string>> = {
  'session:own': 'Eine Sitzung haben, sehen, wer man ist, und sie beenden.',
  'account:own':
    'Das eigene Profil, Passwort, den zweiten Faktor und die Sitzungen sehen und ändern.',
  'key:own': 'Eigene API-Schlüssel machen, erneuern und widerrufen.',
  'key:manage': 'Die API-Schlüssel aller sehen und widerrufen.',
  'plant:read': 'Messstellen, ihre Werte, Verläufe und Befunde sehen.',
  'plant:edit':
    'Ändern, was von einer Messstelle bekannt ist: Name, Bereich, Drehzahl, Lager, Maschinengruppe.',
  'capture:read': 'Aufgezeichnete Signale sehen und ausführen.',
  'capture:make': 'Signale jetzt aufzeichnen und die Regeln dafür pflegen.',
  'capture:label': 'Aufzeichnungen einordnen, mit Notizen versehen und schützen.',
  'capture:delete': 'Aufzeichnungen endgültig löschen.',
  'alarm:read': 'Alarme, ihre Regeln und Kennzahlen sehen.',
  'alarm:acknowledge': 'Alarme quittieren, bemerken, rücksetzen und als Fehlalarm markieren.',
  'alarm:shelve': 'Alarme eine Weile zurückstellen, außer Betrieb nehmen und zurückholen.',
  'alarm:configure': 'Regeln der Alarme, Eskalation, Schichten und Anweisungen ändern.',
  'diagnosis:infer': 'Eine Aufnahme diagnostizieren lassen.',
  'diagnosis:read': 'Diagnosen von Aufnahmen sehen: die eigenen und geteilte.',
  'diagnosis:edit': 'Eigene Diagnosen umbenennen, teilen und löschen.',
  'system:read': 'Broker, Agenten, Spuren und Verlustzähler sehen.',
  'fleet:operate':
    'Agenten leeren, beenden und neu starten; ihre Merkmale und Grenzen setzen; sie und ihre GPUs in Wartung nehmen; ihre Protokolle lesen.',
  'fleet:partition': 'Die GPUs von Agenten aufteilen (MIG), wo der Standort es erlaubt.',
  'fleet:enrol': 'Agenten beitreten lassen und ausschließen.',
  'dashboard:own': 'Eigene Übersichten machen, ändern und teilen.',
  'job:read': 'Aufträge, Warteschlangen, Protokolle und endgültig gescheiterte Aufträge sehen.',
  'job:submit': 'Aufträge in die Warteschlange „evaluation“ geben und die eigenen abbrechen.',
  'job:operate':
    'Aufträge in jede Warteschlange geben; die aller abbrechen, anhalten, wiederholen und ablegen; Warteschlangen anhalten und leeren.',
  'notification:own': 'Benachrichtigt werden, wovon man sehen darf, und wählen, wie.',
  'notification:configure':
    'Die Wege aus dem Hub sehen und ausprobieren, Webhooks pflegen, sehen, was zugestellt wurde.',
  'user:read': 'Konten sehen und was mit ihnen getan wurde.',
  'user:edit': 'Konten anlegen, ändern, sperren, entsperren und zurücksetzen.',
  'user:delete': 'Konten löschen, auch endgültig.',
  'user:impersonate': 'Tremolo sehen wie eine andere Person.',
  'role:read': 'Rollen und die Tabelle der Rechte sehen.',
  'role:edit': 'Eigene Rollen anlegen und ändern.',
  'role:assign': 'Personen und Teams ihre Rollen, Ausnahmen und Rechte in Bereichen geben.',
  'team:read': 'Teams und ihre Mitglieder sehen.',
  'team:own': 'Die Teams pflegen, die einem gehören oder die man mit pflegt.',
  'team:edit': 'Jedes Team gründen, ändern und auflösen.',
  'audit:read': 'Die Prüfspur durchsuchen.',
  'audit:export': 'Einträge der Prüfspur und Berichte ausführen.',
  'analytics:read': 'Zahlen dazu sehen, wie Tremolo genutzt wird.',
  'setting:read': 'Anmelderegeln, Einmalanmeldung, E-Mail und Ratengrenzen sehen.',
  'setting:edit': 'Anmelderegeln, Einmalanmeldung, E-Mail und Ratengrenzen ändern.',
};

/** What the roles that come with Tremolo are called, and what they are for, in German. */
export const builtInRoles: Readonly<
  Record<keyof typeof BUILT_IN_ROLES, { name: string; description: string }>
> = {
  viewer: { name: 'Betrachter', description: 'Sieht die Anlage.' },
  operator: {
    name: 'Bediener',
    description: 'Betreibt die Maschinen: sieht die Anlage und was sie überwacht.',
  },
  analyst: {
    name: 'Analyst',
    description: 'Liest, lässt Aufnahmen diagnostizieren und macht Berichte.',
  },
  executive: {
    name: 'Leitung',
    description: 'Sieht die Anlage und Zahlen dazu, wie Tremolo genutzt wird.',
  },
  engineer: {
    name: 'Ingenieur',
    description: 'Trainiert, stimmt ab und verteilt; pflegt, was von den Maschinen bekannt ist.',
  },
  developer: {
    name: 'Entwickler',
    description: 'Kümmert sich um Tremolo selbst, Verwalter und Regeln des Standorts ausgenommen.',
  },
  admin: { name: 'Verwalter', description: 'Darf alles.' },
};
