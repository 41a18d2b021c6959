import type { Analysis } from '../../features/analysis.ts';
import { BANDS } from '../../features/band-table.ts';
import { lineVelocity } from '../../features/feature-writer.ts';
import { FEATURE_INDEX, type FeatureName } from '../../features/features.ts';
import { LINES, type LineSpectrum, lineIndex } from '../../features/line-table.ts';
import { ORDER_CELLS, SIGNATURE_OFFSETS } from '../../features/signature.ts';

/** A number read from an analysis; NaN where it is not known. */
export type Quantity = (analysis: Analysis) => number;

/** A named feature. */
export function feature(name: FeatureName): Quantity {
  const index = FEATURE_INDEX[name];
  return (analysis) => analysis.features[index]!;
}

/** One quantity over another. */
export function ratio(over: Quantity, under: Quantity): Quantity {
  return (analysis) => over(analysis) / under(analysis);
}

/** Height over the floor of a shaft line, dB. */
export function shaftDb(order: number, spectrum: LineSpectrum = 'acceleration'): Quantity {
  const index = lineIndex(spectrum, 'X', order);
  return (analysis) => (analysis.lineHz[index]! > 0 ? analysis.lineDb[index]! : Number.NaN);
}

/** Where a shaft line was found, Hz. */
export function shaftHz(order: number): Quantity {
  const index = lineIndex('acceleration', 'X', order);
  return (analysis) => analysis.lineHz[index]!;
}

/** Velocity r.m.s. of a shaft line, mm/s. */
export function shaftVelocity(order: number): Quantity {
  const index = lineIndex('acceleration', 'X', order);
  return (analysis) => lineVelocity(analysis, index);
}

const WHIRL = LINES.findIndex((line) => line.span !== null);

/** The strongest line at 0.42–0.48 of the shaft: height dB, velocity r.m.s. mm/s, place Hz. */
export const whirl = {
  db: ((analysis) =>
    analysis.lineHz[WHIRL]! > 0 ? analysis.lineDb[WHIRL]! : Number.NaN) as Quantity,
  velocity: ((analysis) => lineVelocity(analysis, WHIRL)) as Quantity,
  hz: ((analysis) => analysis.lineHz[WHIRL]!) as Quantity,
};

/** Mean height of 4X…8X, dB. */
export function highOrdersDb(analysis: Analysis): number {
  let sum = 0;
  for (let i = 0; i < HIGH_ORDERS.length; i++) sum += HIGH_ORDERS[i]!(analysis);
  return sum / HIGH_ORDERS.length;
}

const HIGH_ORDERS = [4, 5, 6, 7, 8].map((order) => shaftDb(order));

/** How deep the shaft modulates the envelope: amplitude of 1X in the squared envelope over its mean, 0…2. */
export function shaftModulation(analysis: Analysis): number {
  const bandG = analysis.features[FEATURE_INDEX.envelopeBandG]!;
  // The squared envelope's mean is twice the mean square of the band.
  return analysis.lineAmplitude[ENVELOPE_1X]! / (2 * bandG * bandG);
}

const ENVELOPE_1X = lineIndex('envelope', 'X', 1);

/** Below this order lie cage, slow beats and the shaft's own half. */
const FIRST_CELL = 4;

/** The highest line of the envelope spectrum up to 12 orders, dB: what repeats, whatever causes it. NaN without speed. */
export function strongestRepetitionDb(analysis: Analysis): number {
  if (analysis.signature[SIGNATURE_OFFSETS.mask] !== 1) return Number.NaN;
  let best = 0;
  const start = SIGNATURE_OFFSETS.orders;
  for (let cell = FIRST_CELL; cell < ORDER_CELLS; cell++) {
    const bel = analysis.signature[start + cell]!;
    if (bel > best) best = bel;
  }
  return 10 * best;
}

/** Share of the envelope's variance at 1–10 Hz. */
export function slowSwelling(analysis: Analysis): number {
  return analysis.signature[SIGNATURE_OFFSETS.modulation]!;
}

const CAVITATION_BANDS = BANDS.flatMap((band, i) =>
  band.lowHz > 1100 && band.highHz < 3500 ? [SIGNATURE_OFFSETS.bands + i] : [],
);

/** Share of the signal's power in the half octaves around 2 kHz (1.2–3.4 kHz). */
export function twoKilohertzShare(analysis: Analysis): number {
  let share = 0;
  for (let i = 0; i < CAVITATION_BANDS.length; i++) {
    const lg = analysis.signature[CAVITATION_BANDS[i]!]!;
    // Exactly 0 is written for a band that the sample rate does not reach.
    if (lg !== 0) share += 10 ** lg;
  }
  return share;
}

/** Second highest over highest of those half octaves: a burst of bubbles is broad, a ringing part fills one. */
export function twoKilohertzBreadth(analysis: Analysis): number {
  let first = 0;
  let second = 0;
  for (let i = 0; i < CAVITATION_BANDS.length; i++) {
    const lg = analysis.signature[CAVITATION_BANDS[i]!]!;
    const share = lg === 0 ? 0 : 10 ** lg;
    if (share > first) {
      second = first;
      first = share;
    } else if (share > second) second = share;
  }
  return first > 0 ? second / first : 0;
}
