import { realmOf, termsOf } from '#schemas/alarms/expression';
import { priorityOf } from '#schemas/alarms/priority';
import type { AlarmRule, RuleBody } from '#schemas/alarms/rule';
import type { Term } from '#schemas/alarms/term';
import type { ConditionChange, Figures } from '#schemas/broker/messages';
import type { RuleTest } from '#schemas/http/alarm-rules';
import type { Trend } from '#schemas/http/points';
import { newId, type PointId } from '#schemas/ids/ids';
import type { Verdict } from '#schemas/readings/finding';
import { AlarmEngine } from '../alarm-engine.ts';
import { assetOfPoint } from '../asset-of.ts';
import type { Edge } from '../edge.ts';
import { keyOf } from '../instance.ts';
import type { PlantView, WatchedPoint } from '../plant-view.ts';
import type { PointReading } from './facts.ts';
import { isInScope } from './in-scope.ts';

/** So many points are gone through at most, and so many alarms are listed. */
const POINTS_MAX = 200;
const LISTED = 200;
const DAY_MS = 86_400_000;

export interface RuleTestDeps {
  readonly plant: PlantView;
  /** What is kept of the past. `bucketMs`: of what length its buckets are. */
  readonly trendOf: (
    pointId: PointId,
    range: { from: number; to: number },
  ) => Promise<{ trend: Trend; bucketMs: number }>;
  /** Changes within the time, and the last before it; the first first. */
  readonly changesOf: (
    pointId: PointId,
    range: { from: number; to: number },
  ) => Promise<ConditionChange[]>;
}

type Found = RuleTest['alarms'][number];

/** Tries rules on the past, with the same engine that judges by them. */
export class RuleTests {
  readonly #deps: RuleTestDeps;

  constructor(deps: RuleTestDeps) {
    this.#deps = deps;
  }

  async run(body: RuleBody, range: { from: number; to: number }): Promise<RuleTest> {
    const rule = asRule(body);
    const inScope = [...this.#deps.plant.points()].filter((point) => isInScope(rule, point));
    const points = inScope.slice(0, POINTS_MAX);
    const assetOf = (point: WatchedPoint) => assetOfPoint(point, rule.per).assetId;
    const isOfPoints = termsOf(rule.when).some((term) => realmOf(term) === 'point');
    const alarms: Found[] = [];
    let bucketMs = 0;
    if (isOfPoints) {
      for (const group of Map.groupBy(points, assetOf).values()) {
        const past = await this.#past(group, range);
        bucketMs = Math.max(bucketMs, past.bucketMs);
        alarms.push(...replay(rule, group, past.readings, range.to));
        // A year of a plant must not hold up whoever else asks the hub something.
        await new Promise((done) => setImmediate(done));
      }
    }
    alarms.sort((a, b) => a.raisedMs - b.raisedMs);
    return {
      ...range,
      assets: points.length,
      isCut: inScope.length > points.length,
      raised: alarms.length,
      perDay: alarms.length / ((range.to - range.from) / DAY_MS),
      activeMs: alarms.reduce((all, one) => all + (one.returnedMs ?? range.to) - one.raisedMs, 0),
      alarms: alarms.slice(0, LISTED),
      notTold: notToldOf(rule, bucketMs),
    };
  }

  async #past(
    group: readonly WatchedPoint[],
    range: { from: number; to: number },
  ): Promise<{ readings: PointReading[]; bucketMs: number }> {
    let bucketMs = 0;
    const readings: PointReading[] = [];
    for (const { pointId } of group) {
      const { trend, bucketMs: ofPoint } = await this.#deps.trendOf(pointId, range);
      bucketMs = Math.max(bucketMs, ofPoint);
      readings.push(...readingsOf(pointId, trend, await this.#deps.changesOf(pointId, range)));
    }
    return { readings: readings.sort((a, b) => a.atMs - b.atMs), bucketMs };
  }
}

function asRule(body: RuleBody): AlarmRule {
  return {
    ...body,
    ruleId: newId('ar'),
    isBuiltIn: false,
    isEnabled: true,
    priority: priorityOf(body.consequence, body.timeToRespond),
    revision: 1,
    changedMs: 0,
    changedByName: null,
  };
}

/** Runs the past through an engine of its own, whose clock the past turns. */
function replay(
  rule: AlarmRule,
  points: readonly WatchedPoint[],
  readings: readonly PointReading[],
  endMs: number,
): Found[] {
  const found: Found[] = [];
  const open = new Map<string, Found>();
  let nowMs = readings[0]?.atMs ?? endMs;
  const take = (edge: Edge) => {
    if (edge.kind === 'raise') {
      const { asset, why } = edge;
      const one = {
        ...{ assetId: asset.assetId, assetName: asset.name, pointId: asset.pointId },
        ...{
          raisedMs: nowMs,
          returnedMs: null,
          says: why.evidence.says,
          facts: why.evidence.facts,
        },
      };
      found.push(one);
      open.set(keyOf(rule.ruleId, asset.assetId), one);
    } else {
      const one = open.get(edge.key);
      if (one !== undefined) one.returnedMs = nowMs;
      open.delete(edge.key);
    }
  };
  const byId = new Map<string, WatchedPoint>(points.map((point) => [point.pointId, point]));
  const engine = new AlarmEngine({
    plant: {
      points: () => points,
      point: (pointId) => byId.get(pointId) ?? null,
      node: () => null,
    },
    clock: () => nowMs,
    monotonic: () => nowMs,
    onEdge: take,
    onMachineState: () => undefined,
  });
  const turnTo = (untilMs: number) => {
    while (engine.nextDueMs !== null && engine.nextDueMs <= untilMs) {
      nowMs = Math.max(nowMs, engine.nextDueMs);
      engine.turn();
    }
    nowMs = Math.max(nowMs, untilMs);
  };
  engine.setRules([rule]);
  for (const reading of readings) {
    turnTo(reading.atMs);
    engine.take(reading);
  }
  turnTo(endMs);
  return found;
}

const UNKNOWN: Verdict = {
  condition: 'warming',
  why: 'Nothing was kept of this.',
  severity: { graded: false, reason: 'Nothing was kept of this.' },
  findings: [],
};

/** What was kept of a point, as its agent once told it: figures by buckets, verdicts by changes. */
function readingsOf(
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
      readings.push(changes[next]);
    }
    readings.push({ pointId, atMs, verdict, figures: figuresAt(trend, i) });
  }
  return [...readings, ...changes.slice(next)];
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

const NOT_KEPT: readonly string[] = ['displacementUm', 'peakG', 'crest'];

/** What the past cannot tell, so that nobody takes silence for quiet. */
function notToldOf(rule: AlarmRule, bucketMs: number): string[] {
  const sentences = termsOf(rule.when).flatMap((term) => notToldOfTerm(term, bucketMs));
  const { schedule, suppression, machineState } = rule;
  if (schedule !== null || machineState !== 'any' || suppression.whileRules.length > 0) {
    sentences.push('Suppression by design is not counted: these are all alarms, shown or not.');
  }
  return [...new Set(sentences)];
}

function notToldOfTerm(term: Term, bucketMs: number): string[] {
  switch (term.source) {
    case 'anomaly':
      return ['Probabilities of the model are not kept.'];
    case 'sensor_health':
      return ['The health of sensors is not kept.'];
    case 'process_value':
      return ['Process values are not gone through.'];
    case 'system':
      return ['Conditions of the system itself are not gone through.'];
    case 'figure':
      return NOT_KEPT.includes(term.figure) ? [`${term.figure} is not kept.`] : [];
    case 'signal_lost':
      return term.afterSeconds * 1_000 > bucketMs
        ? []
        : [`Silence shorter than ${bucketMs / 1_000} s cannot be told from what is kept.`];
    default:
      return ['Zones and findings are known from changes of the condition only.'];
  }
}
