import type { modelWords as english } from '../models.ts';
import type { Said } from '../said.ts';

/** Words about the models that jobs made, in German. */
export const modelWords: Said<typeof english> = {
  tab: 'Modelle',
  lead: 'Modelle, die Aufträge gemacht haben und der Hub behält. Jedes ist eine Datei, die ihre Karte bei sich trägt.',
  none: 'Noch kein Modell: Ein Training macht eines.',
  model: 'Modell',
  version: 'Version',
  size: 'Größe',
  made: 'Gemacht',
  by: 'Gemacht von',
  agent: 'Auf Agent',
  hash: 'SHA-256',
  download: 'Herunterladen',
  push: 'An Agenten verteilen …',
  pushTitle: (model) => `${model} an Agenten verteilen`,
  pushLead:
    'Jeder Agent bekommt einen Auftrag, der das Modell holt, damit es da ist, bevor es gebraucht wird. Wer es schon hat, holt nichts. Jeder der Aufträge lässt sich abbrechen.',
  to: 'An',
  toAll: 'Alle verbundenen Agenten',
  pushAction: 'Verteilen',
  pushed: (agents) =>
    agents === 1 ? '1 Agent wird es holen.' : `${agents} Agenten werden es holen.`,
  score: 'Bewerten …',
  delete: 'Löschen',
  deleteTitle: (model) => `${model} löschen?`,
  deleteLead:
    'Die Datei ist vom Hub weg, und kein Agent kann sie mehr holen. Agenten behalten, was sie geholt haben.',
  deleted: 'Das Modell ist gelöscht.',
  of: (what, model) => `${what} ${model}`,
};
