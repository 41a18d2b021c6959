import type { Said } from '../said.ts';
import type { tableWords as english } from '../table.ts';

/** Words of the table part, in German. */
export const tableWords: Said<typeof english> = {
  search: (what) => `${what} suchen`,
  searchShort: 'Suchen',
  view: 'Ansicht',
  compact: 'Dichte Zeilen',
  columns: 'Spalten',
  moveUp: (title) => `${title} nach oben`,
  moveDown: (title) => `${title} nach unten`,
  reset: 'Spalten wie zuvor',
  widthOf: (title) => `Breite von ${title}`,
  widthAuto: 'so breit wie der Inhalt',
  widthPx: (width) => `${width} Pixel`,
  exportShown: 'Gezeigtes speichern (CSV)',
  exportExcel: 'Gezeigtes speichern (Excel)',
  exportFailed:
    'Die Datei konnte nicht gemacht werden. Prüfen Sie die Verbindung, und versuchen Sie es noch einmal.',
  presets: {
    title: 'Vorlagen',
    none: 'Noch keine. Suchen, filtern und sortieren Sie diese Liste, und behalten Sie das hier unter einem Namen.',
    name: 'Name der Vorlage',
    save: 'Jetzige Einstellung speichern',
    overwrite: 'Überschreiben',
    willOverwrite: 'Eine dieses Namens gibt es schon: Sie wird zur jetzigen Einstellung.',
    remove: (name) => `${name} löschen`,
    saved: (name) => `Vorlage „${name}“ ist gespeichert.`,
    removed: (name) => `Vorlage „${name}“ ist gelöscht.`,
    tooLong: (most) => `Höchstens ${most} Zeichen.`,
    tooMuch: 'Die jetzige Einstellung ist zu lang, um behalten zu werden.',
    full: (most) => `Sie haben ${most} Vorlagen, und mehr passen nicht. Löschen Sie zuerst eine.`,
  },
  selected: (n) => `${n} ausgewählt`,
  clear: 'Auswahl aufheben',
  select: (name) => `${name} auswählen`,
  selectAll: 'Alle auf dieser Seite auswählen',
  actions: 'Aktionen',
  failed: 'Die Liste konnte nicht geladen werden',
  noMatch: 'Nichts passt zu Suche und Filtern.',
  previous: 'Zurück',
  next: 'Weiter',
  range: (from, to, total) =>
    to < from ? 'Nichts weiter' : total === null ? `${from}–${to}` : `${from}–${to} von ${total}`,
};
