import { afterEach, beforeEach, expect, test } from 'bun:test';
import { ADA, AlarmBox, pointOn, ruleOf } from './alarms-for-tests.ts';

let box: AlarmBox;
beforeEach(async () => {
  box = await new AlarmBox().start();
});
afterEach(() => box.stop());

const judgeBy = (...rules: ReturnType<typeof ruleOf>[]) => {
  box.rules = rules;
  box.engine.setRules(rules);
};
const point = () => {
  const one = pointOn('Pump 1');
  box.points.push(one);
  return one;
};
const whats = () => box.news.map(({ what }) => what);

test('an alarm comes once its on-delay is over, and a break begins it anew; it goes after its off-delay', async () => {
  const one = point();
  judgeBy(ruleOf({ onDelaySeconds: 10, offDelaySeconds: 20 }));
  box.hear(one, { velocityMmS: 9 });
  box.pass(9_000);
  box.hear(one, { velocityMmS: 1 });
  box.hear(one, { velocityMmS: 9 });
  box.pass(9_000);
  await box.settled();
  expect(box.open()).toEqual([]);
  box.pass(1_000);
  await box.settled();
  expect(box.open()).toMatchObject([{ isActive: true }]);
  box.hear(one, { velocityMmS: 1 });
  box.pass(19_999);
  await box.settled();
  expect(box.open()[0].isActive).toBe(true);
  box.pass(1);
  await box.settled();
  expect(box.open()[0].state).toBe('returned_unacknowledged');
});

test('a wall clock that is stepped neither shortens nor lengthens a delay, and ends a shelf at its time of day', async () => {
  const one = point();
  judgeBy(ruleOf({ onDelaySeconds: 10 }));
  box.hear(one, { velocityMmS: 9 });
  box.nowMs += 3_600_000;
  box.engine.turn();
  await box.settled();
  expect(box.open()).toEqual([]);
  box.nowMs -= 7_200_000;
  box.pass(10_000);
  await box.settled();
  const [alarm] = box.open();
  await box.acts.shelve(alarm.alarmId, 60, 'Known', ADA);
  expect(box.desk.holds.over(box.nowMs + 3_599_999)).toEqual([]);
  expect(box.desk.holds.over(box.nowMs + 3_600_000)).toHaveLength(1);
});

test('within the dead band nothing changes', async () => {
  const one = point();
  judgeBy(ruleOf({ when: { source: 'figure', figure: 'velocityMmS', limit: 7, deadBand: 1 } }));
  const active: boolean[] = [];
  for (const velocityMmS of [6.9, 7.1, 6.5, 6.1, 6, 6.5, 7.1]) {
    box.pass(1_000);
    box.hear(one, { velocityMmS });
    await box.settled();
    active.push(box.open()[0]?.isActive ?? false);
  }
  expect(active).toEqual([false, true, true, true, false, false, true]);
});

test('while a point warms up, what stood stands; what cannot be graded any more returns', async () => {
  const one = point();
  judgeBy(ruleOf({ when: { source: 'severity', atLeast: 'C' } }));
  box.hear(one, { zone: 'D' });
  box.pass(1_000);
  box.hear(one, { zone: null, isWarming: true });
  await box.settled();
  expect(box.open()[0].isActive).toBe(true);
  box.pass(1_000);
  box.hear(one, { zone: null });
  await box.settled();
  expect(box.open()[0].isActive).toBe(false);
});

test('one alarm for a machine: it stands while any of its points is bad, with the worst as evidence', async () => {
  const [first, second] = [point(), point()];
  judgeBy(ruleOf({ per: 'machine' }));
  box.hear(first, { velocityMmS: 8 });
  box.hear(second, { velocityMmS: 12 });
  box.pass(1_000);
  box.hear(first, { velocityMmS: 1 });
  await box.settled();
  expect(box.open()).toMatchObject([
    { isActive: true, asset: { kind: 'machine', assetId: 'machine:Pump 1' } },
  ]);
  box.pass(1_000);
  box.hear(second, { velocityMmS: 1 });
  await box.settled();
  expect(box.open()[0].isActive).toBe(false);
});

test('silence is an alarm, and a word ends it', async () => {
  const one = point();
  judgeBy(ruleOf({ when: { source: 'signal_lost', afterSeconds: 30 } }));
  box.hear(one);
  for (let second = 0; second < 29; second++) box.pass(1_000);
  await box.settled();
  expect(box.open()).toEqual([]);
  box.pass(1_000);
  await box.settled();
  expect(box.open()[0].evidence.says).toBe('Nothing was heard for 30 s.');
  box.hear(one);
  await box.settled();
  expect(box.open()[0].isActive).toBe(false);
});

test('a point that is removed while it alarms closes its alarm, and says why', async () => {
  const one = point();
  judgeBy(ruleOf());
  box.hear(one, { velocityMmS: 9 });
  box.points.length = 0;
  box.engine.pointsChanged([one.pointId]);
  await box.settled();
  expect(box.open()).toEqual([]);
  expect(box.news.at(-1)).toMatchObject({
    what: 'closed',
    alarm: { closedBecause: 'asset_removed' },
  });
});

test('a repeated or an older reading changes nothing', async () => {
  const one = point();
  judgeBy(ruleOf());
  box.hear(one, { velocityMmS: 9 });
  box.hear(one, { velocityMmS: 9 });
  box.nowMs -= 5_000;
  box.hear(one, { velocityMmS: 1 });
  await box.settled();
  expect(whats()).toEqual(['raised']);
});

test('what a worse alarm says already is suppressed by design, and shown once that is over', async () => {
  const one = point();
  const worse = ruleOf({ when: { source: 'severity', atLeast: 'D' } });
  const milder = ruleOf({
    when: { source: 'severity', atLeast: 'C' },
    suppression: { whileRules: [worse.ruleId] },
  });
  judgeBy(milder, worse);
  box.hear(one, { zone: 'C' });
  await box.settled();
  box.pass(1_000);
  box.hear(one, { zone: 'D' });
  await box.settled();
  expect(whats()).toEqual(['raised', 'raised', 'suppressed']);
  const [shown] = box.open().filter(({ hold }) => hold === null);
  expect(shown.ruleId).toBe(worse.ruleId);
  box.pass(1_000);
  box.hear(one, { zone: 'C' });
  await box.settled();
  expect(whats().slice(3)).toEqual(['returned', 'unsuppressed']);
});

test('of a machine that stands nothing is told; what waited is told when it runs', async () => {
  const one = point();
  judgeBy(ruleOf({ when: { source: 'finding' }, machineState: 'running' }));
  box.hear(one, { velocityMmS: 0.02, fault: 'looseness' });
  await box.settled();
  expect(box.news).toMatchObject([
    { what: 'suppressed', alarm: { hold: { why: 'machine_stopped' } } },
  ]);
});

test('what is raised on a shelf is not shown until the shelf ends, and is raised to people then', async () => {
  const one = point();
  judgeBy(ruleOf());
  const [{ ruleId }] = box.rules;
  const held = { ruleId, assetId: one.pointId, assetName: 'Drive end', area: null };
  await box.acts.holdAsset(held, { minutes: 10, reason: 'Known' }, ADA);
  box.hear(one, { velocityMmS: 9 });
  await box.settled();
  expect(whats()).toEqual(['shelved']);
  box.pass(600_000);
  const [over] = box.desk.holds.over(box.nowMs);
  box.desk.keep((draft) => box.acts.release(draft, over, { by: ADA, isByTime: true }));
  await box.settled();
  expect(whats()).toEqual(['shelved', 'unshelved', 'raised']);
});

test('a latched alarm stays when its cause is over, cannot be reset before, and goes by a reset', async () => {
  const one = point();
  judgeBy(ruleOf({ isLatching: true }));
  box.hear(one, { velocityMmS: 9 });
  await box.settled();
  const [{ alarmId }] = box.open();
  await expect(box.acts.reset(alarmId, ADA)).rejects.toMatchObject({ code: 'conflict' });
  await box.acts.acknowledge(alarmId, undefined, ADA);
  box.pass(1_000);
  box.hear(one, { velocityMmS: 1 });
  await box.settled();
  expect(box.open()).toMatchObject([{ isLatched: true, isActive: true }]);
  expect(await box.acts.reset(alarmId, ADA)).toMatchObject({ closedBecause: 'reset' });
  expect(box.open()).toEqual([]);
});

test('ten thousand delays that wait cost a turn next to nothing', () => {
  for (let i = 0; i < 10_000; i++) box.points.push(pointOn(null));
  judgeBy(ruleOf({ onDelaySeconds: 3_600 }));
  for (const one of box.points) box.hear(one, { velocityMmS: 9 });
  const startedMs = performance.now();
  for (let i = 0; i < 10_000; i++) box.engine.turn();
  expect(performance.now() - startedMs).toBeLessThan(500);
});
