import type { editorWords as english } from '../plant-editor.ts';
import type { Said } from '../said.ts';
import { many } from './many.ts';

const parts = (n: number) => many(n, 'Teil', 'Teile');
const points = (n: number) => many(n, 'Messstelle', 'Messstellen');

/** Words of the plant editor, in German. */
export const editorWords: Said<typeof english> = {
  title: 'Anlageneditor',
  lead: 'Jede Änderung gilt sofort für alle und lässt sich rückgängig machen.',
  mayNot:
    'Sie sehen die Anlage hier und dürfen sie nicht ändern. Bitten Sie um das Recht, sie zu bearbeiten, überall oder in Ihrem Bereich.',
  back: 'Anlage',
  tree: 'Baum',
  treeKeys:
    'Pfeile gehen, F2 benennt um, Einfügen fügt darunter ein, Entfernen entfernt, X hebt auf, Enter oder V legt ab.',
  emptyTitle: 'Der Baum ist leer',
  emptyLead:
    'Beginnen Sie mit einem Standort oder einem Bereich, oder setzen Sie Maschinen ganz oben hin: Ebenen dürfen fehlen.',
  top: 'Spitze des Baums',
  add: 'Hinzufügen',
  addTo: (name) => `Unter ${name} hinzufügen`,
  addTitle: 'Zum Baum hinzufügen',
  addUnder: (name) => `Steht unter ${name}.`,
  addTop: 'Steht an der Spitze des Baums.',
  kind: 'Art',
  name: 'Name',
  rename: 'Umbenennen',
  renameTitle: (name) => `${name} umbenennen`,
  move: 'Verschieben',
  copy: 'Mehr wie dieses',
  remove: 'Entfernen',
  openMachine: 'Maschine öffnen',
  chooseFirst:
    'Wählen Sie einen Teil des Baums, um ihn zu ändern, oder einen Sensor, um ihn zu setzen.',
  carrying: (name) => `Wählen Sie, wohin ${name} kommt.`,
  carryingKeys:
    'Eine Stelle im Baum antippen oder darauf Enter oder V drücken. Escape lässt es, wo es ist.',
  cannotGo: (name, where) => `${name} kann nicht unter ${where} stehen.`,
  pointsGo: 'Sensoren werden nur auf Maschinen und Messpositionen gesetzt.',
  letGo: 'Lassen',
  goesHere: 'Hier ablegen',
  removeTitle: (name) => `${name} entfernen?`,
  removeSentence: (p, n) =>
    [
      p > 1 ? `${parts(p)} des Baums gehen mit.` : 'Nur dieser Teil geht.',
      n > 0
        ? `${points(n)} ${n === 1 ? 'ist' : 'sind'} dann nicht zugeordnet und ${n === 1 ? 'wird' : 'werden'} weiter gemessen.`
        : 'Kein Sensor steht dort.',
      'Es lässt sich rückgängig machen.',
    ].join(' '),
  removed: (name, n) =>
    n > 0
      ? `${name} entfernt: ${points(n)} ${n === 1 ? 'ist' : 'sind'} jetzt nicht zugeordnet`
      : `${name} entfernt`,
  made: (name) => `${name} hinzugefügt`,
  renamed: (name) => `Umbenannt in ${name}`,
  moved: (name, to) => `${name} nach ${to} verschoben`,
  placed: (name, to) => `${name} auf ${to} gesetzt`,
  takenOff: (name) => `${name} ist jetzt nicht zugeordnet`,
  discard: 'Herausnehmen',
  discardTitle: (name) => `${name} aus der Anlage nehmen?`,
  discardSentence:
    'Der Sensor ist weg. Die Messstelle wird nicht mehr gelistet; was sie gemessen hat, bleibt erhalten. Mit dem Sensor kommt sie wieder, und dies lässt sich rückgängig machen.',
  discarded: (name) => `${name} aus der Anlage genommen`,
  takeOff: 'Abnehmen',
  undo: (what) => `Rückgängig: ${what}`,
  undone: (what) => `Rückgängig gemacht: ${what}`,
  points: 'Sensoren hier',
  pointsNone: 'Hier steht noch kein Sensor.',
  unassigned: 'Nicht zugeordnete Sensoren',
  unassignedNone: 'Jeder Sensor hat seinen Platz.',
  unassignedLead: 'Neue Sensoren erscheinen hier von selbst, sobald sie senden.',
  unassignedMore: (n) =>
    `${many(n, 'weiterer Sensor', 'weitere Sensoren')}: über die Suche zu finden.`,
  unassignedFind: 'Einen Sensor finden',
  saysOf: (machine) => `sagt, er sei an ${machine}`,
  place: 'Setzen',
  placeAll: (n) => `Alle ${n} Achsen setzen`,
  preview: 'Signal ansehen',
  previewEnd: 'Signal schließen',
  previewOf: (name) => `Signal von ${name}`,
  import_: 'Einlesen',
  importTitle: 'Den Baum einlesen',
  importLead:
    'Eine CSV- oder JSON-Datei, wie die Ausfuhr sie macht. Sie wird zuerst Zeile für Zeile angesehen; nichts ändert sich, bevor Sie zustimmen, und nie geschieht etwas nur zum Teil.',
  importChoose: 'Datei wählen',
  importHint: '.csv oder .json; oder hier ablegen',
  importLooking: (name) => `${name} wird angesehen …`,
  importTooLarge: 'Diese Datei ist zu groß für eine Anlage.',
  importAction: 'Einlesen',
  importing: 'Wird eingelesen …',
  importAnother: 'Andere Datei',
  imported: 'Eine Datei eingelesen',
  exportCsv: 'CSV ausführen',
  exportJson: 'JSON ausführen',
  exportFailed: (sentence) => `Die Ausfuhr scheiterte: ${sentence}`,
  plan: {
    errors: (n, rows) =>
      `${many(n, 'Fehler', 'Fehler')} in ${many(rows, 'Zeile', 'Zeilen')}: Nichts kann eingelesen werden`,
    nothing: 'Nichts würde sich ändern: Alles ist, wie die Datei sagt.',
    ready: (changes, rows) =>
      `${many(rows, 'Zeile', 'Zeilen')}: ${many(changes, 'Änderung', 'Änderungen')}`,
    readyCopies: (changes) =>
      `Würde ${changes === 1 ? 'einen Teil' : `${changes} Teile`} hinzufügen`,
    moreErrors: (n) => `und ${many(n, 'weiterer Fehler', 'weitere Fehler')}`,
    moreChanges: (n) => `und ${many(n, 'weitere Änderung', 'weitere Änderungen')}`,
    row: 'Zeile',
    column: 'Spalte',
    what: 'Was nicht stimmt',
    change: 'Änderung',
    kind: 'Art',
    path: 'Wo',
    fields: 'Angaben',
    changes: { created: 'Neu', edited: 'Geändert', moved: 'Verschoben', placed: 'Gesetzt' },
    point: 'Messstelle',
  },
  copyTitle: (name) => `Mehr Maschinen wie ${name}`,
  copyLead:
    'Messpositionen, Lager, Grenzen und Angaben werden kopiert; Sensoren nicht. {101..120} macht zwanzig Namen, {a,b} zwei.',
  copyFrom: 'Wie',
  copyNames: 'Namen',
  copyUnder: 'Stehen unter',
  copyExample: (names) => `Zum Beispiel ${names}`,
  copyPreview: 'Vorschau',
  copyMake: (n) => (n === 1 ? 'Anlegen' : `${n} anlegen`),
  copied: (n) => `${parts(n)} hinzugefügt`,
  template: (name) => `Muster: ${name}`,
  templateKeep: 'Als Muster behalten',
  templateKept: (name) => `${name} ist als Muster behalten.`,
  templateRemove: 'Dieses Muster löschen',
  templateRemoved: 'Das Muster ist gelöscht; was danach gemacht wurde, bleibt.',
  picture: 'Bild',
  pictureLead: 'Ein Grundriss oder Foto, auf dem die Teile darunter ihren Zustand zeigen.',
  needed: 'Ein Name wird gebraucht.',
};
