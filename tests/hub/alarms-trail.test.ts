import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { AuditEventName } from '#schemas/audit/events';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import { ALARM_ROUTES } from '#schemas/http/alarms';
import type { RouteRow } from '#schemas/http/route-row';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';
import { setUp } from './plant-box.ts';
import { sensorSays, summaryOf } from './plant-messages.ts';

let box: PeopleBox;
let admin: BrowserSession;
let pointId: `pt_${string}`;
let atMs = Date.now();

beforeAll(async () => {
  box = await PeopleBox.start();
  admin = await setUp(box.box.hub);
  const { assets, events } = box.rooms;
  const made = new Promise<void>((done) => events.on('points', () => done()));
  assets.describe(sensorSays('s-1'));
  await made;
  pointId = assets.all()[0].pointId;
});
afterAll(() => box?.stop());

const rule = (more: object = {}) => ({
  name: 'Velocity high',
  when: { source: 'figure', figure: 'velocityMmS', limit: 7 },
  per: 'point',
  consequence: 'major',
  timeToRespond: 'hour',
  ...more,
});

/** A second of the point, as the way of results hands it on; what comes of it is stored. */
async function hear(velocityMmS: number): Promise<void> {
  atMs += 1_000;
  box.rooms.alarmEngine.take(summaryOf(pointId, atMs, velocityMmS));
  await box.rooms.alarmDesk.settled();
}

/** Sends the request of a route, and looks for the entry that it must leave in the name of who asked. */
async function leaves<Body>(
  row: RouteRow,
  event: AuditEventName,
  { path = {}, body }: { path?: Record<string, string>; body?: object } = {},
): Promise<Body> {
  const before = (await box.audit()).length;
  const address = row.path.replace(/:(\w+)/g, (_, key) => path[key]);
  const response = await admin.send(row.method, address, body);
  const text = await response.text();
  expect(`${row.path} ${response.status} ${response.ok ? '' : text}`).toMatch(/ 20\d $/);
  const since = (await box.audit()).slice(before);
  expect(since.map((entry) => entry.event)).toContain(event);
  expect(since.every((entry) => entry.event !== event || entry.actorId !== null)).toBe(true);
  return (text === '' ? undefined : JSON.parse(text)) as Body;
}

const raised = () =>
  [...box.rooms.alarmDesk.shown.all()].find(({ ruleName }) => ruleName === 'Velocity high');

test('whatever a person does with an alarm is in the trail', async () => {
  await leaves(ALARM_RULE_ROUTES.makeAlarmRule, 'alarm.configured', {
    body: rule({ isLatching: true }),
  });
  await hear(9);
  const alarmId = raised()?.alarmId ?? '';
  const path = { alarmId };
  await leaves(ALARM_ROUTES.commentAlarm, 'alarm.commented', { path, body: { comment: 'Seen' } });
  await leaves(ALARM_ROUTES.markAlarm, 'alarm.marked', { path, body: { isFalse: true } });
  await leaves(ALARM_ROUTES.shelveAlarm, 'alarm.shelved', {
    path,
    body: { minutes: 5, reason: 'Known' },
  });
  await leaves(ALARM_ROUTES.unshelveAlarm, 'alarm.unshelved', { path });
  await leaves(ALARM_ROUTES.takeAlarmOut, 'alarm.out_of_service', {
    path,
    body: { reason: 'Broken' },
  });
  await leaves(ALARM_ROUTES.returnAlarm, 'alarm.returned_to_service', { path });
  await leaves(ALARM_ROUTES.acknowledgeAlarm, 'alarm.acknowledged', { path, body: {} });
  await hear(1);
  await leaves(ALARM_ROUTES.resetAlarm, 'alarm.reset', { path });
  await hear(9);
  const which = { by: 'ids', alarmIds: [raised()?.alarmId] };
  await leaves(ALARM_ROUTES.acknowledgeAlarms, 'alarm.acknowledged', { body: { which } });
});

test('so is what is held back where there is no alarm, and what is learned anew', async () => {
  const { rules } = await admin.ask<{ rules: AlarmRule[] }>('GET', '/api/v1/alarm-rules');
  const { ruleId } = rules[0];
  const body = { ruleId, pointId, minutes: 5, reason: 'Known' };
  const { holdId } = await leaves<{ holdId: string }>(ALARM_ROUTES.holdAlarms, 'alarm.shelved', {
    body,
  });
  await leaves(ALARM_ROUTES.endHold, 'alarm.unshelved', { path: { holdId } });
  await leaves(ALARM_RULE_ROUTES.learnUsual, 'alarm.usual_forgotten', { path: { pointId } });
});

test('so is every change of rules, escalation, shifts and procedures', async () => {
  const routes = ALARM_RULE_ROUTES;
  const { rules } = await admin.ask<{ rules: AlarmRule[] }>('GET', '/api/v1/alarm-rules');
  const [{ ruleId, revision, isBuiltIn, priority, changedMs, changedByName, ...builtIn }] = rules;
  expect([isBuiltIn, priority, changedMs, changedByName]).toEqual([true, 'high', 0, null]);
  const change = { path: { ruleId }, body: { rule: { ...builtIn, onDelaySeconds: 99 }, revision } };
  await leaves(routes.editAlarmRule, 'alarm.configured', change);
  const restored = await leaves<AlarmRule>(routes.restoreAlarmRule, 'alarm.configuration_removed', {
    path: { ruleId },
  });
  expect(restored.onDelaySeconds).toBe(builtIn.onDelaySeconds);
  const own = await leaves<AlarmRule>(routes.makeAlarmRule, 'alarm.configured', {
    body: rule({ name: 'Own' }),
  });
  await leaves(routes.removeAlarmRule, 'alarm.configuration_removed', {
    path: { ruleId: own.ruleId },
  });

  const who = [{ kind: 'role', role: 'engineer' }];
  const shifts = [{ name: 'Day', days: [1], from: '06:00', to: '14:00', who }];
  const calendar = { name: 'Shifts', timezone: 'Europe/Berlin', shifts };
  const { calendarId } = await leaves<{ calendarId: string }>(
    routes.makeShiftCalendar,
    'alarm.configured',
    { body: calendar },
  );
  await leaves(routes.editShiftCalendar, 'alarm.configured', {
    path: { calendarId },
    body: { calendar, revision: 1 },
  });
  const policy = {
    name: 'Usual',
    steps: [{ afterMinutes: 5, who: [{ kind: 'shift', calendarId }] }],
  };
  const { policyId } = await leaves<{ policyId: string }>(
    routes.makeEscalationPolicy,
    'alarm.configured',
    { body: policy },
  );
  await leaves(routes.editEscalationPolicy, 'alarm.configured', {
    path: { policyId },
    body: { policy, revision: 1 },
  });
  expect((await admin.send('DELETE', `/api/v1/shift-calendars/${calendarId}`)).status).toBe(409);
  await leaves(routes.removeEscalationPolicy, 'alarm.configuration_removed', {
    path: { policyId },
  });
  await leaves(routes.removeShiftCalendar, 'alarm.configuration_removed', { path: { calendarId } });

  const procedure = { name: 'Crane', fault: 'ball', steps: ['Call'] };
  const { procedureId } = await leaves<{ procedureId: string }>(
    routes.makeProcedure,
    'alarm.configured',
    { body: procedure },
  );
  await leaves(routes.editProcedure, 'alarm.configured', {
    path: { procedureId },
    body: { procedure, revision: 1 },
  });
  await leaves(routes.removeProcedure, 'alarm.configuration_removed', { path: { procedureId } });
});
