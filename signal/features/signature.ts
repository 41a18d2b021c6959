import { BANDS } from './band-table.ts';
import type { FeatureName } from './features.ts';
import { LINES } from './line-table.ts';

/** Version of the vector's meaning; a model card names it. Any change of order, scale or length raises it. */
export const SIGNATURE_VERSION = 1;

/** Cells of the coarse envelope order spectrum, and the orders of the shaft that they span. */
export const ORDER_CELLS = 128;
export const ORDER_SPAN = 12;

/** The four bearing lines, in the order of every group of four. */
export const BEARING_LINES = ['BPFO', 'BPFI', '2×BSF', 'FTF'] as const;

/** The features whose logarithms make the group `levels`. */
export const LEVEL_FEATURES: readonly FeatureName[] = [
  'rmsG',
  'peakG',
  'velocityMmS',
  'displacementUm',
  'envelopeBandG',
  'velocity1xMmS',
  'velocity2xMmS',
];

/** Edges of the group `modulation`, Hz. */
export const MODULATION_EDGES_HZ: readonly number[] = [1, 10, 50, 200, 600];

const SHAFT_LINES = LINES.filter((line) => line.spectrum === 'acceleration');

/**
 * The vector in its groups. "bel" is dB/10 over the local floor of the line's spectrum, clipped to 0…4; "lg" is a logarithm
 * to base 10. A group whose facts are unknown is all 0 and its mask entry is 0.
 */
const GROUPS = {
  /** 1 where the fact is known, else 0. */
  mask: ['speed known', 'bearing known'],
  /** bel of each entry of LINES. */
  lines: LINES.map((line) => `${line.name} bel`),
  /** Mean bel of harmonics 1…4, less the largest such mean of the other three lines. */
  contrast: BEARING_LINES.map((name) => `${name} contrast bel`),
  /** lg of each shaft line's amplitude over that of 1X, clipped to ±3. */
  shaftRatios: SHAFT_LINES.map((line) => `${line.name} over 1X lg`),
  /** lg of absolute levels, in the units of the features of these names. */
  levels: LEVEL_FEATURES.map((name) => `${name} lg`),
  /** lg of each band's power over the power of all; 0 for a band beyond the sample rate. */
  bands: BANDS.map((band) => `${Math.round(band.lowHz)}–${Math.round(band.highHz)} Hz lg`),
  /** ln(kurtosis/3), ln(crest factor/3), skewness, and the envelope's: asinh(kurtosis), ln(modulation). */
  shape: ['kurtosis ln', 'crest factor ln', 'skewness', 'envelope kurtosis', 'envelope modulation'],
  /** Share of the envelope's variance between the edges of MODULATION_EDGES_HZ. */
  modulation: ['1–10 Hz', '10–50 Hz', '50–200 Hz', '200 Hz–'].map((band) => `envelope ${band}`),
  /** Largest bel in each cell of ORDER_SPAN/ORDER_CELLS orders of the envelope spectrum. */
  orders: Array.from({ length: ORDER_CELLS }, (_, i) => `envelope order cell ${i} bel`),
} as const;

type GroupName = keyof typeof GROUPS;

/** Name of every entry, in order. */
export const SIGNATURE_NAMES: readonly string[] = Object.values(GROUPS).flat();

/** Number of entries. */
export const SIGNATURE_LENGTH = SIGNATURE_NAMES.length;

/** Where each group starts. */
export const SIGNATURE_OFFSETS = offsets();

function offsets(): Readonly<Record<GroupName, number>> {
  let at = 0;
  const entries = Object.entries(GROUPS).map(([name, names]) => {
    const entry = [name, at];
    at += names.length;
    return entry;
  });
  return Object.fromEntries(entries);
}
