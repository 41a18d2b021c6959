import { type RuleRealm, realmOf, termsOf } from '#schemas/alarms/expression';
import { canBeTried, notToldOf } from '#schemas/alarms/not-told';
import { priorityOf } from '#schemas/alarms/priority';
import type { AlarmRule, RuleBody } from '#schemas/alarms/rule';
import type { ConditionChange } from '#schemas/broker/messages';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import type { RuleTest } from '#schemas/http/alarm-rules';
import type { Trend } from '#schemas/http/points';
import type { ValueTrend } from '#schemas/http/process-values';
import { newId, type PointId } from '#schemas/ids/ids';
import { assetOfCondition, assetOfPoint, assetOfValue } from '../asset-of.ts';
import type { PlantView, WatchedPoint } from '../plant-view.ts';
import { isInScope } from './in-scope.ts';
import { readingsOf } from './past-of-points.ts';
import { type TriedValue, valueNamesOf, valueReadingsOf } from './past-of-values.ts';
import { type Found, type PastNews, replay } from './replay.ts';

/** So many points and values are gone through at most, and so many alarms are listed. */
const ASSETS_MAX = 200;
const LISTED = 200;
const DAY_MS = 86_400_000;

interface Range {
  readonly from: number;
  readonly to: number;
}

export interface RuleTestDeps {
  readonly plant: PlantView;
  /** Values that have a place. */
  readonly values: () => readonly TriedValue[];
  /** What is kept of the past. `bucketMs`: of what length its buckets are. */
  readonly trendOf: (
    pointId: PointId,
    range: Range,
  ) => Promise<{ readonly trend: Trend; readonly bucketMs: number }>;
  readonly valueTrendOf: (
    valueId: string,
    range: Range,
  ) => Promise<{ readonly trend: ValueTrend; readonly bucketMs: number }>;
  /** Changes within the time, and the last before it; the first first. */
  readonly changesOf: (pointId: PointId, range: Range) => Promise<ConditionChange[]>;
  /** What was wrong with the system itself at any moment of the time. */
  readonly conditionsIn: (range: Range) => Promise<readonly SystemCondition[]>;
}

/** What speaks for one alarm, or for several that hang on the same values. */
interface Group {
  readonly points: readonly WatchedPoint[];
  readonly values: readonly TriedValue[];
}

/** What a rule is tried on. */
interface Tried {
  readonly groups: readonly Group[];
  readonly assets: number;
  readonly isCut: boolean;
}

/** Tries rules on the past, with the same engine that judges by them. */
export class RuleTests {
  readonly #deps: RuleTestDeps;

  constructor(deps: RuleTestDeps) {
    this.#deps = deps;
  }

  async run(body: RuleBody, range: Range): Promise<RuleTest> {
    const rule = asRule(body);
    const realms = new Set<RuleRealm>(termsOf(rule.when).map(realmOf));
    const { alarms, assets, isCut, bucketMs } = realms.has('system')
      ? await this.#runSystem(rule, range)
      : await this.#runPlant(rule, range, realms.has('point'));
    alarms.sort((a, b) => a.raisedMs - b.raisedMs);
    return {
      ...range,
      ...{ assets, isCut },
      canBeTried: canBeTried(rule.when),
      raised: alarms.length,
      perDay: alarms.length / ((range.to - range.from) / DAY_MS),
      activeMs: alarms.reduce((all, one) => all + (one.returnedMs ?? range.to) - one.raisedMs, 0),
      alarms: alarms.slice(0, LISTED),
      notTold: notToldOf(rule, bucketMs),
    };
  }

  async #runPlant(rule: AlarmRule, range: Range, isOfPoints: boolean) {
    const { groups, assets, isCut } = isOfPoints ? this.#points(rule) : this.#values(rule);
    const { node } = this.#deps.plant;
    const alarms: Found[] = [];
    let bucketMs = 0;
    for (const group of groups) {
      const past = await this.#past(rule, group, range);
      bucketMs = Math.max(bucketMs, past.bucketMs);
      alarms.push(...replay(rule, { points: group.points, node }, past.news, range.to));
      // A year of a plant must not hold up whoever else asks the hub something.
      await new Promise((done) => setImmediate(done));
    }
    return { alarms, assets, isCut, bucketMs };
  }

  /** Points by their alarm, with the values that each asks for: those at its nodes and above. */
  #points(rule: AlarmRule): Tried {
    const inScope = [...this.#deps.plant.points()].filter((point) => isInScope(rule, point));
    const points = inScope.slice(0, ASSETS_MAX);
    const names = valueNamesOf(rule);
    const named = this.#deps.values().filter(({ name }) => names.has(name));
    const assetOf = (point: WatchedPoint) => assetOfPoint(point, rule.per).assetId;
    const groups = [...Map.groupBy(points, assetOf).values()].map((group) => {
      const nodes = new Set(group.flatMap(({ nodeIds }) => nodeIds));
      return { points: group, values: named.filter(({ nodeId }) => nodes.has(nodeId)) };
    });
    return { groups, assets: points.length, isCut: inScope.length > points.length };
  }

  /** Values by their alarm, where the rule asks for nothing else. */
  #values(rule: AlarmRule): Tried {
    const { plant } = this.#deps;
    const names = valueNamesOf(rule);
    const inScope = this.#deps.values().flatMap((value) => {
      const place = plant.node(value.nodeId);
      const isMeant = place !== null && names.has(value.name) && isInScope(rule, place);
      return isMeant ? [{ value, assetId: assetOfValue(value, place, rule.per).assetId }] : [];
    });
    const some = inScope.slice(0, ASSETS_MAX);
    const groups = [...Map.groupBy(some, ({ assetId }) => assetId).values()].map((group) => ({
      points: [],
      values: group.map(({ value }) => value),
    }));
    return { groups, assets: some.length, isCut: inScope.length > some.length };
  }

  async #past(
    rule: AlarmRule,
    { points, values }: Group,
    range: Range,
  ): Promise<{ news: PastNews[]; bucketMs: number }> {
    const { trendOf, valueTrendOf, changesOf } = this.#deps;
    let bucketMs = 0;
    const news: PastNews[] = [];
    // Values first: at the same time they are known before the point is judged by them.
    for (const value of values) {
      const { trend, bucketMs: own } = await valueTrendOf(value.valueId, range);
      bucketMs = Math.max(bucketMs, own);
      for (const one of valueReadingsOf(rule, value, trend)) {
        news.push({ atMs: one.atMs, value: one });
      }
    }
    for (const { pointId } of points) {
      const { trend, bucketMs: own } = await trendOf(pointId, range);
      bucketMs = Math.max(bucketMs, own);
      for (const reading of readingsOf(pointId, trend, await changesOf(pointId, range))) {
        news.push({ atMs: reading.atMs, reading });
      }
    }
    return { news: news.sort((a, b) => a.atMs - b.atMs), bucketMs };
  }

  /** What was wrong is kept with its beginning and its end: nothing of it is lost. */
  async #runSystem(rule: AlarmRule, range: Range) {
    const all = await this.#deps.conditionsIn(range);
    const times = all.flatMap(({ raisedMs, clearedMs }) => [
      Math.max(raisedMs, range.from),
      ...(clearedMs === null || clearedMs > range.to ? [] : [clearedMs]),
    ]);
    const past = [...new Set(times)]
      .sort((a, b) => a - b)
      .map((atMs) => ({
        atMs,
        conditions: all.filter(
          ({ raisedMs, clearedMs }) => raisedMs <= atMs && (clearedMs ?? range.to + 1) > atMs,
        ),
      }));
    const alarms = replay(rule, { points: [], node: () => null }, past, range.to);
    const assets = new Set(all.map((one) => assetOfCondition(one).assetId)).size;
    return { alarms, assets, isCut: false, bucketMs: 0 };
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
