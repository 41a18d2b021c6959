import type { Said } from '../said.ts';
import type { tourWords as english } from '../tour.ts';

/** Words of the tour, in German. */
export const tourWords: Said<typeof english> = {
  next: 'Weiter',
  previous: 'Zurück',
  done: 'Fertig',
  close: 'Rundgang beenden',
  progress: '{{current}} von {{total}}',
  welcome: (name) => `Willkommen, ${name}`,
  welcomeSays:
    'Das öffnet Ihr Konto, in einer Minute. Escape beendet den Rundgang; im Menü gibt es ihn immer wieder.',
  places: {
    plant:
      'Jede Maschine und wie es um sie steht. Die schlimmsten zuerst; Grau heißt: alles in Ordnung. Stille und „nicht bewertet“ sind eigene Zustände und nie gute Nachrichten.',
    alarms:
      'Was jemanden braucht. Jeder Alarm sagt, was zu tun ist und warum es ihn gibt, und zeigt den Beleg. Quittieren mit A, mit einem Wisch oder mehrere auf einmal.',
    analysis:
      'Verläufe, aufgezeichnete Schwingungen und ihre Spektren: was wächst, seit wann und welche Linie welchen Lagers es ist.',
    dashboards: 'Eigene Ansichten aus Bausteinen, für Sie oder für Ihre Schicht.',
    diagnoses: 'Eine Messung von irgendwo abgeben und nach denselben Regeln beurteilen lassen.',
    jobs: 'Training, Bewertung und andere Arbeit für die Agenten: was läuft, was wartet und warum.',
    fleet: 'Die Rechner, die diagnostizieren, ihre Prozessoren und GPUs und was sie noch schaffen.',
    system:
      'Wie es Tremolo selbst geht. Alles, was verloren gehen kann, wird hier gezählt; null ist normal.',
    administration:
      'Personen, Rollen, Bereiche, das Protokoll und die Einstellungen des Standorts.',
  },
  search: 'Alles finden',
  searchSays: 'Maschinen, Messstellen, Alarme, Personen, Aufträge und Hilfe: überall mit Strg+K.',
  live: 'Jetzt oder nicht',
  liveSays:
    'Ob das, was Sie sehen, jetzt ist. Ist der Hub nicht erreichbar, sagt die Ansicht es und zeigt, wie alt alles ist.',
  offer: 'Neu hier?',
  offerSays: 'Eine Minute genügt, um Ihnen zu zeigen, was Ihr Konto öffnet.',
  yes: 'Zeigen Sie es mir',
  no: 'Jetzt nicht',
  noSays: 'Im Menü gibt es den Rundgang immer.',
  menu: 'Ihr Menü',
  menuSays:
    'Sprache, Einheiten, Erscheinungsbild, Benachrichtigungen und die Tasten dieser Ansicht.',
};
