import { faultNames } from '#schemas/alarms/words/names-de';
import { foreign } from '../foreign.ts';
import { fieldWord as englishField } from '../job-fields.ts';

/** Fields of jobs and what stands in them, in German; the unit at the end of a name is left away by those who show it. */
const FIELDS: Readonly<Record<string, string>> = {
  ...faultNames,
  secondsEach: 'Sekunden je Messung',
  measuring: 'Misst gerade',
  features: 'Merkmale',
  featuresPerSecond: 'Merkmale',
  inference: 'Modell',
  training: 'Training',
  trainingStep: 'Trainingsschritt',
  provider: 'Recheneinheit',
  model: 'Modell',
  models: 'Modelle',
  source: 'Quelle',
  synthesized: 'Erzeugt',
  synthesizing: 'Erzeugen',
  scoring: 'Bewerten',
  captures: 'Aufzeichnungen',
  seed: 'Startwert',
  recordings: 'Aufnahmen',
  healthyRecordings: 'Aufnahmen ohne Schaden',
  healthy: 'Ohne Schaden',
  nothing: 'Nichts',
  stage: 'Schritt',
  done: 'Erledigt',
  of: 'Von',
  name: 'Name',
  version: 'Version',
  macro: 'Im Mittel',
  labels: 'Schäden',
  label: 'Schaden',
  threshold: 'Schwelle',
  holds: 'Liegt vor',
  found: 'Gefunden',
  falselyFound: 'Fälschlich gefunden',
  precision: 'Genauigkeit',
  recall: 'Trefferquote',
  falseAlarms: 'Fehlalarme',
  confusion: 'Verwechslungen',
  calibration: 'Kalibrierung',
  expectedError: 'Erwarteter Fehler',
  brier: 'Brier-Wert',
  bins: 'Klassen',
  from: 'Von',
  to: 'Bis',
  scores: 'Werte',
  mean: 'Mittel',
  bytesOfAll: 'Größe insgesamt',
  wasThere: 'War schon da',
  rows: 'Zeilen',
  ofRows: 'Von Zeilen',
  heldOutRows: 'Zurückgehaltene Zeilen',
  member: 'Netz',
  members: 'Netze',
  epoch: 'Epoche',
  epochs: 'Epochen',
  epochsResumed: 'Übernommene Epochen',
  batchRows: 'Zeilen je Stapel',
  learningRate: 'Lernrate',
  weightDecay: 'Gewichtsabnahme',
  left: 'Verbleibend',
  losses: 'Verlust',
  metrics: 'Kennzahlen',
  split: 'Teil der Daten',
  value: 'Wert',
  isWithHub: 'Liegt beim Hub',
};

/** A field of a job as people call it; of a kind that is not known here, the name of the contracts. */
export function fieldWord(name: string): string {
  return Object.hasOwn(FIELDS, name) ? FIELDS[name] : englishField(name);
}

/** What can be chosen for an argument; what has no name here is what it is. */
export const choiceWord = (choice: string): string =>
  Object.hasOwn(FIELDS, choice) ? FIELDS[choice] : choice;

const SENTENCES: Readonly<Record<string, string>> = {
  'An agent measures how fast it computes features, runs the model and trains.':
    'Ein Agent misst, wie schnell er Merkmale berechnet, das Modell rechnet und trainiert.',
  'How long each of the three is measured.': 'Wie lange jedes der drei gemessen wird.',
  'An agent measures how well a model tells faults on recordings whose faults are known.':
    'Ein Agent misst, wie gut ein Modell Schäden erkennt, an Aufnahmen mit bekannten Schäden.',
  'The SHA-256 of the model’s file; without one, the model that Tremolo brings along.':
    'Die SHA-256 der Modelldatei; ohne Angabe das Modell, das Tremolo mitbringt.',
  'Made-up machines, or the recordings with known faults that lie on the agent.':
    'Erzeugte Maschinen oder die Aufnahmen mit bekannten Schäden, die auf dem Agenten liegen.',
  'A set of labelled captures to score on instead: made from the list of captures.':
    'Stattdessen ein Satz gekennzeichneter Aufzeichnungen; er entsteht aus deren Liste.',
  'The same seed gives the same machines, whichever the model: so models are compared.':
    'Derselbe Startwert ergibt dieselben Maschinen, gleich welches Modell: So lassen sich Modelle vergleichen.',
  'Recordings of machines, most of them with faults.':
    'Aufnahmen von Maschinen, die meisten mit Schäden.',
  'Recordings of machines without any, for the false alarms.':
    'Aufnahmen von Maschinen ohne Schaden, für die Fehlalarme.',
  'An agent fetches models from the hub before it needs them.':
    'Ein Agent holt Modelle vom Hub, bevor er sie braucht.',
  'By their SHA-256.': 'Nach ihrer SHA-256.',
  'An agent trains a model for faults on synthesized machines.':
    'Ein Agent trainiert ein Modell für Schäden an erzeugten Maschinen.',
  'Which network it is made of.': 'Aus welchem Netz es besteht.',
  'The same seed gives the same model.': 'Derselbe Startwert ergibt dasselbe Modell.',
  'A set of labelled captures to learn from beside the made-up machines: made from the list of captures.':
    'Ein Satz gekennzeichneter Aufzeichnungen, aus dem neben den erzeugten Maschinen gelernt wird; er entsteht aus deren Liste.',
  'Rows to learn from.': 'Zeilen, aus denen gelernt wird.',
  'Rows that thresholds are set on, and as many that the model is measured on.':
    'Zeilen, an denen die Schwellen festgelegt werden, und ebenso viele, an denen das Modell gemessen wird.',
  'Networks whose logits are averaged.': 'Netze, deren Ausgaben gemittelt werden.',
};

/** What the contracts say of a kind of job or of one of its arguments, in German; what is not known here stays, marked as English. */
export const kindSentence = (sentence: string): string =>
  Object.hasOwn(SENTENCES, sentence) ? SENTENCES[sentence] : foreign(sentence);
