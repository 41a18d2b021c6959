import type { MachineFacts } from '#schemas/plant/machine-facts';
import type { FaultLabel, Finding } from '#schemas/readings/finding';
import { bearingOrders } from '#signal/bearings/bearing';
import type { ChartColour } from '../../parts/charts/chart-colours.ts';
import type { Marker } from '../../parts/charts/marker.ts';

/** A family of lines that an analyst lays over a spectrum. */
export type LineFamily = 'bpfo' | 'bpfi' | 'bsf' | 'ftf' | 'shaft';

interface FamilyStyle {
  readonly name: string;
  readonly colour: ChartColour;
  readonly dash: readonly number[];
  readonly faults: readonly FaultLabel[];
}

/** Names as evidence writes them; colour and dash differ together. */
export const LINE_FAMILIES: Readonly<Record<LineFamily, FamilyStyle>> = {
  bpfo: { name: 'BPFO', colour: 'line-bpfo', dash: [6, 3], faults: ['outer_race'] },
  bpfi: { name: 'BPFI', colour: 'line-bpfi', dash: [2, 2], faults: ['inner_race'] },
  bsf: { name: '2×BSF', colour: 'line-bsf', dash: [8, 2, 2, 2], faults: ['ball'] },
  ftf: { name: 'FTF', colour: 'line-ftf', dash: [1, 4], faults: ['cage'] },
  shaft: {
    name: '1X',
    colour: 'line-shaft',
    dash: [3, 5],
    faults: ['imbalance', 'misalignment', 'looseness'],
  },
};
export const FAMILY_NAMES = Object.keys(LINE_FAMILIES) as LineFamily[];
const HARMONICS = [1, 2, 3, 4];

/** First line of each family in orders of the shaft; a family that the facts cannot give is null. */
export function familyOrders(facts: MachineFacts): Record<LineFamily, number | null> {
  const orders = facts.bearing === null ? null : bearingOrders(facts.bearing);
  return {
    bpfo: orders?.bpfo ?? null,
    bpfi: orders?.bpfi ?? null,
    // A ball strikes both races in each of its spins.
    bsf: orders === null ? null : 2 * orders.bsf,
    ftf: orders?.ftf ?? null,
    shaft: 1,
  };
}

/** Markers of the chosen families, ×1 to ×4; `perOrder` is the length of one order on the axis. */
export function familyMarkers(
  families: ReadonlySet<LineFamily>,
  orders: Record<LineFamily, number | null>,
  perOrder: number | null,
): Marker[] {
  if (perOrder === null) return [];
  return FAMILY_NAMES.filter((family) => families.has(family)).flatMap((family) => {
    const first = orders[family];
    if (first === null) return [];
    const { name, colour, dash } = LINE_FAMILIES[family];
    return HARMONICS.map((k) => ({
      x: first * k * perOrder,
      label: family === 'shaft' ? `${k}X` : k === 1 ? name : `×${k}`,
      full: family === 'shaft' ? `${k}X` : `${name} ×${k}`,
      colour,
      dash,
    }));
  });
}

/** The families that the findings speak of; without any, the races, which go first. */
export function familiesOf(findings: readonly Finding[]): Set<LineFamily> {
  const named = FAMILY_NAMES.filter((family) =>
    findings.some(({ fault }) => LINE_FAMILIES[family].faults.includes(fault)),
  );
  return new Set(named.length > 0 ? named : ['bpfo', 'bpfi']);
}

/** The marker within `tolerance` of a place on the axis, or null. */
export function markerNear(markers: readonly Marker[], x: number, tolerance: number) {
  let best: Marker | null = null;
  for (const marker of markers) {
    const off = Math.abs(marker.x - x);
    if (off <= tolerance && (best === null || off < Math.abs(best.x - x))) best = marker;
  }
  return best;
}
