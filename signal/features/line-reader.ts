import type { BearingOrders } from '#signal/bearings/bearing';
import type { Analysis } from './analysis.ts';
import type { LineSpectrumReader } from './line-spectrum.ts';
import { LINES, type Line } from './line-table.ts';

/** How far a line may lie from its computed place: slip of the balls (Randall & Antoni 2011), an inexact speed. */
const BEARING_TOLERANCE = 0.025;
const SHAFT_TOLERANCE = 0.01;
const COMB_HARMONICS = 4;

/** A line of LINES with its index. */
interface IndexedLine {
  readonly line: Line;
  readonly index: number;
}

const INDEXED: readonly IndexedLine[] = LINES.map((line, index) => ({ line, index }));
const SHAFT = INDEXED.filter(({ line }) => line.spectrum === 'acceleration');
const ENVELOPE_SHAFT = INDEXED.filter(
  ({ line }) => line.spectrum === 'envelope' && line.quantity === 'X',
);
const BEARING = INDEXED.filter(({ line }) => line.quantity !== 'X');
const BEARING_QUANTITIES = ['BPFO', 'BPFI', '2×BSF', 'FTF'] as const;

/** Reads every line of LINES from the two context spectra into an analysis. A line that cannot be looked for stays 0. */
export class LineReader {
  /** The frequency at which each quantity was found, Hz. */
  private readonly base = { BPFO: 0, BPFI: 0, '2×BSF': 0, FTF: 0, X: 0 };
  /** Where the bearing's lines lie by computation, Hz. */
  private readonly expected = new Float64Array(BEARING_QUANTITIES.length * COMB_HARMONICS);

  /** The shaft's lines in the acceleration; also finds the shaft's own frequency near `shaftHz` for `readEnvelope`. */
  readShaft(spectrum: LineSpectrumReader, shaftHz: number, out: Analysis): void {
    this.base.X = shaftHz * spectrum.combRatio(shaftHz, COMB_HARMONICS, SHAFT_TOLERANCE);
    for (let i = 0; i < SHAFT.length; i++) this.readLine(spectrum, SHAFT[i]!, out);
  }

  /**
   * The envelope's lines, after `readShaft`. Once read, harmonics of the shaft are lowered to the floor: a bearing line's
   * search must not catch 11X for the second harmonic of a BPFI of 5.4X.
   */
  readEnvelope(spectrum: LineSpectrumReader, orders: BearingOrders | null, out: Analysis): void {
    for (let i = 0; i < ENVELOPE_SHAFT.length; i++)
      this.readLine(spectrum, ENVELOPE_SHAFT[i]!, out);
    if (orders === null) return;
    const { base, expected } = this;
    const shaftHz = base.X;
    base.BPFO = orders.bpfo * shaftHz;
    base.BPFI = orders.bpfi * shaftHz;
    base['2×BSF'] = 2 * orders.bsf * shaftHz;
    base.FTF = orders.ftf * shaftHz;
    for (let i = 0; i < expected.length; i++) {
      expected[i] = base[BEARING_QUANTITIES[i >> 2]!] * ((i & 3) + 1);
    }
    spectrum.silence(shaftHz, expected);
    for (let i = 0; i < BEARING_QUANTITIES.length; i++) {
      const name = BEARING_QUANTITIES[i]!;
      base[name] *= spectrum.combRatio(base[name], COMB_HARMONICS, BEARING_TOLERANCE);
    }
    for (let i = 0; i < BEARING.length; i++) this.readLine(spectrum, BEARING[i]!, out);
  }

  private readLine(spectrum: LineSpectrumReader, entry: IndexedLine, out: Analysis): void {
    const { base } = this;
    const { line, index } = entry;
    let bin = 0;
    if (line.span !== null) bin = spectrum.highest(line.span[0] * base.X, line.span[1] * base.X);
    else {
      const side = line.side * (line.quantity === 'BPFI' ? base.X : base.FTF);
      bin = spectrum.nearest(base[line.quantity] * line.harmonic + side);
    }
    if (bin === 0) return;
    out.lineHz[index] = bin * spectrum.hzPerBin;
    out.lineDb[index] = spectrum.heights[bin]!;
    out.lineAmplitude[index] = spectrum.amplitude(bin);
  }
}
