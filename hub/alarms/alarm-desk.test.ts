import { afterEach, beforeEach, expect, test } from 'bun:test';
import { refused } from '#schemas/errors/refused';
import { ADA, AlarmBox, pointOn, ruleOf } from './alarms-for-tests.ts';

let box: AlarmBox;
beforeEach(async () => {
  box = await new AlarmBox().start();
});
afterEach(() => box.stop());

/** A point that alarms under one rule. */
async function alarming(more: object = {}, agentId = 'agent-1') {
  const point = pointOn('Pump 1', { agentId });
  box.points.push(point);
  box.rules = [...box.rules, ruleOf({ ...more, scope: { pointIds: [point.pointId] } })];
  box.engine.setRules(box.rules);
  box.hear(point, { velocityMmS: 9 });
  await box.settled();
  return point;
}

const refuseToStore = () => {
  const { record } = box.store;
  box.store.record = () => Promise.reject(refused('disk_full'));
  return () => {
    box.store.record = record;
  };
};

test('on a full disk nothing is shown that is not stored, a person is told, and what was found is kept once there is room', async () => {
  const mend = refuseToStore();
  const point = pointOn('Pump 1');
  box.points.push(point);
  box.rules = [ruleOf()];
  box.engine.setRules(box.rules);
  box.hear(point, { velocityMmS: 9 });
  const settled = box.desk.settled();
  await expect(box.desk.act(() => 1)).rejects.toMatchObject({ code: 'storage_failed' });
  expect(box.open()).toEqual([]);
  expect(box.news).toEqual([]);
  expect(box.desk.hasFailed).toBe(true);
  mend();
  box.pass(1_000);
  box.desk.turn();
  await settled;
  expect(box.news.map(({ what }) => what)).toEqual(['raised']);
});

test('an acknowledgement that cannot be stored is none', async () => {
  await alarming();
  const [{ alarmId }] = box.open();
  const mend = refuseToStore();
  await expect(box.acts.acknowledge(alarmId, undefined, ADA)).rejects.toMatchObject({
    code: 'storage_failed',
  });
  expect(box.open()[0].isAcknowledged).toBe(false);
  // Nothing waits: results are not held up by what a person tried.
  expect(box.desk.hasFailed).toBe(false);
  mend();
  box.pass(1_000);
  expect((await box.acts.acknowledge(alarmId, undefined, ADA)).isAcknowledged).toBe(true);
});

test('the first of a machine is marked, and what follows within a minute is not', async () => {
  await alarming();
  box.pass(10_000);
  await alarming();
  box.pass(60_000);
  await alarming();
  const byTime = box.open().sort((a, b) => a.raisedMs - b.raisedMs);
  expect(byTime.map(({ isFirstOut }) => isFirstOut)).toEqual([true, false, true]);
  expect(new Set(byTime.map(({ groupKey }) => groupKey)).size).toBe(1);
});

test('what follows the first out is held back where its rule says so, unless it is more urgent', async () => {
  const suppression = { afterFirstOutSeconds: 60 };
  await alarming();
  await alarming({ suppression });
  await alarming({ suppression, consequence: 'severe', timeToRespond: 'minutes' });
  expect(box.open().map(({ hold }) => hold?.kind ?? null)).toEqual([null, 'suppressed', null]);
});

test('while the agent of a point is in maintenance its alarms are held back', async () => {
  box.inMaintenance.add('agent-2');
  await alarming({}, 'agent-2');
  expect(box.open()[0].hold).toMatchObject({ kind: 'suppressed', why: 'maintenance' });
});

test('outside of its hours a rule holds back what it finds', async () => {
  const now = new Date(box.nowMs);
  const today = now.getUTCDay() === 0 ? 7 : now.getUTCDay();
  const spans = [{ days: [(today % 7) + 1], from: '00:00', to: '00:00' }];
  await alarming({ schedule: { timezone: 'UTC', spans } });
  expect(box.open()[0].hold).toMatchObject({ why: 'schedule' });
});

test('more than ten in ten minutes are a flood, which is over below five', async () => {
  for (let i = 0; i < 11; i++) await alarming();
  expect(box.desk.flood.state(box.nowMs)).toMatchObject({ isOn: true, lastTenMinutes: 11 });
  expect(box.desk.flood.state(box.nowMs + 599_999).isOn).toBe(true);
  expect(box.desk.flood.state(box.nowMs + 600_000)).toMatchObject({
    isOn: false,
    lastTenMinutes: 0,
  });
});

test('every step is in the audit trail, with who did it', async () => {
  await alarming();
  const [{ alarmId }] = box.open();
  await box.acts.acknowledge(alarmId, 'On my way', ADA);
  await box.acts.shelve(alarmId, 5, 'Known', ADA);
  const rows = await box.store.read(
    'SELECT event, actor_id FROM audit WHERE resource_id = ? ORDER BY seq',
    [alarmId],
  );
  expect(rows.map(({ event, actor_id }) => [event, actor_id])).toEqual([
    ['alarm.raised', null],
    ['alarm.acknowledged', ADA.userId],
    ['alarm.shelved', ADA.userId],
  ]);
});
