import type { Finding } from '#schemas/readings/finding';

/** Digits that a measurement of this kind can mean; more would only swell the messages. */
const DIGITS = 6;

/** The value to six significant digits. */
export function significant(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** Shortens the numbers of a finding, in place. */
export function shortenFinding(finding: Finding): void {
  finding.confidence = significant(finding.confidence);
  for (const evidence of finding.evidence) {
    evidence.value = significant(evidence.value);
    evidence.threshold = significant(evidence.threshold);
    if (evidence.frequencyHz !== undefined)
      evidence.frequencyHz = significant(evidence.frequencyHz);
  }
}
