/** Pixel colours (little-endian ABGR): 256 steps from quiet to loud, and where nothing was measured yet. */
export interface WaterfallInk {
  readonly ramp: Uint32Array;
  readonly empty: number;
}

type Rgb = readonly [number, number, number];
/** Each ramp changes in lightness all the way, so that it reads without colour vision and in print. */
const LIGHT: readonly Rgb[] = [
  [245, 246, 247],
  [176, 200, 219],
  [74, 126, 168],
  [20, 62, 104],
  [8, 20, 44],
];
const DARK: readonly Rgb[] = [
  [24, 28, 32],
  [28, 66, 98],
  [60, 122, 170],
  [150, 200, 235],
  [248, 252, 255],
];

/** The same ramps from left to right, for a key that follows the theme by itself. */
export const RAMP_GRADIENT = `linear-gradient(to right, ${LIGHT.map(
  (stop, i) => `light-dark(${css(stop)}, ${css(DARK[i])})`,
).join(', ')})`;

function css(rgb: Rgb): string {
  return `rgb(${rgb.join(' ')})`;
}

/** The ramp of the theme that holds where `scheme` was computed ("light dark" follows the system). */
export function waterfallInk(scheme: string, media: (query: string) => { matches: boolean }) {
  const system = media('(prefers-color-scheme: dark)').matches;
  const dark = scheme === 'dark' || (scheme !== 'light' && system);
  const stops = dark ? DARK : LIGHT;
  const ramp = Uint32Array.from({ length: 256 }, (_, i) => mix(stops, i / 255));
  return { ramp, empty: dark ? pack([32, 36, 41]) : pack([230, 232, 234]) };
}

function mix(stops: readonly Rgb[], share: number): number {
  const place = share * (stops.length - 1);
  const from = Math.min(Math.floor(place), stops.length - 2);
  const rest = place - from;
  const channel = (c: 0 | 1 | 2) =>
    Math.round(stops[from][c] * (1 - rest) + stops[from + 1][c] * rest);
  return pack([channel(0), channel(1), channel(2)]);
}

function pack([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
