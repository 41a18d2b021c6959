import type { FaultLabel } from '#schemas/readings/finding';
import type { Analysis } from '../../features/analysis.ts';
import type { FeatureName } from '../../features/features.ts';
import { type LineQuantity, lineIndex } from '../../features/line-table.ts';
import { feature, type Quantity } from './quantities.ts';
import type { Rule } from './rule.ts';

/**
 * Mean height of harmonics 1…4 from which a bearing line counts. Of 6000 readings of synthetic healthy bearings (two sample
 * rates) one in 300 passes 6.4 dB: the search takes the highest of many noise bins.
 */
const THRESHOLD_DB = 7.5;
const WIDTH_DB = 1.75;
/** A harmonic is named in the evidence from this height. */
const NAMED_DB = 6;

const HARMONICS = [1, 2, 3, 4];

type BearingLine = {
  readonly fault: FaultLabel;
  readonly quantity: LineQuantity;
  readonly height: FeatureName;
  /** Lines that explain this one, with the dB that this one must stand over them. */
  readonly rivals: readonly (readonly [FeatureName, number])[];
};

/**
 * The cage is no rival of the others: FTF is the load-zone modulation of a rolled ball. But a ball is one of the cage, so the
 * cage must stand well over it. Where harmonics of two lines fall together (3×BPFO and 2×BPFI of a 6205), the higher family is
 * the cause; 2×BSF lies near others most often.
 */
const BEARING_LINES: readonly BearingLine[] = [
  {
    fault: 'inner_race',
    quantity: 'BPFI',
    height: 'bpfiDb',
    rivals: [
      ['bpfoDb', 0],
      ['ballDb', 0],
    ],
  },
  {
    fault: 'outer_race',
    quantity: 'BPFO',
    height: 'bpfoDb',
    rivals: [
      ['bpfiDb', 0],
      ['ballDb', 0],
    ],
  },
  {
    fault: 'ball',
    quantity: '2×BSF',
    height: 'ballDb',
    rivals: [
      ['bpfiDb', 2],
      ['bpfoDb', 2],
    ],
  },
  {
    fault: 'cage',
    quantity: 'FTF',
    height: 'cageDb',
    rivals: [
      ['bpfiDb', 0],
      ['bpfoDb', 0],
      ['ballDb', 6],
    ],
  },
];

/** Each dB by which a rival stands higher takes this many dB off. */
const RIVAL_WEIGHT = 2;

export const bearingRules: readonly Rule[] = BEARING_LINES.map((line) => {
  const own = feature(line.height);
  const lines = HARMONICS.map((harmonic) => lineIndex('envelope', line.quantity, harmonic));
  return {
    fault: line.fault,
    needs: 'bearing',
    conditions: [
      {
        quantity: line.quantity,
        unit: 'dB over floor',
        sense: 'above',
        threshold: THRESHOLD_DB,
        width: WIDTH_DB,
        value: lessRivals(own, line.rivals),
        shown: own,
        frequencyHz: (analysis) => fundamentalHz(analysis, lines),
        harmonics: (analysis) =>
          HARMONICS.filter((_, i) => analysis.lineDb[lines[i]!]! >= NAMED_DB),
      },
    ],
  };
});

function lessRivals(own: Quantity, rivals: BearingLine['rivals']): Quantity {
  const heights = rivals.map(([name]) => feature(name));
  const margins = rivals.map(([, margin]) => margin);
  return (analysis) => {
    const height = own(analysis);
    let excess = 0;
    for (let i = 0; i < heights.length; i++) {
      const over = heights[i]!(analysis) + margins[i]! - height;
      if (over > excess) excess = over;
    }
    return height - RIVAL_WEIGHT * excess;
  };
}

/** The line's fundamental by the highest of its harmonics, whose place is known best. */
function fundamentalHz(analysis: Analysis, lines: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < lines.length; i++) {
    if (analysis.lineDb[lines[i]!]! > analysis.lineDb[lines[best]!]!) best = i;
  }
  return analysis.lineHz[lines[best]!]! / HARMONICS[best]!;
}
