import type { MachineFacts } from '#schemas/plant/machine-facts';
import type { Marker } from '../../parts/charts/marker.ts';
import { familyOrders, LINE_FAMILIES } from '../point/spectral-lines.ts';
import type { AnalysisView } from './analysis-address.ts';

/** A place that the cursor, or a bearing, says to look at. */
export interface CursorLine {
  readonly hz: number;
  readonly name: string;
  /** How far off the line may be, Hz. */
  readonly withinHz: number;
}

const HARMONICS = 10;
const SIDE_LINES = 5;
const BEARING_HARMONICS = 4;

/** Where the lines of the cursor stand: itself, its harmonics, or its side lines. */
export function cursorLines(view: Pick<AnalysisView, 'cursor' | 'at' | 'gapHz'>): CursorLine[] {
  const { cursor, at, gapHz } = view;
  if (at === null || at <= 0) return [];
  if (cursor === 'single') return [{ hz: at, name: 'f', withinHz: 0 }];
  if (cursor === 'harmonic') {
    return Array.from({ length: HARMONICS }, (_, i) => ({
      hz: (i + 1) * at,
      name: `${i + 1}×`,
      withinHz: 0,
    }));
  }
  return Array.from({ length: 2 * SIDE_LINES + 1 }, (_, i) => i - SIDE_LINES)
    .map((n) => ({
      hz: at + n * gapHz,
      name: n === 0 ? 'f' : n > 0 ? `+${n}` : `−${-n}`,
      withinHz: 0,
    }))
    .filter(({ hz }) => hz > 0);
}

/** The lines of bearing and shaft that are chosen, each as wide as slip may move it; none without speed and geometry. */
export function bearingLines(
  { lines, slipPercent }: Pick<AnalysisView, 'lines' | 'slipPercent'>,
  facts: MachineFacts | null,
  speedRpm: number | null,
): CursorLine[] {
  if (facts === null || speedRpm === null) return [];
  const orders = familyOrders(facts);
  return [...lines].flatMap((family) => {
    const order = orders[family];
    if (order === null) return [];
    return Array.from({ length: BEARING_HARMONICS }, (_, i) => {
      const hz = ((i + 1) * order * speedRpm) / 60;
      const name = family === 'shaft' ? `${i + 1}X` : `${LINE_FAMILIES[family].name} ×${i + 1}`;
      // The shaft does not slip against itself; its speed is known to a part in a thousand.
      return { hz, name, withinHz: hz * (family === 'shaft' ? 0.001 : slipPercent / 100) };
    });
  });
}

/** The same as markers on the axis; `perHz` is the length of one Hz on it. */
export function markersOf(lines: readonly CursorLine[], perHz: number): Marker[] {
  return lines.map(({ hz, name }) => ({
    x: hz * perHz,
    label: name,
    full: name,
    ...styleOf(name),
  }));
}

function styleOf(name: string): Pick<Marker, 'colour' | 'dash'> {
  const family = Object.values(LINE_FAMILIES).find((one) =>
    one.name === '1X' ? /^\d+X$/.test(name) : name.startsWith(one.name),
  );
  return family ?? { colour: 'focus', dash: [5, 3] };
}
