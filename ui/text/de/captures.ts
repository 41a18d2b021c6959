import type { CaptureRow } from '#schemas/captures/capture';
import type { captureWords as english } from '../captures.ts';
import type { Said } from '../said.ts';
import { many } from './many.ts';

const captures = (n: number) => many(n, 'Aufzeichnung', 'Aufzeichnungen');
const points = (n: number) => many(n, 'Messstelle', 'Messstellen');

/** Words about captured waveforms, in German. */
export const captureWords: Said<typeof english> = {
  title: 'Aufzeichnungen',
  lead: 'Rohe Zeitsignale, Wert für Wert behalten, wie die Sensoren sie sandten: bei Alarmen, nach der Uhr, wenn die Drehzahl in ein Band kommt, und wann immer Sie es verlangen.',
  none: 'Noch keine Aufzeichnungen. Zeichnen Sie jetzt eine Maschine auf, oder lassen Sie es eine Regel tun.',
  back: 'Alle Aufzeichnungen',
  time: 'Zeit',
  machine: 'Maschine',
  noMachine: 'mehrere Maschinen',
  points: 'Messstellen',
  pointsOf: (kept, all) => (kept === all ? `${all}` : `${kept} von ${all}`),
  trigger: 'Auslöser',
  triggers: { alarm: 'Alarm', timer: 'Uhr', demand: 'Von Hand', speed_band: 'Drehzahl' },
  speed: 'Drehzahl',
  condition: 'Zustand damals',
  labels: 'Einordnung',
  size: 'Größe',
  length: 'Länge',
  waveform: 'Zeitsignal',
  preview: (machine, low, high) => `Umriss des Zeitsignals von ${machine}: ${low} bis ${high}`,
  noPreview: 'noch keine Werte',
  state: 'Zustand',
  states: {
    recording: 'Zeichnet auf',
    arriving: 'Kommt an',
    complete: 'Vollständig',
    partial: 'Messstellen fehlen',
    failed: 'Nichts kam',
  },
  isProtected: 'Geschützt',
  notProtected: 'Nicht geschützt',
  by: 'Verlangt von',
  all: 'Alle',
  filters: {
    trigger: 'Auslöser',
    state: 'Zustand',
    condition: 'Zustand damals',
    label: 'Einordnung',
    protection: 'Schutz',
    machine: 'Maschine',
  },
  unlabelled: 'Ohne Einordnung',
  healthy: 'Gesund',

  make: 'Jetzt aufzeichnen',
  makeTitle: 'Eine Maschine jetzt aufzeichnen',
  makeEffect: (n, seconds) =>
    `Behält das rohe Signal von ${points(n)} für ${seconds}. Sonst ändert sich nichts: Die Diagnose läuft weiter.`,
  makeMachine: 'Maschine',
  chooseMachine: 'Maschine wählen',
  noMachines: 'Keine Maschine hat eine Messstelle, die jetzt diagnostiziert wird.',
  pre: 'Vor jetzt',
  post: 'Ab jetzt',
  made: (machine) => `${machine} wird aufgezeichnet.`,
  note: 'Notiz',
  windowLong: 'Zusammen höchstens 120 Sekunden.',

  label: 'Einordnen',
  labelTitle: (n) =>
    n === 1
      ? 'Was liegt in dieser Aufzeichnung vor?'
      : `Was liegt in diesen ${n} Aufzeichnungen vor?`,
  labelEffect:
    'Eingeordnete Aufzeichnungen sind vor dem Löschen geschützt, und Trainings können aus ihnen lernen.',
  labelWhat: 'Was vorliegt',
  labelOf: 'Wo',
  wholeMachine: 'Die ganze Maschine',
  confidence: 'Wie sicher Sie sind',
  labelled: (n) =>
    n === 1 ? 'Die Aufzeichnung ist eingeordnet.' : `${n} Aufzeichnungen sind eingeordnet.`,
  unlabelled1: 'Die Einordnung ist zurückgenommen.',
  unlabel: 'Zurücknehmen',
  noLabels: 'Noch niemand hat gesagt, was darin vorliegt.',
  labelBy: (name, when) => `${name}, ${when}`,
  sure: (percent) => `zu ${percent} % sicher`,

  learn: 'Daraus lernen',
  learnTitle: 'Was soll damit geschehen?',
  learnWhat: 'Auftrag',
  learnTrain: 'Ein Modell trainieren, das auch aus ihnen lernt',
  learnScore: 'Messen, wie gut das Modell ihre Schäden erkennt',
  learnStart: 'Auftrag starten',
  learnNone: 'Keine davon ist eingeordnet: Sagen Sie zuerst, was in ihnen vorliegt.',
  learnEffect: (n) =>
    `${n === 1 ? '1 eingeordnete Aufzeichnung geht' : `${n} eingeordnete Aufzeichnungen gehen`} in einen Satz, der Namen und Inhalt behält. Was niemand von einer Aufzeichnung gesagt hat, gilt als nicht vorliegend.`,
  learns: (n) => `Der Auftrag arbeitet mit ${points(n)}.`,

  protect: 'Schützen',
  release: 'Nicht mehr schützen',
  protected: (n) =>
    n === 1 ? 'Die Aufzeichnung ist geschützt.' : `${n} Aufzeichnungen sind geschützt.`,
  released: (n) =>
    n === 1
      ? 'Die Aufzeichnung ist nicht mehr geschützt.'
      : `${n} Aufzeichnungen sind nicht mehr geschützt.`,
  delete: 'Löschen',
  deleteTitle: (n) => (n === 1 ? 'Diese Aufzeichnung löschen?' : `${n} Aufzeichnungen löschen?`),
  deleteEffect:
    'Die Werte sind endgültig weg, auch auf der Platte. Geschützte Aufzeichnungen bleiben.',
  deleted: (n, freed, kept) =>
    `${captures(n)} gelöscht, ${freed} sind wieder frei.${kept === 0 ? '' : ` ${kept} geschützte ${kept === 1 ? 'bleibt' : 'bleiben'}.`}`,

  analyse: 'In der Analyse öffnen',
  download: 'Herausnehmen',
  formats: {
    wav: 'Ton (.wav)',
    csv: 'Tabelle (.csv)',
    mat: 'MATLAB (.mat)',
    parquet: 'Parquet',
  },
  downloadAll: 'Alle Messstellen',
  downloading: (size) => `bisher ${size}`,
  downloadFailed: 'Die Datei konnte nicht geholt werden.',
  cancel: 'Abbrechen',
  facts: 'Was bekannt ist',
  tracks: 'Messstellen',
  trackStates: {
    waiting: 'Wartet auf seinen Agenten',
    taken: 'Unterwegs',
    kept: 'Behalten',
    missing: 'Fehlt',
  },
  samples: 'Werte',
  stretchesSome: (n) =>
    n === 1 ? '1 Stelle, an der Werte fehlen' : `${n} Stellen, an denen Werte fehlen`,
  clockOff: (time) =>
    `Die Uhr des Sensors ging um ${time} falsch: Sein Fenster wurde nach der Ankunftszeit genommen.`,
  compressed: (share) => `${share} % dessen, was die Sensoren sandten`,
  window: 'Fenster',
  windowOf: (before, after) => `${before} davor, ${after} danach`,
  removed: (when) => `Die Aufbewahrung entfernt sie nach ${when}.`,
  removedNever: 'Sie ist geschützt: Die Aufbewahrung lässt sie.',
  alarm: 'Alarm',
  openAlarm: 'Der Alarm',
  editNote: 'Notiz ändern',
  noteSaved: 'Die Notiz ist behalten.',
  progress: (done, all) => `${done} von ${all} Messstellen sind da`,

  storage: 'Speicher',
  storageUsed: (used, most) => `${used} von ${most}`,
  storageMeter: 'Belegter Speicher der Aufzeichnungen',
  storageFolder: 'im Datenordner des Hubs',
  storageS3: 'im Bucket',
  storageProtected: (size, n) =>
    `${size} in ${n === 1 ? '1 geschützten Aufzeichnung' : `${n} geschützten Aufzeichnungen`}.`,
  storageCompression: (raw) => `${raw} vor dem Verdichten.`,
  storageDiskLow: 'Die Platte ist voll: Jetzt wird nichts aufgezeichnet.',
  storageRefused: (n) =>
    `${captures(n)} ${n === 1 ? 'wurde' : 'wurden'} nicht gemacht, weil es von einer Maschine zu viele gab oder kein Platz war.`,
  storageMissing: (n) => `${points(n)} lieferten nichts, als es verlangt war.`,
  nextTitle: 'Als Nächstes entfernt',
  nextNone: 'Bald wird nichts entfernt.',
  nextAge: (when) => `nach ${when}, des Alters wegen`,
  nextRoom: 'sobald Platz gebraucht wird',
  kept: (days) => `Ungeschützte Aufzeichnungen werden ${days} Tage behalten.`,

  rules: 'Regeln',
  rulesLead: 'Was immer wieder aufgezeichnet wird, ohne dass es jemand verlangt.',
  rulesNone: 'Noch keine Regeln: Nur Alarme und Personen machen Aufzeichnungen.',
  ruleMake: 'Neue Regel',
  ruleMakeTitle: 'Eine Regel machen',
  ruleEditTitle: (name) => `${name} ändern`,
  ruleName: 'Name',
  ruleWhere: 'Teil der Anlage',
  ruleWhen: 'Wann',
  ruleTimer: 'Nach der Uhr',
  ruleSpeed: 'Wenn die Drehzahl in ein Band kommt',
  ruleEvery: 'Alle',
  ruleMin: 'Von',
  ruleMax: 'Bis',
  ruleRest: 'Höchstens einmal in',
  ruleOn: 'Eingeschaltet',
  ruleOff: 'aus',
  ruleSaved: (name) => `${name} ist behalten.`,
  ruleDeleted: (name) => `${name} ist gelöscht.`,
  ruleDeleteTitle: (name) => `${name} löschen?`,
  ruleDeleteEffect: 'Sie zeichnet nichts mehr auf. Was sie aufgezeichnet hat, bleibt.',
  ruleChoose: 'Teil der Anlage wählen',
  rulePre: 'Vor diesem Augenblick',
  rulePost: 'Danach',
  ruleTimerEffect: (perDay, seconds) =>
    `Zeichnet jede Maschine darunter ${perDay} Mal am Tag auf, jedes Mal ${seconds}, solange die Regel eingeschaltet ist.`,
  ruleSpeedEffect: (seconds) =>
    `Zeichnet jede Maschine darunter auf, wenn ihre Drehzahl in das Band kommt, jedes Mal ${seconds}.`,
  ruleNodeGone: 'Dieser Teil der Anlage ist weg: Die Regel tut nichts.',
  ruleNoNodes: 'Bauen Sie zuerst den Baum der Anlage: Regeln gelten für einen Teil davon.',
  ruleTimerSays: (minutes) => `alle ${minutes} min`,
  ruleSpeedSays: (low, high) => `${low} bis ${high} 1/min`,
  ruleNext: (when) => `nächste ${when}`,
  edit: 'Ändern',
  save: 'Behalten',
};

/** What a capture is called in a sentence. */
export const captureName = ({ machine }: Pick<CaptureRow, 'machine'>) =>
  machine ?? captureWords.noMachine;
