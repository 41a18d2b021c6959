/** Which spectrum a line is read from. */
export type LineSpectrum = 'envelope' | 'acceleration';

/** The measured lines' families; `2×BSF` is the rolled ball defect, `X` a multiple of the shaft's speed. */
export type LineQuantity = 'BPFO' | 'BPFI' | '2×BSF' | 'FTF' | 'X';

/** One line that every analysis measures. */
export interface Line {
  readonly name: string;
  readonly spectrum: LineSpectrum;
  readonly quantity: LineQuantity;
  /** Multiple of the quantity's frequency. */
  readonly harmonic: number;
  /** −1, 0 or +1: the line itself, or its side line one modulation away (1X beside BPFI, FTF beside 2×BSF). */
  readonly side: -1 | 0 | 1;
  /** Search span in multiples of the shaft speed where the line has no exact place, as oil whirl; else null. */
  readonly span: readonly [number, number] | null;
}

const HARMONICS = [1, 2, 3, 4];
const BEARING_QUANTITIES = ['BPFO', 'BPFI', '2×BSF', 'FTF'] as const;
const SIDES = [-1, 1] as const;

function line(
  spectrum: LineSpectrum,
  quantity: LineQuantity,
  harmonic: number,
  side: -1 | 0 | 1 = 0,
): Line {
  const mark = side === 0 ? '' : `${side < 0 ? '-' : '+'}${quantity === 'BPFI' ? '1X' : 'FTF'}`;
  const base = quantity === 'X' ? `${harmonic}X` : `${quantity} ×${harmonic}`;
  const name = spectrum === 'envelope' && quantity === 'X' ? `envelope ${base}` : `${base}${mark}`;
  return { name, spectrum, quantity, harmonic, side, span: null };
}

/** The whirl of an oil film lies between 0.42 and 0.48 of the shaft's speed. */
const WHIRL: Line = {
  ...line('acceleration', 'X', 0.45),
  name: '0.42–0.48X',
  span: [0.42, 0.48],
};

/**
 * Every measured line. An analysis holds its frequency, amplitude and height over the floor at the same index.
 */
export const LINES: readonly Line[] = [
  ...BEARING_QUANTITIES.flatMap((quantity) => HARMONICS.map((h) => line('envelope', quantity, h))),
  ...(['BPFI', '2×BSF'] as const).flatMap((quantity) =>
    [1, 2].flatMap((h) => SIDES.map((side) => line('envelope', quantity, h, side))),
  ),
  ...[1, 2, 3].map((h) => line('envelope', 'X', h)),
  WHIRL,
  ...[0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 8].map((h) => line('acceleration', 'X', h)),
];

/** Index of a line in `LINES` by its parts; −1 where there is none. */
export function lineIndex(
  spectrum: LineSpectrum,
  quantity: LineQuantity,
  harmonic: number,
  side: -1 | 0 | 1 = 0,
): number {
  return LINES.findIndex(
    (entry) =>
      entry.spectrum === spectrum &&
      entry.quantity === quantity &&
      entry.harmonic === harmonic &&
      entry.side === side,
  );
}
