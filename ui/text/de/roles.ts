import type { roles as english, areas as englishAreas } from '../roles.ts';
import type { Said } from '../said.ts';
import { many } from './many.ts';

const people = (n: number) => many(n, 'Person', 'Personen');
const teams = (n: number) => many(n, 'Team', 'Teams');
const both = (p: number, t: number) =>
  [p > 0 ? people(p) : '', t > 0 ? teams(t) : ''].filter(Boolean).join(' und ');

/** Words about roles, in German. */
export const roles: Said<typeof english> = {
  tabs: { list: 'Rollen', matrix: 'Wer was darf' },
  sections: 'Rollen',
  builtIn: 'Eingebaut',
  own: 'Von diesem Standort',
  kind: 'Art',
  make: 'Neue Rolle',
  makeTitle: 'Eine neue Rolle',
  copy: 'Kopieren',
  copyOf: (name) => `Kopie von ${name}`,
  edit: 'Ändern',
  editTitle: (name) => `Die Rolle ${name} ändern`,
  delete: 'Löschen',
  deleteTitle: (name) => `Die Rolle ${name} löschen?`,
  deleteLead: 'Niemand hat sie, also verliert niemand etwas dadurch.',
  inUse: (p, t) =>
    `${both(p, t)} ${p + t === 1 ? 'hat' : 'haben'} diese Rolle: Geben Sie zuerst eine andere.`,
  hasHeirs: (names) => `${names} erbt von ihr: Ändern Sie das zuerst.`,
  deleted: (name) => `Die Rolle ${name} ist gelöscht.`,
  made: (name) => `Die Rolle ${name} ist angelegt.`,
  saved: (name) => `Die Rolle ${name} ist geändert.`,
  name: 'Name',
  key: 'Schlüssel',
  keyHint: 'Kleinbuchstaben, Ziffern, „-“ und „_“. Er bleibt, wie er ist.',
  description: 'Beschreibung',
  inherits: 'Erbt von',
  nothing: 'nichts',
  permission: 'Darf',
  permissions: 'Eigene Rechte',
  inheritedHint: 'geerbt',
  notYours: 'Sie dürfen das selbst nicht, also können Sie es nicht geben.',
  count: (n) => many(n, 'Recht', 'Rechte'),
  people: 'Personen',
  teams: 'Teams',
  peopleCount: people,
  affected: (p, t) =>
    p + t === 0
      ? 'Niemand hat jetzt diese Rolle.'
      : `${both(p, t)} mit dieser Rolle ${p + t === 1 ? 'ist' : 'sind'} ab der nächsten Anfrage betroffen.`,
  none: 'Keine Rollen.',
  matrixLead: 'Gefüllt: Die Rolle sagt es selbst. Umringt: von einer anderen Rolle geerbt.',
  matrixLabel: 'Welche Rolle was darf',
  cells: { own: 'ja', inherited: 'geerbt', no: 'nein' },
  oneRole: 'Rolle',
  back: 'Alle Rollen',
  who: 'Wer sie hat',
  whoHas: (right) => `Wer darf: ${right}`,
  askWho: 'Wer darf das?',
  whoNone: 'Niemand.',
};

/** Words about roles within areas, in German. */
export const areas: Said<typeof englishAreas> = {
  lead: 'Eine Rolle, die jemand nur in einem Teil der Anlage hat, mit allem darunter, auf Dauer oder für eine Zeit: einen Stillstand, eine Vertretung.',
  none: 'Niemand hat eine Rolle in einem Bereich.',
  noAreas: 'Die Anlage hat noch keinen Baum, und keine Messstelle nennt einen Bereich.',
  add: 'Rolle geben',
  addTitle: 'Eine Rolle in einem Teil der Anlage',
  area: 'Teil der Anlage',
  anyArea: 'Alle Teile',
  part: 'Teil der Anlage',
  partHint: 'Ein Stück seines Pfads eingeben. Die Rolle gilt dort und überall darunter.',
  roleHint:
    'Was sie an Anlage, Aufzeichnungen und Alarmen gibt, gilt dort; was sie sonst gibt (Aufträge, Flotte, Personen, Einstellungen), nicht.',
  partKinds: {
    enterprise: 'Unternehmen',
    site: 'Standort',
    area: 'Bereich',
    line: 'Linie',
    machine: 'Maschine',
    position: 'Messposition',
    named: 'Messstellen außerhalb des Baums',
  },
  former: (name) => `${name} (nicht mehr da)`,
  who: 'Wer',
  kind: 'An',
  kinds: { person: 'Eine Person', team: 'Ein Team' },
  kindShort: { person: 'Person', team: 'Team' },
  pick: { person: 'Person', team: 'Team' },
  pickHint: 'Den Anfang des Namens eingeben.',
  role: 'Rolle dort',
  until: 'Bis',
  forGood: 'auf Dauer',
  left: (span) => `noch ${span}`,
  extend: 'Ändern',
  take: 'Zurücknehmen',
  takeTitle: (who, area) => `Die Rolle von ${who} in ${area} zurücknehmen?`,
  takeLead: 'Sie endet mit der nächsten Anfrage. Andere Rollen der Person bleiben.',
  taken: 'Die Rolle ist zurückgenommen.',
  given: (who, area) => `${who} hat die Rolle in ${area} ab jetzt.`,
};
