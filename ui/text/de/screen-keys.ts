import type { Said } from '../said.ts';
import type { screenKeys as english } from '../screen-keys.ts';

/** What keys do on single screens, in German. */
export const screenKeys: Said<typeof english> = {
  plantEditor: [
    ['← ↑ ↓ →', 'Durch den Baum gehen'],
    ['F2', 'Umbenennen'],
    ['Ins', 'Darunter hinzufügen'],
    ['Del', 'Entfernen'],
    ['x', 'Aufheben'],
    ['v', 'Ablegen'],
    ['Ctrl+Z', 'Die letzte Änderung rückgängig machen'],
  ],
  charts: [
    ['← →', 'Den Zeiger des Diagramms bewegen, das den Fokus hat'],
    ['+ −', 'Vergrößern und verkleinern'],
    ['PgUp PgDn', 'Verschieben'],
    ['0', 'Das Ganze zeigen'],
  ],
  point: [
    ['← →', 'Den Zeiger des Diagramms bewegen, das den Fokus hat; mit Umschalt zehn Schritte'],
    ['Home End', 'Zum ersten und zum letzten Wert'],
    ['h', 'Laufende Diagramme anhalten und weiterlaufen lassen'],
  ],
};
