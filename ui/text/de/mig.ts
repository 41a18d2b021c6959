import type { mig as english } from '../mig.ts';
import { fixed } from '../numbers.ts';
import type { Said } from '../said.ts';
import { many } from './many.ts';

const gib = (value: number | null) => (value === null ? '' : `, ${fixed(value, 1)} GiB`);

/** Words about GPUs in parts (Multi-Instance GPU), in German. */
export const mig: Said<typeof english> = {
  title: 'Teile (MIG)',
  failed: 'Es kann nicht gezeigt werden, wie diese GPU geteilt ist',
  unsupported: 'Nicht unterstützt: Diese GPU lässt sich nicht teilen.',
  unknown: 'Wie die GPU geteilt ist, ist jetzt nicht bekannt.',
  off: 'MIG ist aus: Die GPU ist ein Ganzes.',
  onEmpty: 'MIG ist an, und es gibt keine Instanzen: Nichts kann die GPU benutzen.',
  on: (n) => `MIG ist an, mit ${many(n, 'Instanz', 'Instanzen')}.`,
  pending: (mode) =>
    `MIG wird nach dem nächsten Rücksetzen der GPU ${mode === 'enabled' ? 'an' : 'aus'} sein.`,
  strip: 'Wo die Instanzen liegen',
  free: 'frei',
  instances: 'Instanzen und wer in ihnen arbeitet',
  instance: 'Instanz',
  profile: 'Profil',
  memory: 'Speicher',
  place: 'Platz',
  atWork: 'Darin in Arbeit',
  idle: 'nichts',
  job: (id) => `Auftrag ${id}`,
  process: (pid, name) => `Prozess ${pid} (${name})`,
  noCompute: 'ohne Recheninstanz: Nichts kann sie benutzen',
  wholeGpu: 'In Arbeit auf der GPU als Ganzem',
  placeOf: (start, size) => (size === 1 ? `${start}` : `${start}–${start + size - 1}`),

  obstacles: 'Sie lässt sich jetzt nicht teilen:',
  change: 'Teilen …',
  looking: 'Der Treiber wird gefragt …',

  dialog: (name) => `${name} teilen`,
  chooseLead:
    'Wählen Sie, was da sein soll. Noch geschieht nichts: Zuerst sehen Sie jeden Befehl und was wegfiele.',
  mode: 'MIG',
  modes: { enabled: 'An', disabled: 'Aus' },
  howMany: (name, gibytes, total) => `${name}${gib(gibytes)} (höchstens ${total})`,
  profilesLater:
    'Der Treiber nennt die Profile erst, wenn MIG an ist: Schalten Sie es zuerst ohne Instanzen ein.',
  show: 'Zeigen, was geschähe',
  showing: 'Wird gefragt …',

  planTitle: 'Das geschähe',
  planLead: (agent) =>
    `Auf dem Rechner von ${agent}, in dieser Reihenfolge. Unmittelbar davor wird noch einmal nachgesehen; ist dann etwas auf der GPU, geschieht nichts.`,
  goes: 'Fällt weg',
  goesNothing: 'Nichts.',
  comes: 'Kommt',
  comesNothing: 'Keine Instanzen.',
  one: (name, start, gibytes) =>
    `${name}${gib(gibytes)}${start === null ? ', wohin der Treiber sie legt' : `, ab Platz ${start}`}`,
  wayBack: 'Scheitert ein Schritt, und später, wo Sie es wollen, macht das es rückgängig:',
  noJobs: 'Bis es vorbei ist, bekommt kein Auftrag diese GPU.',
  back: 'Anders wählen',
  apply: 'Jetzt teilen',
  applying: 'Wird übergeben …',
  applied: 'Der Agent weiß Bescheid. Was er tut, wird laufend gezeigt.',

  lately: 'Zuletzt getan',
  states: {
    asked: 'Verlangt, der Agent hat noch nicht geantwortet',
    running: 'In Arbeit',
    restoring: 'Geht zurück',
    applied: 'Erledigt',
    refused: 'Nicht begonnen',
    restored: 'Gescheitert, und was vorher war, ist wieder da',
    stuck: 'Gescheitert, und der Weg zurück auch',
    unanswered: 'Der Agent hat nie geantwortet',
  },
  asked: (who, when) => `von ${who === '' ? 'Tremolo' : who}, ${when}`,
  steps: (n) => many(n, 'Befehl', 'Befehle'),
  ended: (code) => (code === null ? 'endete nicht' : `endete mit ${code}`),
  runs: 'läuft',
  wayThere: 'hin',
  wayBackStep: 'zurück',
  silent: 'Es sagte nichts.',
  byHand: 'Als root auf jenem Rechner einzugeben, nachdem Sie nachgesehen haben:',
  undo: 'Zurück zu dem, was vorher war …',
  undoTitle: (name) => `${name}: zurückgehen`,
};
