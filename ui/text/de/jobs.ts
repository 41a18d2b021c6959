import type { FailureCause } from '#schemas/jobs/job';
import { type jobWords as english, kindWord as englishKind } from '../jobs.ts';
import type { Said } from '../said.ts';
import { many as counted } from './many.ts';

export { fieldWord, shortId } from '../jobs.ts';

const many = (n: number, one = 'Auftrag', more = 'Aufträge') => counted(n, one, more);
const lines = (n: number) => counted(n, 'Zeile', 'Zeilen');
const letters = (n: number) => many(n, 'gescheiterten Auftrag', 'gescheiterte Aufträge');

const CAUSES: Readonly<Record<FailureCause, string>> = {
  failed: 'Der Auftrag scheiterte',
  invalid: 'Mit seinen Angaben kann es nicht gehen',
  crashed: 'Der Prozess des Auftrags ist abgestürzt',
  time_limit: 'Der Auftrag brauchte länger, als er darf',
  memory_limit: 'Der Auftrag brauchte mehr Speicher, als er darf',
  agent_restarted: 'Der Agent endete, während der Auftrag lief',
  agent_lost: 'Der Agent war nicht mehr zu hören',
};

/** Words about jobs, queues and dead letters, in German. */
export const jobWords: Said<typeof english> = {
  title: 'Aufträge',
  lead: 'Arbeit für Agenten neben dem Diagnostizieren. Die laufende Diagnose geht immer vor.',
  tabs: { list: 'Alle Aufträge', queues: 'Warteschlangen', dead: 'Gescheiterte' },
  notUpToDate: (sentence) => `Nicht auf dem neuesten Stand. ${sentence}`,

  none: 'Noch keine Aufträge.',
  job: 'Auftrag',
  state: 'Zustand',
  states: {
    queued: 'Wartet',
    paused: 'Zurückgehalten',
    leased: 'Übergeben',
    running: 'Läuft',
    succeeded: 'Gelungen',
    failed: 'Gescheitert',
    cancelled: 'Abgebrochen',
    skipped: 'Übersprungen',
  },
  ending: 'Endet',
  pausing: 'Pausiert',
  yielding: 'Macht Platz',
  yields: 'Er macht Platz für',
  queue: 'Warteschlange',
  queueNames: {
    training: 'Training',
    preprocessing: 'Vorverarbeitung',
    evaluation: 'Bewertung',
    default: 'Allgemein',
  },
  kind: 'Art',
  agent: 'Agent',
  onGpu: (agent, gpu) => `${agent}, GPU ${gpu}`,
  gpu: (gpu) => `GPU ${gpu}`,
  owner: 'Inhaber',
  note: 'Grund',
  created: 'Abgeschickt',
  forecast: 'Beginnt wohl',
  started: 'Begonnen',
  ended: 'Beendet',
  took: 'Dauer',
  attempt: 'Versuch',
  any: {
    state: 'Jeder Zustand',
    queue: 'Jede Warteschlange',
    kind: 'Jede Art',
    agent: 'Jeder Agent',
  },
  anybody: 'Von allen',
  mine: 'Von mir',
  noFilters: 'Ohne Filter',

  make: 'Neuer Auftrag',
  again: 'Neuer Auftrag wie dieser',
  makeTitle: 'Auftrag abschicken',
  submit: 'Abschicken',
  made: 'Der Auftrag ist abgeschickt.',
  given: 'Was er bekommt',
  nothingGiven: 'Nichts: Diese Art braucht keine Angaben.',
  queueOnly: 'Sie dürfen nur in diese Warteschlange abschicken.',
  queueHint: (priority) => `Priorität ${priority}: Warteschlangen mit höherer kommen zuerst dran.`,
  needs: 'Was er braucht',
  provider: 'Läuft auf',
  providers: { cpu: 'CPU', cuda: 'NVIDIA-GPU (CUDA)' },
  gpuMemory: 'Freier GPU-Speicher mindestens',
  sharesGpu: 'Darf die GPU mit anderen Aufträgen teilen',
  sharesGpuHint: 'Sonst hat er eine für sich.',
  labels: 'Kennzeichen des Agenten',
  labelsHint: 'Durch Kommas getrennt; nur ein Agent, der alle hat, bekommt ihn.',
  onAgent: 'Agent',
  whichever: 'Wer frei ist',
  more: 'Grenzen, Beginn und Reihenfolge',
  timeLimit: (usual) => `Beendet nach (üblich: ${usual})`,
  memoryLimit: (usual) => `Beendet über (üblich: ${usual})`,
  notBefore: 'Nicht vor',
  notBeforeHint: 'Leer: sobald Platz ist.',
  dependsOn: 'Erst, wenn diese Aufträge gelungen sind',
  dependsOnHint: 'Ihre Kennungen, durch Leerzeichen oder Kommas getrennt.',
  effect: (queue, later) =>
    `Er wartet in ${queue}, ${later ? 'bis seine Zeit kommt' : 'bis ein Agent Platz hat'}, und läuft dann von selbst. Er kann jederzeit abgebrochen werden.`,
  notJson: 'Das ist kein JSON.',
  aNumber: 'Das ist keine Zahl.',
  wrongHere: (what) => `${what}: Sehen Sie hier noch einmal hin.`,
  perLine: 'Ein Eintrag je Zeile.',
  asJson: 'Als JSON.',
  left: 'Nicht angegeben',
  noneOfThem: 'keine',
  yes: 'ja',
  no: 'nein',

  back: 'Alle Aufträge',
  backDead: 'Alle gescheiterten',
  failedTitle: 'Der Auftrag konnte nicht geladen werden',
  by: (owner, when) => `${owner}, ${when}`,
  id: 'Kennung des Auftrags',
  why: 'Warum er wartet',
  progress: 'Fortschritt',
  size: 'Größe',
  progressKept: 'Wo er steht',
  ofWhole: (n, whole) => `${n} von ${whole}`,
  chartAt: (along, at, value) => (along === null ? `${at}: ${value}` : `${along} ${at}: ${value}`),
  chartLatest: (along, at, value) =>
    along === null ? `Letzter von ${at}: ${value}` : `Zuletzt, ${along} ${at}: ${value}`,
  share: (percent) => `${percent} fertig`,
  remaining: (span) => `noch etwa ${span}`,
  noShare: 'Er sagt nicht, wie weit er ist.',
  runningFor: (span) => `läuft seit ${span}`,
  result: 'Ergebnis',
  failure: 'Fehler',
  lastFailure: 'Der Versuch davor scheiterte',
  isArchived: (when) => `Abgelegt ${when}.`,
  causes: CAUSES,
  traceback: 'Aufrufliste',
  copied: 'Kopiert.',
  notCopied: 'Der Browser lässt hier nichts kopieren; es ist stattdessen markiert.',
  facts: 'Bedingungen',
  limits: (time, memory) => `${time}, ${memory}`,
  limit: 'Beendet nach oder über',
  parents: 'Läuft nach',
  ofGpuMemory: (memory) => `${memory} GPU-Speicher`,
  shares: 'teilt die GPU',
  labelled: (labels) => `Kennzeichen ${labels}`,
  onlyOn: (agent) => `nur auf ${agent}`,
  preempted: 'Dringendere Aufträge',
  preemptible: {
    true: 'nehmen seinen Platz: Er geht später weiter',
    false: 'warten, bis er beendet ist',
  },
  preemptUsual: (takePlace) =>
    `Üblich: ${takePlace ? 'nehmen seinen Platz' : 'warten, bis er beendet ist'}`,
  retriesLeft: 'Versuche übrig',

  timeline: 'Was geschah',
  happened: {
    submit: 'Abgeschickt',
    lease: 'Einem Agenten übergeben',
    refuse: 'Der Agent hatte keinen Platz',
    start: 'Begonnen',
    succeed: 'Gelungen',
    fail: 'Versuch gescheitert',
    cancel: 'Abbruch verlangt',
    cancelled: 'Abgebrochen',
    pause: 'Pause verlangt',
    held: 'Zurückgehalten',
    yield: 'Gebeten, einem dringenderen Platz zu machen',
    paused: 'Steht still',
    resume: 'Freigegeben',
    skip: 'Übersprungen',
    retry: 'Wird noch einmal versucht',
  },
  byPerson: (name) => `von ${name}`,
  nthAttempt: (n) => `Versuch ${n}`,
  stood: (state, span) => `${state} seit ${span}`,

  log: 'Protokoll',
  logSearch: 'Im Protokoll suchen',
  logPause: 'Anhalten',
  logResume: 'Folgen',
  logHeld: (n) => (n === 0 ? 'Angehalten' : `Angehalten, ${many(n, 'neue Zeile', 'neue Zeilen')}`),
  logNone: 'Er hat noch nichts gesagt.',
  logNever: 'Er hat nichts gesagt.',
  logComes: 'Wird geladen …',
  logNoMatch: 'Keine Zeile passt.',
  logMissing: (n) => `${lines(n)} verloren`,
  logEarlier: (n) =>
    `${many(n, 'frühere Zeile', 'frühere Zeilen')} nicht gezeigt: suchen oder das Protokoll speichern.`,
  logCapped: (n) => `Ein Versuch behält ${n} Zeilen; was er danach sagte, ist nicht behalten.`,
  logSave: 'Speichern',
  logLines: (n) => (n === '1' ? '1 Zeile' : `${n} Zeilen`),
  logFound: (n, of) => `${n} von ${of} Zeilen`,
  logFailed: 'Das Protokoll konnte nicht geladen werden',

  actions: {
    cancel: 'Abbrechen',
    hold: 'Zurückhalten',
    pause: 'Pausieren',
    release: 'Freigeben',
    retry: 'Noch einmal versuchen',
    edit: 'Ändern und noch einmal versuchen',
    archive: 'Ablegen',
    delete: 'Löschen',
  },
  asks: {
    cancel: {
      title: (n) => `${n === 1 ? 'Den Auftrag' : many(n)} abbrechen?`,
      says: 'Was wartet, läuft nie; was läuft, endet innerhalb von zwei Sekunden, und was es bisher getan hat, ist verloren. Aufträge, die darauf warten, werden übersprungen.',
    },
    hold: {
      title: (n) => `${n === 1 ? 'Den Auftrag' : many(n)} zurückhalten?`,
      says: 'Er behält seinen Platz, wird aber keinem Agenten gegeben, bis ihn jemand freigibt.',
    },
    pause: {
      title: (n) => `${n === 1 ? 'Den Auftrag' : many(n)} pausieren?`,
      says: 'Er hält fest, wo er steht, sobald er kann, gibt seinen Platz beim Agenten frei und geht von dort weiter, wenn ihn jemand freigibt.',
    },
    release: {
      title: (n) => `${n === 1 ? 'Den Auftrag' : many(n)} freigeben?`,
      says: 'Er wartet wieder, bis er an der Reihe ist, und läuft, sobald ein Agent Platz hat; was begonnen hatte, geht von dort weiter, wo es stand.',
    },
    retry: {
      title: (n) => `${n === 1 ? 'Den Auftrag' : many(n)} noch einmal versuchen?`,
      says: 'Er geht mit denselben Angaben und allen seinen Versuchen in seine Warteschlange zurück.',
    },
    archive: {
      title: (n) => `${n === 1 ? 'Den gescheiterten Auftrag' : letters(n)} ablegen?`,
      says: 'Er verlässt diese Liste und ihre Ursachen; er bleibt bei den abgelegten und kann noch einmal versucht werden.',
    },
    delete: {
      title: (n) => `${n === 1 ? 'Den gescheiterten Auftrag' : letters(n)} löschen?`,
      says: 'Der Auftrag ist endgültig weg, mit seinen Angaben, seiner Geschichte und seinem Protokoll.',
    },
  },
  done: {
    cancel: (n) => `${n === 1 ? 'Der Auftrag ist' : `${many(n)} sind`} abgebrochen.`,
    hold: (n) => `${n === 1 ? 'Der Auftrag ist' : `${many(n)} sind`} zurückgehalten.`,
    pause: (n) => `${n === 1 ? 'Der Auftrag ist' : `${many(n)} sind`} um eine Pause gebeten.`,
    release: (n) =>
      n === 1
        ? 'Der Auftrag wartet wieder, bis er an der Reihe ist.'
        : `${many(n)} warten wieder, bis sie an der Reihe sind.`,
    retry: (n) => `${n === 1 ? 'Der Auftrag ist' : `${many(n)} sind`} wieder in der Warteschlange.`,
    archive: (n) => `${n === 1 ? 'Er ist' : `${n} sind`} abgelegt.`,
    delete: (n) => `${n === 1 ? 'Er ist' : `${n} sind`} gelöscht.`,
  },
  outcome: (done, refused) => `${done} erledigt, ${refused} abgelehnt`,
  outcomeDone: 'Erledigt.',
  editTitle: 'Angaben ändern und noch einmal versuchen',
  editLead:
    'Der Auftrag geht mit diesen Angaben und allen seinen Versuchen in seine Warteschlange zurück.',

  queuesLead:
    'Je größer die Priorität, desto eher ist ein Auftrag an der Reihe. Je fünf Minuten Warten zählen als eine Stufe mehr, sodass nichts ewig wartet.',
  priority: 'Priorität',
  depth: 'Wartend',
  active: 'In Arbeit',
  scheduled: 'Für später',
  retrying: 'Vor neuem Versuch',
  held: 'Zurückgehalten',
  failedLastHour: 'Gescheitert, letzte Stunde',
  wait: 'Warten p50 / p95',
  run: 'Laufen p50 / p95',
  spreadNote:
    'Warten und Laufen: Die Hälfte der in der letzten Stunde beendeten Aufträge brauchte nicht länger als p50, alle bis auf ein Zwanzigstel nicht länger als p95.',
  kindsTitle: 'Wie Aufträge jeder Art endeten, letzte 30 Tage',
  kindsNone: 'Noch kein Auftrag ist beendet.',
  retried: 'Noch einmal versucht',
  retriedSucceeded: 'Davon gelungen',
  goesOn: 'Offen',
  stopped: (since) => `Angehalten ${since}`,
  stop: 'Anhalten',
  resume: 'Weiterführen',
  purge: 'Leeren',
  stopTitle: (queue) => `Die Warteschlange ${queue} anhalten?`,
  stopLead: (active) =>
    `Nichts weiter daraus beginnt, bis jemand sie weiterführt. ${active === 0 ? 'Nichts daraus ist in Arbeit.' : `${many(active)} in Arbeit ${active === 1 ? 'läuft' : 'laufen'} weiter.`}`,
  resumeTitle: (queue) => `Die Warteschlange ${queue} weiterführen?`,
  resumeLead: (depth) =>
    `${depth === 0 ? 'Nichts wartet in ihr' : `${many(depth)} ${depth === 1 ? 'wartet' : 'warten'} in ihr`}; Aufträge gehen wieder an Agenten, sobald diese Platz haben.`,
  purgeTitle: (queue) => `Die Warteschlange ${queue} leeren?`,
  purgeLead: (waiting, active) =>
    `Das bricht ${many(waiting, 'wartenden Auftrag', 'wartende Aufträge')} ab, auch für später gesetzte und zurückgehaltene.${active === 0 ? '' : ` ${many(active)} in Arbeit ${active === 1 ? 'läuft' : 'laufen'} weiter.`} Sie lassen sich nur einzeln zurückholen.`,
  stoppedNow: (queue) => `${queue} ist angehalten.`,
  resumedNow: (queue) => `${queue} geht weiter.`,
  purged: (n) => `${many(n)} abgebrochen.`,
  nothingWaits: 'Nichts wartet in ihr.',

  deadLead:
    'Endgültig gescheiterte Aufträge: Ihre Versuche sind verbraucht, oder mit ihren Angaben kann es nicht gehen.',
  deadNone: 'Kein Auftrag ist endgültig gescheitert.',
  deadNoneArchived: 'Nichts wurde abgelegt.',
  causesTitle: 'Woran sie scheiterten',
  cause: 'Ursache',
  sentence: 'Was er sagte',
  affected: (people) => `${many(people, 'Person', 'Personen')} betroffen`,
  lastOne: (age) => `zuletzt ${age}`,
  openJob: 'Auftrag öffnen',
  noTraceback: 'Es kam keine Aufrufliste mit.',
  shelf: 'Gezeigt',
  shelves: { '': 'Anzusehen', archived: 'Abgelegt' },
};

const KINDS: Readonly<Record<string, string>> = {
  train: 'Training',
  score: 'Bewertung an Aufzeichnungen',
  benchmark: 'Leistungsmessung',
  sync: 'Modelle abgleichen',
};

/** A kind of job; one that has no German name yet keeps the one of the contracts. */
export function kindWord(kind: string): string {
  return KINDS[kind] ?? englishKind(kind);
}
