import type { chartWords as english } from '../charts.ts';
import type { Said } from '../said.ts';

/** Words of charts that several screens share, in German. */
export const chartWords: Said<typeof english> = {
  chart: 'Diagramm',
  keys: 'Pfeiltasten bewegen den Zeiger, Plus und Minus zoomen, Bild auf und Bild ab verschieben, 0 zeigt das Ganze.',
  planeKeys:
    'Pfeiltasten bewegen den Zeiger, Plus und Minus zoomen, Bild auf und Bild ab verschieben zur Seite, mit Umschalt nach oben und unten, 0 zeigt das Ganze.',
  stillKeys: 'Pfeiltasten bewegen den Zeiger, die Eingabetaste nimmt, worauf er steht.',
  planeHint:
    'Über einen Teil ziehen zum Zoomen, gerade zur Seite oder nach unten für eine Achse; Umschalt und Ziehen zum Verschieben; Strg und das Rad oder zwei Finger zoomen auch.',
  hint: 'Ziehen zum Zoomen, Umschalt und Ziehen zum Verschieben; Strg und das Rad oder zwei Finger zoomen auch.',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  earlier: 'Nach links',
  later: 'Nach rechts',
  up: 'Nach oben',
  down: 'Nach unten',
  whole: 'Ganz',
  save: 'Speichern als',
  saveAs: {
    png: 'Bild (PNG)',
    svg: 'Zeichnung (SVG)',
    pdf: 'Seite (PDF)',
    csv: 'Werte (CSV)',
  },
  saveFailed: 'Das Bild konnte nicht gemacht werden.',
  copyAddress: 'Adresse dieser Ansicht kopieren',
  addressCopied: 'Adresse kopiert',
  madeAt: (when) => `Gemacht ${when} (UTC)`,
  page: 'Tremolo',
};
