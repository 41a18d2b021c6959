import { STANDARD_GRAVITY_M_S2 } from '#schemas/units/units';
import type { Analysis } from './analysis.ts';
import type { Levels } from './block-statistics.ts';
import { FEATURE_INDEX as AT } from './features.ts';
import { lineIndex } from './line-table.ts';
import { BEARING_LINES } from './signature.ts';
import type { VelocityWeights } from './velocity-weights.ts';

const SHAFT = [1, 2, 3].map((order) => lineIndex('acceleration', 'X', order));
const SHAFT_FEATURES = [AT.velocity1xMmS, AT.velocity2xMmS, AT.velocity3xMmS];
const HARMONICS = [1, 2, 3, 4];
const BEARING = BEARING_LINES.map((quantity) =>
  HARMONICS.map((h) => lineIndex('envelope', quantity, h)),
);
const BEARING_FEATURES = [AT.bpfoDb, AT.bpfiDb, AT.ballDb, AT.cageDb];

/** Writes the named features from the levels of the context and the lines already read. */
export function writeFeatures(
  levels: Levels,
  velocity: VelocityWeights,
  bearingKnown: boolean,
  out: Analysis,
): void {
  const f = out.features;
  const rms = Math.sqrt(levels.variance);
  f[AT.meanG] = levels.mean;
  f[AT.rmsG] = rms;
  f[AT.peakG] = levels.peak;
  f[AT.crestFactor] = rms > 0 ? levels.peak / rms : 0;
  f[AT.kurtosis] = levels.kurtosis;
  f[AT.skewness] = levels.skewness;
  f[AT.velocityMmS] = velocity.velocityMmS;
  f[AT.displacementUm] = velocity.displacementUm;
  f[AT.envelopeBandG] = Math.sqrt(levels.envelopeSquare / 2);
  f[AT.envelopeBandKurtosis] = levels.envelopeKurtosis;
  f[AT.envelopeModulation] = levels.envelopeModulation;
  f[AT.lowBandG] = Math.sqrt(levels.broad[0]!);
  f[AT.midBandG] = Math.sqrt(levels.broad[1]!);
  f[AT.highBandG] = Math.sqrt(levels.broad[2]!);
  f[AT.spectralCentroidHz] = levels.centroidHz;
  for (let i = 0; i < SHAFT.length; i++) f[SHAFT_FEATURES[i]!] = lineVelocity(out, SHAFT[i]!);
  for (let i = 0; i < BEARING.length; i++) {
    f[BEARING_FEATURES[i]!] = bearingKnown ? meanHeight(out, BEARING[i]!) : Number.NaN;
  }
}

/** Velocity r.m.s. of an acceleration line, mm/s; NaN where it was not looked for. */
export function lineVelocity(out: Analysis, line: number): number {
  const hz = out.lineHz[line]!;
  if (hz === 0) return Number.NaN;
  const peak = (out.lineAmplitude[line]! * STANDARD_GRAVITY_M_S2 * 1000) / (2 * Math.PI * hz);
  return peak / Math.SQRT2;
}

/** Mean height of those lines that the spectrum reaches, dB; NaN when it reaches none. */
function meanHeight(out: Analysis, lines: readonly number[]): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < lines.length; i++) {
    if (out.lineHz[lines[i]!] === 0) continue;
    sum += out.lineDb[lines[i]!]!;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}
