import type { BearingOrders } from '#signal/bearings/bearing';
import type { Analysis } from './analysis.ts';
import type { LineSpectrumReader } from './line-spectrum.ts';
import { LINES, type LineQuantity } from './line-table.ts';

/** How far a line may lie from its computed place: slip of the balls (Randall & Antoni 2011), an inexact speed. */
const BEARING_TOLERANCE = 0.025;
const SHAFT_TOLERANCE = 0.01;
const COMB_HARMONICS = 4;

/** Places in the table of base frequencies. */
const BASES: readonly LineQuantity[] = ['BPFO', 'BPFI', '2×BSF', 'FTF', 'X'];
const BEARING_BASES = 4;
const CAGE = 3;
const SHAFT = 4;

/** An entry of LINES in numbers: the search runs for every window. */
interface Search {
  readonly index: number;
  readonly base: number;
  readonly harmonic: number;
  /** Which base the side line is away by, and how often. */
  readonly sideBase: number;
  readonly side: number;
  readonly span: readonly [number, number] | null;
}

const SEARCHES: readonly Search[] = LINES.map((line, index) => ({
  index,
  base: BASES.indexOf(line.quantity),
  harmonic: line.harmonic,
  sideBase: line.quantity === 'BPFI' ? SHAFT : CAGE,
  side: line.side,
  span: line.span,
}));
const SHAFT_LINES = SEARCHES.filter(({ index }) => LINES[index]!.spectrum === 'acceleration');
const ENVELOPE_SHAFT_LINES = SEARCHES.filter(
  ({ index, base }) => LINES[index]!.spectrum === 'envelope' && base === SHAFT,
);
const BEARING_LINES = SEARCHES.filter(({ base }) => base !== SHAFT);

/** Reads every line of LINES from the two context spectra into an analysis. A line that cannot be looked for stays 0. */
export class LineReader {
  /** The frequency at which each of BASES was found, Hz. */
  private readonly base = new Float64Array(BASES.length);
  /** Where the bearing's lines lie by computation, Hz. */
  private readonly expected = new Float64Array(BEARING_BASES * COMB_HARMONICS);

  /** The shaft's lines in the acceleration; also finds the shaft's own frequency near `shaftHz` for `readEnvelope`. */
  readShaft(spectrum: LineSpectrumReader, shaftHz: number, out: Analysis): void {
    this.base[SHAFT] = shaftHz * spectrum.combRatio(shaftHz, COMB_HARMONICS, SHAFT_TOLERANCE);
    this.readLines(spectrum, SHAFT_LINES, out);
  }

  /**
   * The envelope's lines, after `readShaft`. Once read, harmonics of the shaft are lowered to the floor: a bearing line's
   * search must not catch 11X for the second harmonic of a BPFI of 5.4X.
   */
  readEnvelope(spectrum: LineSpectrumReader, orders: BearingOrders | null, out: Analysis): void {
    this.readLines(spectrum, ENVELOPE_SHAFT_LINES, out);
    if (orders === null) return;
    const { base, expected } = this;
    const shaftHz = base[SHAFT]!;
    base[0] = orders.bpfo * shaftHz;
    base[1] = orders.bpfi * shaftHz;
    base[2] = 2 * orders.bsf * shaftHz;
    base[CAGE] = orders.ftf * shaftHz;
    for (let i = 0; i < expected.length; i++) {
      const harmonic = (i % COMB_HARMONICS) + 1;
      expected[i] = base[Math.floor(i / COMB_HARMONICS)]! * harmonic;
    }
    spectrum.silence(shaftHz, expected);
    for (let i = 0; i < BEARING_BASES; i++) {
      base[i]! *= spectrum.combRatio(base[i]!, COMB_HARMONICS, BEARING_TOLERANCE);
    }
    this.readLines(spectrum, BEARING_LINES, out);
  }

  private readLines(
    spectrum: LineSpectrumReader,
    searches: readonly Search[],
    out: Analysis,
  ): void {
    const { base } = this;
    for (let i = 0; i < searches.length; i++) {
      const { index, base: at, harmonic, side, sideBase, span } = searches[i]!;
      const hz = base[at]!;
      const bin =
        span === null
          ? spectrum.nearest(hz * harmonic + side * base[sideBase]!)
          : spectrum.highest(span[0] * hz, span[1] * hz);
      if (bin === 0) continue;
      out.lineHz[index] = bin * spectrum.hzPerBin;
      out.lineDb[index] = spectrum.heights[bin]!;
      out.lineAmplitude[index] = spectrum.amplitude(bin);
    }
  }
}
