import {
  feature,
  ratio,
  shaftDb,
  shaftModulation,
  slowSwelling,
  strongestRepetitionDb,
  twoKilohertzBreadth,
  twoKilohertzShare,
} from './quantities.ts';
import type { Condition, Rule } from './rule.ts';

/** Blows of a bearing repeat; those of bubbles and dry metal do not. Needs the speed to know what a repetition is. */
const nothingRepeats: Condition = {
  quantity: 'envelope repetition at most',
  unit: 'dB over floor',
  sense: 'below',
  threshold: 11,
  width: 1,
  value: strongestRepetitionDb,
};

/** Kurtosis only ever supports another sign: it falls again late in a bearing's life. */
function bursts(threshold: number, width: number): Condition {
  return {
    quantity: 'envelope kurtosis',
    unit: 'excess',
    sense: 'above',
    threshold,
    width,
    value: feature('envelopeBandKurtosis'),
  };
}

/** A carpet above 5 kHz that swells slowly, with blows that do not repeat. */
export const lubricationRule: Rule = {
  fault: 'lubrication',
  needs: 'speed',
  conditions: [
    {
      quantity: 'acceleration above 5 kHz',
      unit: 'g r.m.s.',
      sense: 'above',
      threshold: 0.04,
      width: 0.01,
      value: feature('highBandG'),
    },
    {
      quantity: 'above 5 kHz over 1–5 kHz',
      unit: 'ratio',
      sense: 'above',
      threshold: 0.35,
      width: 0.06,
      value: ratio(feature('highBandG'), feature('midBandG')),
    },
    {
      quantity: 'swelling at 1–10 Hz',
      unit: 'share',
      sense: 'above',
      threshold: 0.04,
      width: 0.01,
      value: slowSwelling,
    },
    bursts(0.8, 0.2),
    nothingRepeats,
  ],
};

/** Bursts around 2 kHz at random times. */
export const cavitationRule: Rule = {
  fault: 'cavitation',
  needs: 'speed',
  conditions: [
    {
      quantity: 'power at 1.2–3.4 kHz',
      unit: 'share',
      sense: 'above',
      threshold: 0.3,
      width: 0.05,
      value: twoKilohertzShare,
    },
    {
      quantity: 'breadth at 1.2–3.4 kHz',
      unit: 'ratio',
      sense: 'above',
      threshold: 0.2,
      width: 0.04,
      value: twoKilohertzBreadth,
    },
    {
      quantity: 'acceleration at 1–5 kHz',
      unit: 'g r.m.s.',
      sense: 'above',
      threshold: 0.06,
      width: 0.012,
      value: feature('midBandG'),
    },
    {
      quantity: 'above 5 kHz over 1–5 kHz at most',
      unit: 'ratio',
      sense: 'below',
      threshold: 0.35,
      width: 0.06,
      value: ratio(feature('highBandG'), feature('midBandG')),
    },
    bursts(2, 0.4),
    nothingRepeats,
  ],
};

const noBearingLine = (name: 'bpfiDb' | 'bpfoDb' | 'ballDb', quantity: string): Condition => ({
  quantity: `${quantity} at most`,
  unit: 'dB over floor',
  sense: 'below',
  threshold: 8,
  width: 1,
  value: feature(name),
});

/** Broadband noise that swells with the shaft and is not impulsive. An inner race swells alike, so its lines must be absent. */
export const wearRule: Rule = {
  fault: 'wear',
  needs: 'bearing',
  conditions: [
    {
      quantity: 'modulation at 1X',
      unit: 'ratio',
      sense: 'above',
      threshold: 0.3,
      width: 0.05,
      value: shaftModulation,
    },
    {
      quantity: 'envelope 1X',
      unit: 'dB over floor',
      sense: 'above',
      threshold: 11,
      width: 1.5,
      value: shaftDb(1, 'envelope'),
    },
    {
      quantity: 'acceleration in the envelope band',
      unit: 'g r.m.s.',
      sense: 'above',
      threshold: 0.1,
      width: 0.02,
      value: feature('envelopeBandG'),
    },
    // A tooth mesh with side lines swells alike, but tones have an envelope flatter than noise.
    {
      quantity: 'envelope kurtosis',
      unit: 'excess',
      sense: 'above',
      threshold: 0,
      width: 0.06,
      value: feature('envelopeBandKurtosis'),
    },
    {
      quantity: 'envelope kurtosis at most',
      unit: 'excess',
      sense: 'below',
      threshold: 2,
      width: 0.4,
      value: feature('envelopeBandKurtosis'),
    },
    noBearingLine('bpfiDb', 'BPFI'),
    noBearingLine('bpfoDb', 'BPFO'),
    noBearingLine('ballDb', '2×BSF'),
  ],
};
