import { afterEach, beforeEach, expect, test } from 'bun:test';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import { newId } from '#schemas/ids/ids';
import type { ProcessValueReading } from '#schemas/plant/process-value';
import { AlarmBox, pointOn, ruleOf } from './alarms-for-tests.ts';

const NODE = newId('nd');
const VALUE = newId('pv');

let box: AlarmBox;
beforeEach(async () => {
  box = await new AlarmBox().start();
});
afterEach(() => box.stop());

const judgeBy = (...more: object[]) => {
  box.rules = more.map((one) => ruleOf(one));
  box.engine.setRules(box.rules);
};
const say = (value: number | null, more: Partial<ProcessValueReading> = {}) =>
  box.engine.takeValues([
    {
      ...{ valueId: VALUE, nodeId: NODE, name: 'Oil', value, unit: '°C', quality: 'good' },
      atMs: box.nowMs,
      ...more,
    },
  ]);
const agentAway = (): SystemCondition => ({
  conditionId: newId('sc'),
  kind: 'agent_offline',
  severity: 'warning',
  subject: { agentId: 'agent-1', gpuUuid: null, part: null },
  ...{ raisedMs: box.nowMs, clearedMs: null, limit: 5, worst: 6 },
});
const states = () => box.open().map(({ state }) => state);

test('what is wrong with the system is an alarm until it is over, and a restart does not end it before anything is said', async () => {
  judgeBy({ when: { source: 'system' } });
  box.engine.takeConditions([agentAway()]);
  box.engine.takeConditions([agentAway()]);
  await box.settled();
  expect(box.open()).toMatchObject([
    {
      state: 'unacknowledged',
      asset: { kind: 'system', agentId: 'agent-1' },
      cause: { what: 'agent_offline' },
    },
  ]);
  await box.startAlarms();
  await box.settled();
  expect(states()).toEqual(['unacknowledged']);
  box.engine.takeConditions([]);
  await box.settled();
  expect(states()).toEqual(['returned_unacknowledged']);
});

test('points of an agent that is away are not told of one by one', async () => {
  const point = pointOn('Pump 1', { agentId: 'agent-1' });
  box.points.push(point);
  const away = ruleOf({ when: { source: 'system' } });
  const lost = ruleOf({
    when: { source: 'signal_lost', afterSeconds: 30 },
    suppression: { whileRules: [away.ruleId] },
  });
  box.rules = [away, lost];
  box.engine.setRules(box.rules);
  box.engine.takeConditions([agentAway()]);
  box.pass(30_000);
  await box.settled();
  const [held] = box.open().filter(({ ruleId }) => ruleId === lost.ruleId);
  expect(held.hold).toMatchObject({ kind: 'suppressed', why: 'other_alarm' });
});

test('a process value beyond its limit alarms; one of which nothing is known changes nothing', async () => {
  judgeBy({ when: { source: 'process_value', name: 'Oil', limit: 80, deadBand: 5 } });
  say(81);
  say(null);
  say(20, { quality: 'bad' });
  say(76);
  await box.settled();
  expect(box.open()).toMatchObject([
    {
      state: 'unacknowledged',
      asset: { kind: 'process_value', assetId: VALUE },
      evidence: { value: 81, unit: '°C' },
    },
  ]);
  say(75);
  await box.settled();
  expect(states()).toEqual(['returned_unacknowledged']);
});

test('a value that rises too fast alarms before it is too high', async () => {
  const rate = { source: 'process_value', name: 'Oil', take: 'rate', windowSeconds: 600, limit: 2 };
  judgeBy({ when: rate });
  for (let minute = 0; minute <= 5; minute++) {
    say(20 + 3 * minute);
    box.pass(60_000);
  }
  await box.settled();
  expect(box.open()[0].evidence.value).toBeCloseTo(3);
});

test('vibration and a value beside it are asked together, wherever the value hangs above the point', async () => {
  const point = pointOn('Pump 1', { nodeIds: [NODE] });
  box.points.push(point);
  const vibration = { source: 'figure', figure: 'velocityMmS', limit: 7 };
  judgeBy({ when: { all: [vibration, { source: 'process_value', name: 'Oil', limit: 80 }] } });
  box.hear(point, { velocityMmS: 9 });
  say(60);
  await box.settled();
  expect(box.open()).toEqual([]);
  say(90);
  await box.settled();
  expect(box.open()).toMatchObject([{ asset: { pointId: point.pointId } }]);
  expect(box.open()[0].evidence.says).toBe(
    'Velocity is above 7 mm/s: 9 mm/s. Oil is above 80 °C: 90 °C.',
  );
});

test('an alarm of a value that is taken away, renamed or put out of the reach of its rule is over', async () => {
  const oil = { when: { source: 'process_value', name: 'Oil', limit: 80 } };
  judgeBy(oil);
  for (const away of [
    () => box.engine.valuesGone([VALUE]),
    () => say(81, { name: 'Water' }),
    () =>
      box.engine.setRules([
        { ...box.rules[0], when: { ...box.rules[0].when, name: 'Water' } },
      ] as never),
  ]) {
    judgeBy(oil);
    say(81);
    await box.settled();
    expect(states()).toEqual(['unacknowledged']);
    away();
    await box.settled();
    expect(box.open()).toEqual([]);
  }
});

test('an alarm that a restart recalled is over when its value is taken away before it is heard again', async () => {
  judgeBy({ when: { source: 'process_value', name: 'Oil', limit: 80 } });
  say(81);
  await box.settled();
  await box.startAlarms();
  box.engine.valuesGone([VALUE]);
  await box.settled();
  expect(box.open()).toEqual([]);
  expect(box.news.at(-1)).toMatchObject({
    what: 'closed',
    alarm: { closedBecause: 'asset_removed' },
  });
});

test('an alarm of a machine for which no value speaks any more is over, also when nothing was heard since a restart', async () => {
  const machine = (name: string) => {
    const assetId = newId('nd');
    const of = { assetId, name, nodeId: assetId, kind: null };
    box.nodes.set(assetId, { nodeIds: [assetId], path: [name], area: null, machine: of });
    return assetId;
  };
  const [before, after] = [machine('Pump 1'), machine('Pump 2')];
  judgeBy({ when: { source: 'process_value', name: 'Oil', limit: 80 }, per: 'machine' });
  say(81, { nodeId: before });
  await box.settled();
  await box.startAlarms();
  box.engine.valuesPlaced([{ valueId: VALUE, nodeId: before, name: 'Oil' }]);
  await box.settled();
  expect(box.open()).toMatchObject([{ asset: { assetId: before, kind: 'machine' } }]);
  box.engine.valuesPlaced([{ valueId: VALUE, nodeId: after, name: 'Oil' }]);
  await box.settled();
  expect(box.open()).toEqual([]);
  expect(box.news.at(-1)).toMatchObject({
    what: 'closed',
    alarm: { closedBecause: 'out_of_scope' },
  });
  say(81, { nodeId: after });
  await box.settled();
  expect(box.open()).toMatchObject([{ asset: { assetId: after } }]);
});

test('a rule on a point goes by a value only where that is now, and as it is called now', async () => {
  const point = pointOn('Pump 1', { nodeIds: [NODE] });
  box.points.push(point);
  const both = ruleOf({
    per: 'point',
    when: {
      all: [
        { source: 'figure', figure: 'velocityMmS', limit: 7 },
        { source: 'process_value', name: 'Oil', limit: 80 },
      ],
    },
  });
  box.rules = [both];
  box.engine.setRules(box.rules);
  say(81);
  say(81, { nodeId: newId('nd') });
  box.hear(point, { velocityMmS: 9 });
  await box.settled();
  expect(box.open()).toEqual([]);
  say(81);
  await box.settled();
  expect(states()).toEqual(['unacknowledged']);
});
