import type { accessSteps as english } from '../access-steps.ts';
import type { Said } from '../said.ts';

/** Words of what comes after or in place of signing in, in German. */
export const accessSteps: Said<typeof english> = {
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
};
