import type { plantTree as english } from '../plant-tree.ts';
import type { Said } from '../said.ts';
import { many } from './many.ts';

const points = (n: number) => many(n, 'Messstelle', 'Messstellen');
const machinesOf = (n: number) => many(n, 'Maschine', 'Maschinen');

/** Words of the plant's tree and of the overview, in German. */
export const plantTree: Said<typeof english> = {
  kind: {
    enterprise: 'Unternehmen',
    site: 'Standort',
    area: 'Bereich',
    line: 'Linie',
    machine: 'Maschine',
    position: 'Messposition',
  },
  title: 'Teile der Anlage',
  whole: 'Ganze Anlage',
  unassigned: 'Nicht zugeordnet',
  find: 'Im Baum finden',
  noMatch: 'Nichts im Baum heißt so.',
  choose: 'Teil wählen',
  hide: 'Baum verbergen',
  show: 'Baum zeigen',
  failed: 'Der Baum der Anlage konnte nicht geladen werden.',
  where: 'Wo',
  noPoints: 'keine Messstellen',
  points,
  ofPoints: (n, total) => `${n} von ${points(total)}`,
  unacknowledged: (n) => `${many(n, 'Alarm', 'Alarme')} nicht quittiert`,
  openMachine: 'Maschine öffnen',
  edit: 'Anlage bearbeiten',
  wall: 'Wandansicht',
  views: 'Ansicht',
  view: { tiles: 'Kacheln', list: 'Schlechteste', picture: 'Bild' },
  worst: 'Schlechteste Messstellen',
  worstNone: 'Keine Messstelle hier braucht Aufmerksamkeit.',
  worstMore: (n) => `und ${n} weitere, die nicht aufgeführt sind`,
  column: {
    condition: 'Zustand',
    machine: 'Maschine',
    point: 'Messstelle',
    why: 'Warum',
    figure: 'Wert',
    heard: 'Gehört',
  },
  picture: (name) => `Bild: ${name}`,
  pictureNone: 'Hier gibt es noch kein Bild.',
  pictureNoneWhy:
    'Ein Grundriss oder ein Foto mit eingezeichneten Maschinen zeigt, wo etwas nicht stimmt.',
  pictureElsewhere: 'Teile mit einem Bild:',
  pictureFailed: 'Das Bild konnte nicht geladen werden.',
  pictureEmpty: 'Auf diesem Bild ist noch nichts eingezeichnet.',
  nothingHere: 'Hier steht noch keine Messstelle.',
  nothingHereEdit: 'Ziehen oder tippen Sie Sensoren im Anlageneditor auf ihre Messpositionen.',
  firstTitle: 'Messstellen nach Maschine und Bereich ordnen',
  firstLead: (n, machines) =>
    `${points(n)} von ${machinesOf(machines)} senden und stehen noch nirgends in der Anlage. Mit einem Baum sehen Sie, was wo nicht stimmt, und vergeben Rechte und Alarme nach Bereich.`,
  firstLeadNameless: (n) =>
    `${points(n)} senden und stehen noch nirgends in der Anlage. Mit einem Baum sehen Sie, was wo nicht stimmt, und vergeben Rechte und Alarme nach Bereich.`,
  firstMake: (machines) =>
    machines === 1
      ? 'Die Maschine anlegen, die die Sensoren nennen'
      : `Die ${machines} Maschinen anlegen, die die Sensoren nennen`,
  firstEffect: (names) =>
    `Das legt ${names} an und setzt jede Messstelle auf ihre Maschine. Es lässt sich in einem Schritt rückgängig machen.`,
  firstOwn: 'Den Baum von Hand bauen',
  firstMaking: 'Maschinen werden angelegt …',
  firstMade: (machines, n) => `${machinesOf(machines)} mit ${points(n)} angelegt.`,
  firstUndone: 'Die Maschinen sind wieder weg, ihre Messstellen stehen nirgends.',
  firstRefused: 'Die Maschinen konnten nicht angelegt werden. Bauen Sie den Baum von Hand.',
};
