/** What a model says about sample rates, in the words of its card. */
export interface RateRule {
  trainedHz: number;
  minHz: number;
  maxHz: number;
  resample: boolean;
}

/** The rate to diagnose a stream at, or one sentence why it cannot be diagnosed. */
export type RateDecision = { rateHz: number } | { why: string };

/** Beyond this ratio nothing of the model's band is left, and the filter's tables would fill the memory. */
const RESAMPLE_RATIO_MAX = 8;

/** Decides by the model's card; without a model every rate goes as it comes. */
export function decideRate(sensorHz: number, rule: RateRule | null): RateDecision {
  if (rule === null || (sensorHz >= rule.minHz && sensorHz <= rule.maxHz))
    return { rateHz: sensorHz };
  const ratio = Math.max(sensorHz / rule.trainedHz, rule.trainedHz / sensorHz);
  if (rule.resample && ratio <= RESAMPLE_RATIO_MAX) return { rateHz: rule.trainedHz };
  const takes = `The sensor sends ${hz(sensorHz)} Hz, but the model takes ${hz(rule.minHz)} to ${hz(rule.maxHz)} Hz`;
  return {
    why: `${takes} and ${rule.resample ? 'that is too far to resample' : 'does not allow resampling'}.`,
  };
}

function hz(value: number): string {
  return String(Math.round(value * 10) / 10);
}
