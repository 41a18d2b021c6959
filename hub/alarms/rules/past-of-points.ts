import type { ConditionChange, Figures } from '#schemas/broker/messages';
import type { Trend } from '#schemas/http/points';
import type { PointId } from '#schemas/ids/ids';
import { FAULT_LABELS, type Verdict } from '#schemas/readings/finding';
import type { PointReading } from './facts.ts';

const UNKNOWN: Verdict = {
  condition: 'warming',
  why: 'Nothing was kept of this.',
  severity: { graded: false, reason: 'Nothing was kept of this.' },
  findings: [],
};

/** What was kept of a point, as its agent once told it: figures by buckets, verdicts by changes. */
export function readingsOf(
  pointId: PointId,
  trend: Trend,
  changes: readonly ConditionChange[],
): PointReading[] {
  let verdict = UNKNOWN;
  let next = 0;
  const readings: PointReading[] = [];
  for (const [i, atMs] of trend.atMs.entries()) {
    for (; next < changes.length && changes[next].atMs <= atMs; next++) {
      verdict = changes[next].verdict;
      readings.push(told(changes[next]));
    }
    readings.push({ pointId, atMs, verdict, figures: figuresAt(trend, i) });
  }
  return [...readings, ...changes.slice(next).map(told)];
}

/** With what the model said then, as far as it found something: of all else it says nothing that was kept. */
function told(change: ConditionChange): PointReading {
  const { verdict } = change;
  if (verdict.condition === 'warming') return change;
  const ofModel = verdict.findings.filter(({ source }) => source === 'model');
  const scores = FAULT_LABELS.map((fault) =>
    Math.max(0, ...ofModel.filter((one) => one.fault === fault).map((one) => one.confidence)),
  );
  return { ...change, scores };
}

function figuresAt(trend: Trend, i: number): Figures {
  return {
    velocityMmS: trend.velocityMax[i],
    accelerationG: trend.accelerationMax[i],
    envelopeG: trend.envelopeMean[i],
    kurtosis: trend.kurtosisMean[i],
    speedRpm: trend.speedMean[i],
    displacementUm: null,
    peakG: null,
    crest: 0,
    skewness: 0,
  };
}
