/** What a model says about sample rates, in the words of its card. */
export interface RateRule {
  trainedHz: number;
  minHz: number;
  maxHz: number;
  resample: boolean;
}

/** The rate to diagnose a stream at, or one sentence why it cannot be diagnosed. */
export type RateDecision = { rateHz: number } | { why: string };

/** Decides by the model's card; without a model every rate goes as it comes. */
export function decideRate(sensorHz: number, rule: RateRule | null): RateDecision {
  if (rule === null || (sensorHz >= rule.minHz && sensorHz <= rule.maxHz))
    return { rateHz: sensorHz };
  if (rule.resample) return { rateHz: rule.trainedHz };
  return {
    why: `The sensor sends ${hz(sensorHz)} Hz, but the model takes ${hz(rule.minHz)} to ${hz(rule.maxHz)} Hz and does not allow resampling.`,
  };
}

function hz(value: number): string {
  return String(Math.round(value * 10) / 10);
}
