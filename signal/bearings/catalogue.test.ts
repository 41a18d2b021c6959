import { describe, expect, test } from 'bun:test';
import { BearingGeometry } from '#schemas/plant/machine-facts';
import { bearingOrders } from './bearing.ts';
import { BEARING_CATALOGUE, type CatalogueEntry, findBearing } from './catalogue.ts';

/** ISO 281, factor fc of single-row deep groove ball bearings by ball over pitch diameter. */
const FC: readonly [number, number][] = [
  [0.14, 58.8],
  [0.16, 59.6],
  [0.18, 59.9],
  [0.2, 59.9],
  [0.22, 59.6],
  [0.24, 59],
  [0.26, 58.2],
  [0.28, 57.1],
];

/** Basic dynamic load rating by ISO 281: C = 1.3·fc·Z^(2/3)·D^1.8 newtons, for balls up to 25.4 mm. */
function ratingKn(geometry: BearingGeometry): number {
  const ratio = geometry.ballDiameterMm / geometry.pitchDiameterMm;
  const at = FC.findIndex(([x]) => x >= ratio);
  const [x1, y1] = FC[at]!;
  const [x0, y0] = FC[at - 1]!;
  const fc = y0 + ((y1 - y0) * (ratio - x0)) / (x1 - x0);
  return (1.3 * fc * geometry.balls ** (2 / 3) * geometry.ballDiameterMm ** 1.8) / 1000;
}

/** Ratings that a maker prints for these sizes, kN (NSK Rolling Bearings catalogue). */
const PRINTED_KN: Readonly<Record<string, number>> = {
  '6202': 7.65,
  '6203': 9.55,
  '6204': 12.8,
  '6205': 14,
  '6206': 19.5,
  '6207': 25.7,
  '6208': 29.1,
  '6210': 35,
  '6211': 43.5,
  '6212': 52.5,
  '6304': 15.9,
  '6307': 33.5,
  '6308': 40.5,
  '6309': 53,
  '6310': 62,
  '6311': 71.5,
  '6312': 82,
  '6313': 92.5,
  '6314': 104,
};

test('every entry is a valid geometry, named once, with a source', () => {
  const names = BEARING_CATALOGUE.map((entry) => BearingGeometry.parse(entry.geometry).designation);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(25);
  expect(BEARING_CATALOGUE.every((entry) => entry.source.length > 10)).toBe(true);
});

test('a nominal complement gives the load rating that a maker prints, within 2 %', () => {
  for (const { geometry, standing } of BEARING_CATALOGUE) {
    if (standing !== 'nominal') continue;
    const printed = PRINTED_KN[geometry.designation]!;
    expect(Math.abs(ratingKn(geometry) / printed - 1)).toBeLessThan(0.02);
  }
});

test.each([
  ['SKF 6205-2RS', 3.5848, 5.4152, 4.7135],
  ['SKF 6203-2RS', 3.053, 4.947, 3.9874],
  ['NSK 6804DD', 5.6113, 7.3887, 7.1774],
  ['MB ER-16K', 3.572, 5.428, 4.64],
])('%s has its published orders', (designation, bpfo, bpfi, twiceBsf) => {
  const orders = bearingOrders(findBearing(designation)!.geometry);
  expect(Math.abs(orders.bpfo - bpfo)).toBeLessThan(0.004);
  expect(Math.abs(orders.bpfi - bpfi)).toBeLessThan(0.004);
  expect(Math.abs(2 * orders.bsf - twiceBsf)).toBeLessThan(0.012);
});

describe('findBearing', () => {
  test('reads a designation as people write it', () => {
    expect(findBearing('skf 6205 2rs')?.standing).toBe('published');
    expect(findBearing('6308-2Z/C3')?.geometry.designation).toBe('6308');
    expect(findBearing('SKF 6310')?.geometry.designation).toBe('6310');
    expect(findBearing('22220 E')).toBeNull();
    expect(findBearing('16308')).toBeNull();
  });

  test("prefers the plant's own entry", () => {
    const own: CatalogueEntry = {
      geometry: { ...findBearing('6308')!.geometry, balls: 9 },
      source: 'drawing 4711 of the plant',
      standing: 'published',
    };
    expect(findBearing('6308', [own])?.geometry.balls).toBe(9);
  });
});
