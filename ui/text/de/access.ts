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

  secondFactor: {
    title: 'Zweiter Schritt',
    lead: {
      totp: 'Geben Sie die sechs Ziffern ein, die Ihre Authenticator-App jetzt zeigt.',
      email: 'Ein Code ist unterwegs an Ihre E-Mail-Adresse. Er gilt zehn Minuten.',
      sms: 'Ein Code ist unterwegs an Ihr Telefon. Er gilt zehn Minuten.',
      backup: 'Geben Sie einen der Ersatzcodes ein, die Sie verwahrt haben. Jeder gilt einmal.',
    },
    code: 'Code',
    submit: 'Weiter',
    submitting: 'Wird geprüft …',
    other: 'Einen anderen Weg nehmen',
    ways: {
      totp: 'Authenticator-App',
      email: 'Code per E-Mail',
      sms: 'Code per SMS',
      backup: 'Ersatzcode',
    },
    resend: 'Code noch einmal senden',
    sent: 'Gesendet.',
    back: 'Von vorn beginnen',
    fewLeft: (n) =>
      n === 0
        ? 'Das war Ihr letzter Ersatzcode. Machen Sie jetzt neue: Einstellungen, Sicherheit.'
        : `Noch ${n} ${n === 1 ? 'Ersatzcode' : 'Ersatzcodes'}. Machen Sie bald neue: Einstellungen, Sicherheit.`,
  },

  addFactor: {
    title: 'Schützen Sie Ihr Konto',
    why: 'Konten wie Ihres brauchen beim Anmelden einen zweiten Schritt. Jede Authenticator-App ist recht.',
    password: 'Ihr Passwort, noch einmal',
    begin: 'Authenticator-App einrichten',
    beginning: 'Wird vorbereitet …',
    scan: 'Scannen Sie das mit der App, oder tippen Sie das Geheimnis ein.',
    qr: 'QR-Code mit dem Geheimnis für die Authenticator-App',
    onThisPhone: 'Ist die App auf diesem Gerät? Hier öffnen',
    secret: 'Geheimnis',
    code: 'Die sechs Ziffern, die die App zeigt',
    confirm: 'Bestätigen',
    confirming: 'Wird geprüft …',
    backupTitle: 'Verwahren Sie diese Ersatzcodes',
    backupLead:
      'Jeder lässt Sie einmal hinein, wenn Ihr Telefon verloren ist. Drucken Sie sie, oder legen Sie sie zu Ihren Passwörtern: Sie werden nicht noch einmal gezeigt.',
    backupHead: (name, site, at) =>
      `Ersatzcodes von ${name} für ${site}, gemacht ${at}. Jeder gilt einmal.`,
    copyAll: 'Alle kopieren',
    copiedAll: 'Alle Codes sind kopiert.',
    print: 'Drucken',
    download: 'Als Datei speichern',
    downloadName: 'tremolo-ersatzcodes.txt',
    kept: 'Ich habe sie verwahrt',
  },

  changePassword: {
    title: 'Neues Passwort wählen',
    why: 'Das Passwort, mit dem Sie kamen, war nur für das erste Mal.',
    current: 'Jetziges Passwort',
    new: 'Neues Passwort',
    submit: 'Passwort ändern',
    submitting: 'Wird geändert …',
    done: 'Ihr Passwort ist geändert. Ihre anderen Sitzungen sind beendet.',
  },

  acceptNotice: {
    title: 'Wie Ihre Daten hier benutzt werden',
    why: 'Lesen Sie das, und stimmen Sie zu, um weiterzugehen.',
    submit: 'Ich stimme zu',
    submitting: 'Weiter …',
  },

  leave: 'Abmelden',

  tooMany: {
    title: 'Zu viele Versuche',
    wait: (time) => `Sie können es in ${time} wieder versuchen.`,
    over: 'Sie können es jetzt wieder versuchen.',
    help: 'Passwort vergessen? Fordern Sie unten ein neues an. Ein Verwalter kann Ihr Konto auch sofort entsperren.',
  },
  capsLock: 'Die Feststelltaste ist an.',
  rightsChanged: 'Was Sie hier dürfen, wurde geändert.',

  inactive: {
    title: 'Ihr Konto ist nicht in Gebrauch',
    lead: 'Bis es wieder in Gebrauch ist, wird Ihnen nichts von Tremolo gezeigt. Was Sie gemacht haben, bleibt, wie es ist.',
    again: 'Noch einmal prüfen',
    back: 'Zurück zur Anmeldung',
  },
  denied: {
    title: 'Das dürfen Sie nicht öffnen',
    needsOne: 'Es braucht ein Recht, das Ihr Konto nicht hat:',
    needsAny: 'Es braucht eines dieser Rechte, und Ihr Konto hat keines davon:',
    role: (role) => `Ihre Rolle ist ${role}.`,
    impersonating: (name) => `Sie sehen Tremolo als ${name}, mit den Rechten, die Sie beide haben.`,
    ask: (contact) =>
      contact === ''
        ? 'Wenn Sie es brauchen, fragen Sie Ihren Verwalter.'
        : `Wenn Sie es brauchen, fragen Sie ${contact}.`,
    back: 'Zurück zu dem, was Sie sehen dürfen',
  },

  environment: { staging: 'Vorstufe', development: 'Entwicklung' },

  bands: {
    impersonation: 'Ansicht als andere Person',
    seeingAs: (name, by) => `Sie sehen Tremolo als ${name}. Sie sind ${by}.`,
    stop: 'Beenden',
    developers: 'Entwickler im Betrieb',
    developersFor: (time) => `Entwickler dürfen an diesem Standort noch ${time} arbeiten.`,
  },
};
