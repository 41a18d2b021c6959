import type { MachineFacts } from '#schemas/plant/machine-facts';
import { type BearingOrders, bearingOrders } from '#signal/bearings/bearing';
import type { Analysis } from './analysis.ts';
import type { LineSpectrumReader } from './line-spectrum.ts';
import { LINES, type Line, type LineSpectrum } from './line-table.ts';

/** How far a line may lie from its computed place: slip and an inexact speed (Randall & Antoni 2011). */
const BEARING_TOLERANCE = 0.025;
const SHAFT_TOLERANCE = 0.01;
const COMB_HARMONICS = 4;

const QUANTITIES = ['BPFO', 'BPFI', '2×BSF', 'FTF', 'X'] as const;
type Quantity = (typeof QUANTITIES)[number];

/** Reads every line of LINES from the two context spectra into an analysis. */
export class LineReader {
  private readonly base: Record<Quantity, number> = { BPFO: 0, BPFI: 0, '2×BSF': 0, FTF: 0, X: 0 };
  private readonly indexed = LINES.map((line, index) => ({ line, index }));

  /** Orders of a machine's bearing; null where unknown. */
  static orders(machine: MachineFacts): BearingOrders | null {
    return machine.bearing === null ? null : bearingOrders(machine.bearing);
  }

  /** Fills the three line arrays for one spectrum; a line that cannot be looked for reads 0. */
  read(
    spectrum: LineSpectrumReader,
    kind: LineSpectrum,
    shaftHz: number,
    orders: BearingOrders | null,
    out: Analysis,
  ): void {
    const { base } = this;
    const tolerance = kind === 'envelope' ? BEARING_TOLERANCE : SHAFT_TOLERANCE;
    const shaft = spectrum.combRatio(shaftHz, COMB_HARMONICS, SHAFT_TOLERANCE);
    base.X = shaftHz * shaft;
    base.BPFO = orders === null ? 0 : orders.bpfo * shaftHz;
    base.BPFI = orders === null ? 0 : orders.bpfi * shaftHz;
    base['2×BSF'] = orders === null ? 0 : 2 * orders.bsf * shaftHz;
    base.FTF = orders === null ? 0 : orders.ftf * shaftHz;
    if (kind === 'envelope' && orders !== null) {
      for (const name of ['BPFO', 'BPFI', '2×BSF', 'FTF'] as const) {
        base[name] *= spectrum.combRatio(base[name], COMB_HARMONICS, tolerance);
      }
    }
    for (let i = 0; i < this.indexed.length; i++) {
      const { line, index } = this.indexed[i]!;
      if (line.spectrum === kind) this.readLine(spectrum, line, index, shaftHz, out);
    }
  }

  private readLine(
    spectrum: LineSpectrumReader,
    line: Line,
    index: number,
    shaftHz: number,
    out: Analysis,
  ): void {
    const { base } = this;
    let bin = 0;
    if (line.span !== null) {
      bin = spectrum.highest(line.span[0] * shaftHz, line.span[1] * shaftHz);
    } else {
      const side = line.side * (line.quantity === 'BPFI' ? shaftHz : base.FTF);
      const known = base[line.quantity] > 0;
      bin = known ? spectrum.nearest(base[line.quantity] * line.harmonic + side) : 0;
    }
    out.lineHz[index] = bin * spectrum.hzPerBin;
    out.lineDb[index] = bin === 0 ? 0 : spectrum.heights[bin]!;
    out.lineAmplitude[index] = bin === 0 ? 0 : spectrum.amplitude(bin);
  }
}
