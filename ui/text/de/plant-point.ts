import type { pointPlace as english } from '../plant-point.ts';
import type { Said } from '../said.ts';

/** Words of where a point stands, how it is mounted and which limits hold for it, in German. */
export const pointPlace: Said<typeof english> = {
  title: 'Montage und Grenzen',
  stands: 'Steht an',
  nowhere: 'noch nirgends in der Anlage',
  place: 'Im Anlageneditor setzen',
  orientation: 'Richtung',
  orientations: {
    horizontal: 'Waagerecht',
    vertical: 'Senkrecht',
    axial: 'Axial',
    radial: 'Radial',
  },
  angle: 'Winkel, im Uhrzeigersinn von oben',
  unit: 'Einheit ihrer Messwerte',
  asSensor: 'wie ihr Sensor sagt',
  scale: 'Faktor ihrer Messwerte',
  limits: 'Zonen',
  zones: (ab, bc, cd, unit) => `A/B ${ab}, B/C ${bc}, C/D ${cd} ${unit}`,
  noZones: 'keine: nicht bewertet',
  change: 'Grenze der Änderung',
  trip: 'Abschaltgrenze',
  unknownLimit: 'unbekannt: kein Ausgangswert',
  origins: { standard: 'ISO 20816-3', baseline: 'aus dem Ausgangswert', person: 'eingegeben' },
  edit: 'Montage bearbeiten',
  lead: 'Was hier eingegeben wird, gilt ab dem nächsten Fenster. Frühere Aufzeichnungen bleiben, wie sie sind.',
  saved: 'Gespeichert.',
  restored: 'Zurückgeändert.',
  badNumber: 'Hier wird eine Zahl gebraucht: ein Winkel unter 360, ein Faktor größer als null.',
};
