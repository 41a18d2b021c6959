import { expect, test } from 'bun:test';
import type { EscalationPolicy, ShiftCalendar } from '#schemas/alarms/escalation';
import { newId, type UserId } from '#schemas/ids/ids';
import { ADA, AlarmBox, pointOn, ruleOf } from '../alarms-for-tests.ts';
import { Escalations } from './escalations.ts';
import { onDuty, type People } from './on-duty.ts';

const [EARLY, LATE, BOSS] = [1, 2, 3].map(() => newId('us') as UserId);
const PEOPLE: People = {
  isThere: () => true,
  ofTeam: () => [EARLY, LATE],
  ofRole: (role) => (role === 'engineer' ? [BOSS] : []),
};
const CALENDAR: ShiftCalendar = {
  calendarId: newId('sk'),
  name: 'Shifts',
  nodeId: null,
  timezone: 'UTC',
  revision: 1,
  shifts: [
    {
      name: 'Early',
      days: [1, 2, 3, 4, 5, 6, 7],
      from: '06:00',
      to: '18:00',
      who: [{ kind: 'person', userId: EARLY }],
    },
    {
      name: 'Late',
      days: [1, 2, 3, 4, 5, 6, 7],
      from: '18:00',
      to: '06:00',
      who: [{ kind: 'person', userId: LATE }],
    },
  ],
};
const POLICY: EscalationPolicy = {
  policyId: newId('ep'),
  name: 'Usual',
  nodeId: null,
  isEnabled: true,
  priorities: ['high'],
  repeatMinutes: 30,
  revision: 1,
  steps: [
    { afterMinutes: 5, who: [{ kind: 'shift', calendarId: CALENDAR.calendarId }], channels: [] },
    { afterMinutes: 15, who: [{ kind: 'role', role: 'engineer' }], channels: ['email'] },
  ],
};

test('whoever is on shift is meant, each once, and who has left is not', () => {
  const at = (iso: string) =>
    onDuty(
      [{ kind: 'shift', calendarId: CALENDAR.calendarId }],
      () => CALENDAR,
      PEOPLE,
      Date.parse(iso),
    );
  expect(at('2026-01-05T12:00:00Z')).toEqual([EARLY]);
  expect(at('2026-01-05T23:00:00Z')).toEqual([LATE]);
  const twice = onDuty(
    [
      { kind: 'team', teamId: newId('tm') },
      { kind: 'person', userId: LATE },
    ],
    () => null,
    PEOPLE,
    0,
  );
  expect(twice).toEqual([EARLY, LATE]);
  const gone = { ...PEOPLE, isThere: () => false };
  expect(onDuty([{ kind: 'person', userId: LATE }], () => null, gone, 0)).toEqual([]);
});

test('an alarm that nobody acknowledges goes on step by step, also across a restart, and stops at an acknowledgement', async () => {
  const box = await new AlarmBox().start();
  const start = () => {
    const escalations = new Escalations({
      clock: () => box.nowMs,
      policies: () => [POLICY],
      calendarOf: () => CALENDAR,
      ruleOf: box.transitions.ruleOf,
      people: PEOPLE,
      isBelow: () => false,
      keep: (change) => box.desk.keep(change),
    });
    escalations.recall(box.open());
    return escalations;
  };
  const point = pointOn('Pump 1');
  box.points.push(point);
  box.rules = [ruleOf()];
  box.engine.setRules(box.rules);
  box.hear(point, { velocityMmS: 9 });
  await box.settled();
  let escalations = start();
  const passMinutes = async (minutes: number) => {
    for (let i = 0; i < minutes; i++) {
      box.pass(60_000);
      escalations.turn();
      await box.settled();
      const told = box.news.splice(0);
      escalations.heard(told);
      steps.push(...told.flatMap(({ escalation }) => escalation ?? []));
    }
  };
  const steps: { step: number; userIds: UserId[]; waitedMs: number }[] = [];
  await passMinutes(6);
  expect(steps.map(({ step, waitedMs }) => [step, waitedMs])).toEqual([[1, 300_000]]);
  await box.startAlarms();
  escalations = start();
  await passMinutes(10);
  expect(steps.map(({ step }) => step)).toEqual([1, 2]);
  expect(steps[1].userIds).toEqual([BOSS]);
  await passMinutes(30);
  expect(steps.map(({ step }) => step)).toEqual([1, 2, 3]);
  await box.acts.acknowledge(box.open()[0].alarmId, undefined, ADA);
  await passMinutes(60);
  expect(steps).toHaveLength(3);
  await box.stop();
});

test('escalation of the smallest part in which an alarm is comes before that of the site', async () => {
  const box = await new AlarmBox().start();
  const [site, line, elsewhere, pump] = [1, 2, 3, 4].map(() => newId('nd'));
  const machine = { assetId: pump, name: 'Pump 1', nodeId: pump, kind: null };
  const point = pointOn('Pump 1', { machine, nodeIds: [site, line, pump] });
  box.points.push(point);
  box.rules = [ruleOf()];
  box.engine.setRules(box.rules);
  box.hear(point, { velocityMmS: 9 });
  await box.settled();
  box.news.splice(0);
  const above = new Map([
    [pump, [pump, line, site]],
    [line, [line, site]],
    [site, [site]],
    [elsewhere, [elsewhere]],
  ]);
  const whose = (...parts: (typeof site | null)[]) => {
    const policies = parts.map((nodeId) => ({ ...POLICY, policyId: newId('ep'), nodeId }));
    const escalations = new Escalations({
      clock: () => box.nowMs,
      policies: () => policies,
      calendarOf: () => CALENDAR,
      ruleOf: box.transitions.ruleOf,
      people: PEOPLE,
      isBelow: (nodeId, other) =>
        above.get(nodeId as typeof site)?.includes(other as typeof site) ?? false,
      keep: (change) => box.desk.keep(change),
    });
    escalations.recall(box.open());
    return { escalations, policies };
  };
  const taken: (string | null)[] = [];
  for (const parts of [
    [null, line, site, elsewhere],
    [site, null, line],
    [elsewhere, null],
    [elsewhere],
  ]) {
    const { escalations, policies } = whose(...parts);
    box.pass(40 * 60_000);
    escalations.turn();
    await box.settled();
    const [news] = box.news.splice(0);
    const policyId = news?.escalation?.policyId;
    taken.push(policies.find((one) => one.policyId === policyId)?.nodeId ?? policyId ?? 'nobody');
  }
  expect(taken.slice(0, 2)).toEqual([line, line]);
  expect(taken[2]).toStartWith('ep_');
  expect(taken[3]).toBe('nobody');
  await box.stop();
});
