import { faultNames } from '#schemas/alarms/words/names-de';
import type { text as english } from '../en.ts';
import type { Said } from '../said.ts';
import { many } from './many.ts';

export type { Appearance } from '../en.ts';

/** The words of the shell, the plant, the point and the system, in German. */
export const text: Said<typeof english> = {
  decimalMark: ',',
  product: 'Tremolo',
  skipToContent: 'Zum Inhalt springen',
  loading: 'Wird geladen',
  retry: 'Erneut versuchen',
  chart: {
    expand: (title) => `${title}: über den ganzen Bildschirm`,
    shrink: (title) => `${title}: zurück an seinen Platz`,
  },
  leaving: {
    title: 'Ohne Speichern verlassen?',
    sentence: 'Was hier steht und nicht gespeichert ist, geht verloren.',
    action: 'Verlassen',
    isDanger: true,
  },
  cancel: 'Abbrechen',
  close: 'Schließen',
  save: 'Speichern',
  edit: 'Bearbeiten',
  undo: 'Rückgängig',
  copy: 'Kopieren',
  copied: 'Kopiert',
  unknown: 'unbekannt',
  typeToConfirm: (what) => `Zur Bestätigung „${what}“ eingeben`,
  nav: {
    main: 'Hauptmenü',
    plant: 'Anlage',
    alarms: 'Alarme',
    analysis: 'Analyse',
    dashboards: 'Übersichten',
    diagnoses: 'Diagnosen',
    jobs: 'Aufträge',
    fleet: 'Flotte',
    system: 'System',
    menu: 'Menü',
    tour: 'Rundgang',
    settings: 'Einstellungen',
    administration: 'Verwaltung',
  },

  appearance: {
    danger: 'Gefahr',
    warning: 'Warnung',
    advisory: 'Hinweis',
    stale: 'Veraltet',
    not_graded: 'Nicht bewertet',
    waiting: 'Noch keine Daten',
    warming: 'Läuft ein',
    good: 'Gut',
  },
  fault: faultNames,

  connection: {
    title: 'Verbindung',
    live: 'Live',
    connecting: 'Verbindet',
    offline: 'Offline',
    lost: (at) => `Verbindung verloren. Gezeigt werden Werte von ${at}.`,
    neverConnected: 'Noch keine Verbindung zum Hub',
    byItself:
      'Diese Seite versucht es von selbst wieder und geht weiter, sobald der Hub antwortet.',
    retryIn: (seconds) => `Neuer Versuch in ${seconds} s.`,
    retryNow: 'Verbindet erneut …',
    reconnect: 'Jetzt verbinden',
    newVersion: 'Der Hub wurde aktualisiert. Laden Sie diese Seite neu, um weiterzuarbeiten.',
    reload: 'Neu laden',
  },

  setup: {
    title: 'Das erste Konto anlegen',
    lead: 'Dieses Konto kann auf diesem Hub alles sehen und ändern. Bewahren Sie sein Passwort gut auf: Niemand kann es Ihnen wieder nennen.',
    name: 'Ihr Name',
    email: 'E-Mail (freiwillig: für Nachrichten zu Ihrem Konto)',
    password: 'Passwort',
    submit: 'Konto anlegen',
    submitting: 'Wird angelegt …',
    noToken:
      'Öffnen Sie den Einrichtungslink, den der Hub beim Start ausgegeben hat. Er gilt einmal und endet mit „#token=…“.',
    token: 'Einrichtungslink',
    newLink: 'Verloren oder abgelaufen? Auf dem Rechner des Hubs einen neuen ausgeben:',
    newLinkCommand: 'bun run hub:console -- setup-link',
    done: 'Dieser Hub hat sein erstes Konto schon.',
    toSignIn: 'Zur Anmeldung',
  },
  signIn: {
    title: 'Anmelden',
    name: 'Name',
    password: 'Passwort',
    submit: 'Anmelden',
    submitting: 'Anmeldung läuft …',
    signOut: 'Abmelden',
    expired: 'Ihre Sitzung ist beendet. Melden Sie sich an, um weiterzuarbeiten.',
    showPassword: 'Passwort anzeigen',
    show: 'Zeigen',
    hide: 'Verbergen',
    needsSetup: 'Dieser Hub hat noch kein Konto.',
  },

  theme: {
    title: 'Farbschema',
    system: 'System',
    light: 'Hell',
    dark: 'Dunkel',
  },
  help: {
    title: 'Tastatur',
    open: 'Tastaturhilfe',
    reference: 'API-Referenz',
    here: 'Auf diesem Bildschirm',
    everywhere: 'Überall',
    shortcutsOn: 'Kürzel aus einer Taste',
    shortcutsWhy: 'Abschalten, wenn Sie diktieren oder Tasten versehentlich drücken.',
    keys: [
      ['/', 'Messstellen suchen'],
      [
        '← ↑ ↓ →',
        'Über Kacheln und Zeilen von Listen gehen oder den Zeiger eines Diagramms bewegen',
      ],
      ['Enter', 'Messstelle oder Zeile öffnen'],
      ['Space', 'Zeile auswählen, wo Zeilen auswählbar sind'],
      ['Esc', 'Schließen, Suche leeren oder zurück zur Anlage'],
      ['h', 'Laufende Diagramme anhalten und weiterlaufen lassen'],
      ['p', 'Anlage'],
      ['s', 'System'],
      ['?', 'Diese Hilfe'],
    ],
  },

  plant: {
    title: 'Anlage',
    search: 'Maschinen und Messstellen suchen',
    clear: 'Suche leeren',
    filter: 'Nur zeigen',
    all: 'Alle',
    attention: (n, total) =>
      `${n} von ${many(total, 'Messstelle', 'Messstellen')} ${n === 1 ? 'braucht' : 'brauchen'} Aufmerksamkeit`,
    calm: (n) =>
      n === 1
        ? 'Die eine Messstelle ist ruhig'
        : `Keine von ${n} Messstellen braucht Aufmerksamkeit`,
    emptyTitle: 'Noch kein Sensor hat gesendet',
    emptyLead:
      'Messstellen erscheinen hier von selbst, sobald ein Sensor sagt, was er misst. Jeder Sensor braucht Zugangsdaten, die auf dem Rechner des Hubs gemacht werden:',
    emptyCommand: 'bun run hub:console -- credential add --kind sensor --id pump-3',
    emptySimulate: 'Um stattdessen eine simulierte Anlage zu sehen, nacheinander ausführen:',
    emptySimulateCommands: [
      'bun run hub:console -- credential add --kind gateway --id sim --prefix sim- --out sim.json',
      'bun run simulate -- synth --plant firmware-scripts/simulate/plants/demo.json --credential sim.json',
    ],
    noMatch: 'Keine Messstelle passt zu Suche und Filter.',
    showAll: 'Alle Messstellen zeigen',
    speedUnknown: 'Drehzahl unbekannt',
    speedEstimated: 'geschätzt',
    nothingHeard: 'Noch nichts gehört',
    noFinding: 'Kein Befund',
    alsoMore: (n) => `, ${n} weitere`,
    last: (word) => `Zuletzt bekannt: ${word}`,
    changed: (name, appearance) => `${name} ist jetzt: ${appearance}`,
  },

  figure: {
    velocity: 'Schwinggeschwindigkeit (eff.)',
    acceleration: 'Beschleunigung (eff.)',
    peak: 'Spitze',
    envelope: 'Hüllkurve (eff.)',
    displacement: 'Schwingweg',
    crest: 'Scheitelfaktor',
    kurtosis: 'Kurtosis',
    speed: 'Drehzahl',
    perMinute: '1/min',
    zone: (zone) => `Zone ${zone}`,
    zoneBy: { velocity: 'nach Geschwindigkeit', displacement: 'nach Schwingweg' },
    severity: 'Schwingstärke (ISO 20816)',
    notGraded: 'Nicht bewertet',
    significantChange: 'Gegenüber dem Ausgangswert deutlich verändert',
  },

  problem: {
    unreachable:
      'Der Hub ist nicht erreichbar. Prüfen Sie, ob er läuft und ob dieses Gerät in seinem Netz ist.',
    unreadable: 'Der Hub antwortete etwas, das diese Seite nicht versteht. Laden Sie sie neu.',
    screenTitle: 'Dieser Bildschirm konnte nicht geöffnet werden',
    script:
      'Sein Programm konnte hier nicht geladen oder ausgeführt werden. Versuchen Sie es noch einmal; hilft das nicht, laden Sie die Seite neu.',
    correlation: (id) => `Für den Support: ${id}`,
    pageNotFound: 'Diese Seite gibt es nicht.',
    noClipboard:
      'Dieser Browser lässt die Seite hier nicht kopieren: Text markieren und selbst kopieren.',
  },

  time: {
    now: 'jetzt',
    ago: (span) => `vor ${span}`,
    never: 'nie',
    ahead: 'Uhr geht vor',
    seconds: (n) => `${n} s`,
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} h`,
    days: (n) => `${n} d`,
  },
};
