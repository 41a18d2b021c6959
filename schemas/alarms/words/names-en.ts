import type { RuleFigure } from '#schemas/alarms/alarm-source';

/** Figures that rules compare, in English. */
export const figureNames: Readonly<Record<RuleFigure, string>> = {
  velocityMmS: 'Velocity',
  displacementUm: 'Displacement',
  accelerationG: 'Acceleration',
  peakG: 'Peak',
  envelopeG: 'Envelope',
  speedRpm: 'Speed',
  crest: 'Crest factor',
  kurtosis: 'Kurtosis',
};
