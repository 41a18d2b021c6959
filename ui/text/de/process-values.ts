import type { valueWords as english } from '../process-values.ts';
import type { Said } from '../said.ts';

/** Words of values beside the vibration, in German. */
export const valueWords: Said<typeof english> = {
  title: 'Prozesswerte',
  none: 'Zu dieser Maschine ist kein Wert bekannt. Werte kommen von Sparkplug-Knoten oder über MQTT und werden im Anlageneditor zugeordnet.',
  unplaced: 'Werte ohne Ort',
  unplacedNone: 'Jeder Wert, der kam, hat einen Ort.',
  unplacedLead:
    'Drehzahlen, Temperaturen und Ähnliches, von Sparkplug-Knoten oder über MQTT. Erst im Baum eine Maschine wählen, dann zuordnen.',
  find: 'Werte suchen',
  more: (count) => `${count} weitere: bitte suchen`,
  placeAt: (where) => `${where} zuordnen`,
  chooseFirst: 'Erst eine Maschine im Baum wählen.',
  placed: (name, where) => `${name} gehört jetzt zu ${where}.`,
  takeOff: 'Ort nehmen',
  takenOff: (name) => `${name} hat jetzt keinen Ort.`,
  rename: 'Name und Einheit',
  name: 'Name',
  unit: 'Einheit',
  unitHint: 'Wie in der Anlage üblich: 1/min, °C, bar.',
  from: 'Kommt von',
  remove: 'Entfernen',
  removeTitle: (name) => `${name} entfernen?`,
  removeSays:
    'Sein Verlauf geht endgültig mit. Wenn seine Quelle ihn weiter meldet, kommt er als neuer Wert wieder.',
  removed: (name) => `${name} ist entfernt.`,
  saved: 'Gespeichert.',
  failed: 'Die Werte konnten nicht geladen werden',
  nothingYet: 'noch nichts empfangen',
  noNumber: 'keine Zahl',
  quality: { good: 'gut', stale: 'veraltet', bad: 'schlecht' },
  choose: 'Einen Wert wählen',
  trend: 'Verlauf',
};
