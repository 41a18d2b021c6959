import type { Analysis } from './analysis.ts';
import { BANDS } from './band-table.ts';
import type { Levels } from './block-statistics.ts';
import { FEATURE_INDEX } from './features.ts';
import type { LineSpectrumReader } from './line-spectrum.ts';
import { LINES, lineIndex } from './line-table.ts';
import {
  SIGNATURE_OFFSETS as AT,
  BEARING_LINES,
  LEVEL_FEATURES,
  MODULATION_EDGES_HZ,
  ORDER_CELLS,
  ORDER_SPAN,
} from './signature.ts';

const HARMONICS = 4;
const BEARING = BEARING_LINES.map((q) => lineIndex('envelope', q, 1));
const SHAFT = LINES.flatMap((line, index) => (line.spectrum === 'acceleration' ? [index] : []));
const ONE_X = lineIndex('acceleration', 'X', 1);
const LEVEL_INDEX = LEVEL_FEATURES.map((name) => FEATURE_INDEX[name]);
/** Level taken for silence, so that its logarithm stays finite. */
const LEAST = 1e-6;

/** Writes the signature but for its order cells, from levels, lines and features in `out`; it was 0 before. Every entry is finite. */
export function writeSignature(
  levels: Levels,
  envelope: LineSpectrumReader,
  speedKnown: boolean,
  bearingKnown: boolean,
  out: Analysis,
): void {
  const s = out.signature;
  s[AT.mask] = speedKnown ? 1 : 0;
  s[AT.mask + 1] = bearingKnown ? 1 : 0;
  if (speedKnown) {
    for (let i = 0; i < LINES.length; i++) s[AT.lines + i] = bel(out.lineDb[i]!);
    writeShaftRatios(out, s);
  }
  if (bearingKnown) writeContrast(s);
  writeLevels(levels, out, s);
  writeModulation(levels, envelope, s);
}

/** dB to bel, clipped: below the floor says nothing, above 40 dB nothing more. */
function bel(db: number): number {
  return db < 0 ? 0 : db > 40 ? 4 : db / 10;
}

function lg(value: number): number {
  return Math.log10(Math.max(value, LEAST));
}

function clip(value: number, limit: number): number {
  return value > limit ? limit : Math.max(value, -limit);
}

function writeContrast(s: Float32Array): void {
  const means = [0, 0, 0, 0];
  for (let q = 0; q < BEARING.length; q++) {
    let sum = 0;
    for (let h = 0; h < HARMONICS; h++) sum += s[AT.lines + BEARING[q]! + h]!;
    means[q] = sum / HARMONICS;
  }
  for (let q = 0; q < means.length; q++) {
    let other = 0;
    for (let i = 0; i < means.length; i++) if (i !== q && means[i]! > other) other = means[i]!;
    s[AT.contrast + q] = means[q]! - other;
  }
}

function writeShaftRatios(out: Analysis, s: Float32Array): void {
  const base = lg(out.lineAmplitude[ONE_X]!);
  for (let i = 0; i < SHAFT.length; i++) {
    const line = SHAFT[i]!;
    const known = out.lineHz[line]! > 0 && out.lineHz[ONE_X]! > 0;
    s[AT.shaftRatios + i] = known ? clip(lg(out.lineAmplitude[line]!) - base, 3) : 0;
  }
}

function writeLevels(levels: Levels, out: Analysis, s: Float32Array): void {
  for (let i = 0; i < LEVEL_INDEX.length; i++) {
    const value = out.features[LEVEL_INDEX[i]!]!;
    s[AT.levels + i] = Number.isNaN(value) ? 0 : lg(value);
  }
  for (let i = 0; i < BANDS.length; i++) {
    const power = levels.bands[i]!;
    const known = power > 0 && levels.total > 0;
    s[AT.bands + i] = known ? clip(Math.log10(power / levels.total), 6) : 0;
  }
  s[AT.shape] = Math.log(levels.kurtosis / 3);
  s[AT.shape + 1] =
    levels.variance > 0 ? Math.log(levels.peak / Math.sqrt(levels.variance) / 3) : 0;
  s[AT.shape + 2] = clip(levels.skewness, 5);
  s[AT.shape + 3] = Math.asinh(levels.envelopeKurtosis);
  s[AT.shape + 4] = Math.log(Math.max(1e-3, levels.envelopeModulation));
}

function writeModulation(levels: Levels, envelope: LineSpectrumReader, s: Float32Array): void {
  const last = MODULATION_EDGES_HZ.length - 1;
  const total = envelope.meanSquare(MODULATION_EDGES_HZ[0]!, MODULATION_EDGES_HZ[last]!);
  if (total <= 0 || levels.envelopeSquare <= 0) return;
  for (let i = 0; i < last; i++) {
    const share = envelope.meanSquare(MODULATION_EDGES_HZ[i]!, MODULATION_EDGES_HZ[i + 1]!) / total;
    s[AT.modulation + i] = share;
  }
}

/** The largest height in each cell: a shape that no geometry is needed for. Before the shaft's lines are lowered. */
export function writeOrderCells(
  envelope: LineSpectrumReader,
  shaftHz: number,
  out: Analysis,
): void {
  const s = out.signature;
  const binsPerCell = (ORDER_SPAN * shaftHz) / ORDER_CELLS / envelope.hzPerBin;
  const { heights, validBins } = envelope;
  for (let cell = 0; cell < ORDER_CELLS; cell++) {
    const from = Math.floor(cell * binsPerCell);
    const to = Math.max(from, Math.ceil((cell + 1) * binsPerCell) - 1);
    let best = 0;
    for (let k = Math.max(from, 2); k <= to && k < validBins; k++) {
      if (heights[k]! > best) best = heights[k]!;
    }
    s[AT.orders + cell] = bel(best);
  }
}
