import type { RuleFigure } from '#schemas/alarms/alarm-source';
import type { FaultLabel } from '#schemas/readings/finding';

/** Figures that rules compare, in German. */
export const figureNames: Readonly<Record<RuleFigure, string>> = {
  velocityMmS: 'Schwinggeschwindigkeit',
  displacementUm: 'Schwingweg',
  accelerationG: 'Beschleunigung',
  peakG: 'Spitze',
  envelopeG: 'Hüllkurve',
  speedRpm: 'Drehzahl',
  crest: 'Scheitelfaktor',
  kurtosis: 'Kurtosis',
};

/** Faults, in German. */
export const faultNames: Readonly<Record<FaultLabel, string>> = {
  imbalance: 'Unwucht',
  misalignment: 'Ausrichtfehler',
  looseness: 'Lockerung',
  lubrication: 'Schmierungsmangel',
  cavitation: 'Kavitation',
  wear: 'Verschleiß',
  oil_whirl: 'Ölfilmwirbel',
  inner_race: 'Innenringschaden',
  outer_race: 'Außenringschaden',
  ball: 'Wälzkörperschaden',
  cage: 'Käfigschaden',
};
