import { expect, test } from 'bun:test';
import { type RuleBody, RuleBody as RuleSchema } from '#schemas/alarms/rule';
import type { ConditionChange } from '#schemas/broker/messages';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import type { Trend } from '#schemas/http/points';
import type { ValueTrend } from '#schemas/http/process-values';
import { newId } from '#schemas/ids/ids';
import type { Finding } from '#schemas/readings/finding';
import { pointOn, readingOf } from '../alarms-for-tests.ts';
import type { Place } from '../plant-view.ts';
import { type RuleTestDeps, RuleTests } from './rule-tests.ts';

const MINUTE_MS = 60_000;
const RANGE = { from: 0, to: 3_600_000 };
const NODE = newId('nd');
const MACHINE = { assetId: NODE, name: 'Pump 1', nodeId: NODE, kind: null };
const PLACE: Place = { nodeIds: [NODE], path: ['Pump 1'], area: null, machine: MACHINE };
const POINT = pointOn(null, { ...PLACE });
const OIL = { valueId: newId('pv'), nodeId: NODE, name: 'Oil', unit: '°C' };

const ruleOf = (when: object, more: object = {}): RuleBody =>
  RuleSchema.parse({
    ...{ name: 'Tried', when, per: 'point', consequence: 'major', timeToRespond: 'hour' },
    ...more,
  });
const oil = (limit: number, more: object = {}) => ({
  ...{ source: 'process_value', name: 'Oil', limit },
  ...more,
});

/** A value for each minute. */
function valueTrend(values: readonly number[], spread = 0): ValueTrend {
  return {
    resolution: '10s',
    atMs: values.map((_, i) => i * MINUTE_MS),
    mean: [...values],
    min: values.map((value) => value - spread),
    max: values.map((value) => value + spread),
  };
}

/** A velocity for each minute; null: nothing was heard. */
function trendOf(velocities: readonly (number | null)[]): Trend {
  const heard = velocities.flatMap((velocity, i) => (velocity === null ? [] : [{ velocity, i }]));
  const all = (value: number) => heard.map(() => value);
  const velocity = heard.map((one) => one.velocity);
  return {
    resolution: '10s',
    atMs: heard.map(({ i }) => i * MINUTE_MS),
    ...{ velocityMean: velocity, velocityMax: velocity, accelerationMean: all(0.5) },
    ...{ accelerationMax: all(0.5), envelopeMean: all(0.1), kurtosisMean: all(3) },
    ...{ speedMean: all(1_500), condition: all(0) },
  };
}

function changeAt(minute: number, findings: Finding[]): ConditionChange {
  const { verdict, figures } = readingOf(POINT.pointId, minute * MINUTE_MS);
  const to = findings.length === 0 ? 'good' : 'warning';
  return {
    ...{ changeId: newId('ch'), pointId: POINT.pointId, atMs: minute * MINUTE_MS, figures },
    ...{ from: 'good', to, verdict: { ...verdict, condition: to, findings } },
  };
}
const finding = (confidence: number, source: 'rule' | 'model'): Finding => ({
  ...{ fault: 'inner_race', severity: 'warning', confidence, source },
  evidence: [{ quantity: 'BPFI', value: 12, threshold: 6, unit: 'dB over floor' }],
});

function tests(past: Partial<RuleTestDeps> = {}): RuleTests {
  return new RuleTests({
    plant: {
      points: () => [POINT],
      point: () => POINT,
      node: (nodeId) => (nodeId === NODE ? PLACE : null),
    },
    values: () => [OIL],
    trendOf: async () => ({ trend: trendOf(new Array(60).fill(1)), bucketMs: 10_000 }),
    valueTrendOf: async () => ({ trend: valueTrend([]), bucketMs: 10_000 }),
    changesOf: async () => [],
    conditionsIn: async () => [],
    ...past,
  });
}
const minutes = ({ raisedMs, returnedMs }: { raisedMs: number; returnedMs: number | null }) => [
  raisedMs / MINUTE_MS,
  returnedMs === null ? null : returnedMs / MINUTE_MS,
];

test('process values beyond their limit, with delay and dead band, on the value or its machine', async () => {
  const trend = valueTrend([70, 81, 82, 79, 79, 70, 90, 70]);
  const tried = tests({ valueTrendOf: async () => ({ trend, bucketMs: 10_000 }) });
  const one = await tried.run(ruleOf(oil(80, { deadBand: 5 })), RANGE);
  expect(one.alarms.map(minutes)).toEqual([
    [1, 5],
    [6, 7],
  ]);
  expect(one.alarms[0]).toMatchObject({ assetId: OIL.valueId, says: 'Oil is above 80 °C: 81 °C.' });
  expect(one).toMatchObject({ assets: 1, canBeTried: true, raised: 2 });
  const delayed = await tried.run(
    ruleOf(oil(80, { deadBand: 5 }), { onDelaySeconds: 120, per: 'machine' }),
    RANGE,
  );
  expect(delayed.alarms.map(({ assetId, ...times }) => [assetId, ...minutes(times)])).toEqual([
    [NODE, 3, 5],
  ]);
  expect((await tried.run(ruleOf({ ...oil(80), name: 'Air' }), RANGE)).assets).toBe(0);
});

test('of what is kept as one value the one nearest to the limit counts, and what is coarse is said', async () => {
  const past = { trend: valueTrend([70, 70], 8), bucketMs: 600_000 };
  const tried = tests({ valueTrendOf: async () => past });
  const above = await tried.run(ruleOf(oil(75)), RANGE);
  expect(above.raised).toBe(1);
  expect(above.notTold).toContainEqual(expect.objectContaining({ what: 'coarse', seconds: 600 }));
  expect((await tried.run(ruleOf(oil(65, { comparison: 'below' })), RANGE)).raised).toBe(1);
  const mean = oil(75, { take: 'mean', windowSeconds: 60 });
  expect((await tried.run(ruleOf(mean), RANGE)).raised).toBe(0);
});

test('a value beside the vibration is asked together with it', async () => {
  const when = { all: [{ source: 'figure', figure: 'velocityMmS', limit: 7 }, oil(80)] };
  const tried = tests({
    trendOf: async () => ({ trend: trendOf([1, 9, 9, 9, 1]), bucketMs: 10_000 }),
    valueTrendOf: async () => ({ trend: valueTrend([70, 70, 85, 85, 85]), bucketMs: 10_000 }),
  });
  const { alarms } = await tried.run(ruleOf(when), RANGE);
  expect(alarms.map(minutes)).toEqual([[2, 4]]);
});

test('findings by their kind, confidence and origin, and what the model gave, from changes of the condition', async () => {
  const tried = tests({
    changesOf: async () => [
      ...[changeAt(5, [finding(0.6, 'model')]), changeAt(10, [])],
      ...[changeAt(20, [finding(0.9, 'model')]), changeAt(30, [finding(0.9, 'rule')])],
    ],
  });
  const of = async (when: object) => (await tried.run(ruleOf(when), RANGE)).alarms.map(minutes);
  expect(await of({ source: 'finding', minConfidence: 0.8 })).toEqual([[20, null]]);
  expect(await of({ source: 'finding', minConfidence: 0.8, by: 'model' })).toEqual([[20, 30]]);
  expect(await of({ source: 'finding', faults: ['cage'] })).toEqual([]);
  expect(await of({ source: 'anomaly', limit: 0.5 })).toEqual([
    [5, 10],
    [20, 30],
  ]);
  const { notTold } = await tried.run(ruleOf({ source: 'anomaly', limit: 0.5 }), RANGE);
  expect(notTold).toMatchObject([{ what: 'anomaly_by_changes', isNothing: false }]);
});

test('silence longer than what is kept as one, and no shorter', async () => {
  const velocities = [1, 1, null, null, null, null, 1, ...new Array(53).fill(1)];
  const past = { trend: trendOf(velocities), bucketMs: 10_000 };
  const tried = tests({ trendOf: async () => past });
  const lost = { source: 'signal_lost', afterSeconds: 120 };
  const { alarms, notTold } = await tried.run(ruleOf(lost), RANGE);
  expect(alarms.map(minutes)).toEqual([[3, 6]]);
  expect(notTold).toEqual([]);
  const short = await tried.run(ruleOf({ ...lost, afterSeconds: 5 }), RANGE);
  expect(short.notTold).toMatchObject([{ what: 'short_silence', seconds: 10 }]);
});

test('what was wrong with the system, from when to when', async () => {
  const gone: SystemCondition = {
    ...{ conditionId: newId('sc'), kind: 'agent_offline', severity: 'warning' },
    subject: { agentId: 'agent-1', gpuUuid: null, part: null },
    ...{ raisedMs: 5 * MINUTE_MS, clearedMs: 9 * MINUTE_MS, limit: 5, worst: 6 },
  };
  const tried = tests({ conditionsIn: async () => [gone] });
  const { alarms, assets } = await tried.run(ruleOf({ source: 'system' }), RANGE);
  expect([assets, ...alarms.map(minutes)]).toEqual([1, [5, 9]]);
  const other = await tried.run(ruleOf({ source: 'system', kinds: ['queue_long'] }), RANGE);
  expect(other.raised).toBe(0);
});

test('where nothing is kept the answer says so, also of one term among others', async () => {
  const health = { source: 'sensor_health', problem: 'clipped' };
  const alone = await tests().run(ruleOf(health), RANGE);
  expect(alone).toMatchObject({ canBeTried: false, raised: 0 });
  expect(alone.notTold).toMatchObject([{ what: 'sensor_health', isNothing: true }]);
  const velocity = { source: 'figure', figure: 'velocityMmS', limit: 7 };
  expect(await tests().run(ruleOf({ all: [velocity, health] }), RANGE)).toMatchObject({
    canBeTried: false,
  });
  const either = await tests().run(ruleOf({ any: [velocity, health] }), RANGE);
  expect(either).toMatchObject({ canBeTried: true });
  expect(either.notTold).toMatchObject([{ what: 'sensor_health', isNothing: true }]);
  const peak = await tests().run(ruleOf({ ...velocity, figure: 'peakG' }), RANGE);
  expect(peak.notTold).toMatchObject([{ what: 'figure', figure: 'peakG', isNothing: true }]);
});
