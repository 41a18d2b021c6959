import type { pointPlace as english } from '../plant-point.ts';
import type { Said } from '../said.ts';

/** Wo eine Messstelle sitzt, wie sie montiert ist und welche Grenzwerte gelten. */
export const pointPlace: Said<typeof english> = {
  title: 'Montage und Grenzwerte',
  stands: 'Sitzt an',
  nowhere: 'noch nirgends in der Anlage',
  place: 'Im Anlageneditor zuordnen',
  orientation: 'Richtung',
  orientations: {
    horizontal: 'Horizontal',
    vertical: 'Vertikal',
    axial: 'Axial',
    radial: 'Radial',
  },
  angle: 'Winkel, im Uhrzeigersinn von oben',
  unit: 'Einheit der Messwerte',
  asSensor: 'wie der Sensor sagt',
  scale: 'Faktor der Messwerte',
  limits: 'Zonen',
  zones: (ab, bc, cd, unit) => `A/B ${ab}, B/C ${bc}, C/D ${cd} ${unit}`,
  noZones: 'keine: nicht bewertet',
  change: 'Grenzwert der Änderung',
  trip: 'Abschaltgrenze',
  unknownLimit: 'unbekannt: kein Basiswert',
  origins: {
    standard: 'ISO 20816-3',
    baseline: 'aus dem Basiswert',
    person: 'eingetragen',
  },
  edit: 'Montage bearbeiten',
  lead: 'Was hier steht, gilt ab dem nächsten Fenster. Frühere Aufzeichnungen bleiben, wie sie sind.',
  saved: 'Gespeichert.',
  restored: 'Zurückgenommen.',
  badNumber: 'Hier wird eine Zahl gebraucht: ein Winkel unter 360, ein Faktor über null.',
};
