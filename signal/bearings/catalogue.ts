import type { BearingGeometry } from '#schemas/plant/machine-facts';

/** One bearing with where its geometry comes from. */
export type CatalogueEntry = {
  readonly geometry: BearingGeometry;
  readonly source: string;
  /**
   * `published`: measured or stated for this very part. `nominal`: the usual complement of this size; makers differ, so the
   * lines may lie a few per cent off.
   */
  readonly standing: 'published' | 'nominal';
};

/** Designation, rolling elements, their diameter mm, pitch diameter mm, contact angle °, source. */
const PUBLISHED: readonly [string, number, number, number, number, string][] = [
  [
    'SKF 6205-2RS',
    9,
    7.94,
    39.04,
    0,
    'Case Western Reserve University Bearing Data Center, drive end',
  ],
  [
    'SKF 6203-2RS',
    8,
    6.746,
    28.5,
    0,
    'Case Western Reserve University Bearing Data Center, fan end',
  ],
  ['NSK 6804DD', 13, 3.5, 25.6, 0, 'Nectoux et al. 2012, PRONOSTIA, IEEE PHM challenge'],
  ['Rexnord ZA-2115', 16, 8.407, 71.501, 15.17, 'Qiu et al. 2006, IMS run-to-failure rig'],
  ['LDK UER204', 8, 7.92, 34.55, 0, 'Wang et al. 2018, XJTU-SY run-to-failure rig'],
  ['NICE', 8, 5.969, 31.623, 0, 'MFPT fault data sets, Bechhoefer 2013'],
  ['MB ER-16K', 9, 7.9375, 38.5, 0, 'Forbes 2012, Curtin University, SpectraQuest simulator'],
  ['FAG 6203', 8, 6.75, 28.55, 0, 'Lessmeier et al. 2016, Paderborn University'],
];

/**
 * Designation, bore mm, outside diameter mm, balls, ball diameter mm. Bore and outside by ISO 15; the pitch lies half-way. The
 * complement agrees with the makers' load rating by ISO 281 (see the test).
 */
const DEEP_GROOVE: readonly [string, number, number, number, number][] = [
  ['6202', 15, 35, 8, 5.953],
  ['6203', 17, 40, 8, 6.747],
  ['6204', 20, 47, 8, 7.938],
  ['6205', 25, 52, 9, 7.938],
  ['6206', 30, 62, 9, 9.525],
  ['6207', 35, 72, 9, 11.112],
  ['6208', 40, 80, 9, 11.906],
  ['6210', 50, 90, 10, 12.7],
  ['6211', 55, 100, 10, 14.288],
  ['6212', 60, 110, 10, 15.875],
  ['6304', 20, 52, 7, 9.525],
  ['6307', 35, 80, 8, 13.494],
  ['6308', 40, 90, 8, 15.081],
  ['6309', 45, 100, 8, 17.462],
  ['6310', 50, 110, 8, 19.05],
  ['6311', 55, 120, 8, 20.638],
  ['6312', 60, 130, 8, 22.225],
  ['6313', 65, 140, 8, 23.812],
  ['6314', 70, 150, 8, 25.4],
];

const NOMINAL_SOURCE =
  'boundary dimensions of ISO 15 and the usual ball complement, checked by ISO 281';

/** The bearings that Tremolo knows by itself. */
export const BEARING_CATALOGUE: readonly CatalogueEntry[] = [
  ...PUBLISHED.map(
    ([designation, balls, ballDiameterMm, pitchDiameterMm, contactAngleDeg, source]) => ({
      geometry: { designation, balls, ballDiameterMm, pitchDiameterMm, contactAngleDeg },
      source,
      standing: 'published' as const,
    }),
  ),
  ...DEEP_GROOVE.map(([designation, boreMm, outsideMm, balls, ballDiameterMm]) => ({
    geometry: {
      designation,
      balls,
      ballDiameterMm,
      pitchDiameterMm: (boreMm + outsideMm) / 2,
      contactAngleDeg: 0,
    },
    source: NOMINAL_SOURCE,
    standing: 'nominal' as const,
  })),
];

/**
 * The bearing of a designation, or null. A plant's own entries come first. Case, spaces and hyphens do not matter; where
 * the exact part is unknown, suffixes of seals and clearance are dropped ("6308-2Z/C3" finds "6308").
 */
export function findBearing(
  designation: string,
  own: readonly CatalogueEntry[] = [],
): CatalogueEntry | null {
  const all = [...own, ...BEARING_CATALOGUE];
  const wanted = plain(designation);
  const exact = all.find((entry) => plain(entry.geometry.designation) === wanted);
  if (exact !== undefined) return exact;
  const size = /\b6[0-9]{3}(?![0-9])/.exec(designation)?.[0];
  return all.find((entry) => entry.geometry.designation === size) ?? null;
}

function plain(designation: string): string {
  return designation.toUpperCase().replace(/[\s\-/]/g, '');
}
