import type { wallWords as english } from '../plant-wall.ts';
import type { Said } from '../said.ts';

/** Words of the wall view, in German. */
export const wallWords: Said<typeof english> = {
  title: 'Wandansicht',
  page: (page, pages) => `Seite ${page} von ${pages}`,
  nothing: 'Hier wird noch nichts gemessen.',
  notThere: 'Diesen Teil der Anlage gibt es nicht.',
  lost: (at) => `Verbindung verloren. Werte von ${at}`,
  lostEver: 'Noch keine Verbindung',
  signInBy: (at) => `Hier muss sich bis ${at} jemand neu anmelden`,
  loading: 'Wartet auf die Anlage …',
  controls: 'Einstellungen der Wandansicht',
  soundOn: 'Ton an',
  soundOff: 'Ton aus',
  soundTap: 'Einmal antippen, damit der Browser es tönen lässt',
  dimOn: 'Nachts gedimmt',
  dimOff: 'Nachts hell',
  fullScreen: 'Vollbild',
  leave: 'Verlassen',
  machines: 'Maschinen',
  more: (n) => `${n} weitere`,
};
