import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Alarm } from '#schemas/alarms/alarm';
import type { AlarmRule, RuleBody } from '#schemas/alarms/rule';
import type { Assignment } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import type { RuleTest } from '#schemas/http/alarm-rules';
import type { Acknowledged, AlarmDetail, AlarmSummary } from '#schemas/http/alarms';
import type { PointId } from '#schemas/ids/ids';
import type { Condition } from '#schemas/readings/finding';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { joinPerson } from './joined-person.ts';
import { LiveClient } from './live-client.ts';
import { type HubBox, PlantClient, setUp, startHub, TestBroker } from './plant-box.ts';
import { agentSays, batchOf, heartbeatOf, sensorSays, summaryOf } from './plant-messages.ts';

const broker = new TestBroker();
let box: HubBox;
let admin: BrowserSession;
let plant: PlantClient;
let screen: LiveClient;
let pointId: PointId;
let beat: ReturnType<typeof setInterval>;
let sequence = 0;
let rule: AlarmRule;

const bodyOf = (more: object = {}) =>
  ({
    name: 'Velocity high',
    when: { source: 'figure', figure: 'velocityMmS', limit: 7, deadBand: 1 },
    per: 'point',
    consequence: 'major',
    timeToRespond: 'hour',
    ...more,
  }) as unknown as RuleBody;

/** A second of the point with this velocity. */
async function hear(velocityMmS: number, condition: Condition = 'good'): Promise<void> {
  const summaries = [summaryOf(pointId, Date.now(), velocityMmS, condition)];
  await plant.say(topic('results', 'agent-1'), batchOf(++sequence, { summaries }));
}

const told = (what: string, alarmId?: string) =>
  screen.until(() =>
    screen.messages
      .flatMap((one) => (one.type === 'alarms' ? one.news : []))
      .find((one) => one.what === what && (alarmId === undefined || one.alarmId === alarmId)),
  );

/** Makes the point alarm, and gives the alarm once a screen was told. */
async function raised(): Promise<Alarm> {
  screen.messages.length = 0;
  await hear(9);
  return (await told('raised')).alarm;
}

const act = (alarm: Alarm, what: string, body?: object) =>
  admin.ask<Alarm>('POST', `/api/v1/alarms/${alarm.alarmId}/${what}`, body);

beforeAll(async () => {
  await broker.start();
  box = await startHub(() => broker.url);
  admin = await setUp(box.hub);
  plant = await PlantClient.connect(broker.url);
  const assignments = await plant.hear<Assignment>(topic('assignment', 'agent-1'));
  await plant.say(topic('sensorDescription', 's-1'), sensorSays('s-1'), true);
  await plant.say(topic('agentDescription', 'agent-1'), agentSays('agent-1'), true);
  const say = () => plant.say(topic('heartbeat', 'agent-1'), heartbeatOf('agent-1', 0));
  await say();
  beat = setInterval(say, 500);
  const { points } = await assignments.first((one) => one.points.length === 1);
  pointId = points[0].pointId;
  rule = await admin.ask<AlarmRule>('POST', '/api/v1/alarm-rules', bodyOf());
  screen = new LiveClient(box.hub.origin, admin.cookie);
  await screen.next('hello');
  screen.say({ type: 'subscribe', channel: 'alarms' });
  await screen.next('openAlarms');
});
afterAll(async () => {
  clearInterval(beat);
  screen?.close();
  plant?.kill();
  await box?.stop();
  await broker.stop();
});

test('a window beyond the limit is an alarm on the screen, with its evidence, and one alarm only', async () => {
  const alarm = await raised();
  expect(alarm).toMatchObject({
    ruleName: 'Velocity high',
    priority: 'high',
    state: 'unacknowledged',
    asset: { kind: 'point', pointId, machine: 'Pump 1' },
    cause: { source: 'figure', what: 'velocityMmS' },
    evidence: {
      ...{ value: 9, limit: 7, unit: 'mm/s', says: 'Velocity is above 7 mm/s: 9 mm/s.' },
      facts: [{ kind: 'compared', name: 'velocityMmS', value: 9, limit: 7, comparison: 'above' }],
    },
    isFirstOut: true,
  });
  await hear(9.5);
  await hear(6.5);
  const { items } = await admin.ask<{ items: Alarm[] }>('GET', '/api/v1/alarms');
  expect(items.map(({ alarmId, isActive }) => [alarmId, isActive])).toEqual([
    [alarm.alarmId, true],
  ]);
  const summary = await admin.ask<AlarmSummary>('GET', '/api/v1/alarm-summary');
  expect(summary).toMatchObject({
    standing: 1,
    unacknowledged: 1,
    worst: { state: 'unacknowledged' },
  });
  const acknowledged = await act(alarm, 'acknowledge', { comment: 'On my way' });
  expect(acknowledged.acknowledgedBy?.name).toBe('Ada');
  await hear(2);
  const { alarm: closed } = await told('closed', alarm.alarmId);
  expect(closed).toMatchObject({ closedBecause: 'returned', state: 'normal' });
  const detail = await admin.ask<AlarmDetail>('GET', `/api/v1/alarms/${alarm.alarmId}`);
  expect(detail.steps.map(({ what }) => what)).toEqual([
    'raised',
    'acknowledged',
    'returned',
    'closed',
  ]);
  expect(detail.steps[0]).toMatchObject({
    what: 'raised',
    facts: [{ kind: 'compared', value: 9 }],
  });
  expect(detail.steps[1]).toMatchObject({ by: { name: 'Ada' }, note: 'On my way', facts: null });
  expect(detail.advice[0].steps.length).toBeGreaterThan(0);
});

test('of two who acknowledge at once the second is told who was first', async () => {
  const alarm = await raised();
  const path = `/api/v1/alarms/${alarm.alarmId}/acknowledge`;
  const answers = await Promise.all([admin.send('POST', path, {}), admin.send('POST', path, {})]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const second = answers.find(({ status }) => status === 409);
  expect(await second?.json()).toMatchObject({
    detail: expect.stringContaining('Ada acknowledged it'),
    reason: { name: 'alarm_acknowledged', about: { who: 'Ada', atMs: expect.any(Number) } },
  });
  const { steps } = await admin.ask<AlarmDetail>('GET', `/api/v1/alarms/${alarm.alarmId}`);
  expect(steps.filter(({ what }) => what === 'acknowledged')).toHaveLength(1);
  await hear(2);
  await told('closed', alarm.alarmId);
});

test('an alarm that returns before anybody looked stays until it is acknowledged', async () => {
  const alarm = await raised();
  await hear(2);
  expect((await told('returned', alarm.alarmId)).alarm.state).toBe('returned_unacknowledged');
  const answer = await admin.ask<Acknowledged>('POST', '/api/v1/alarms/acknowledge', {
    which: { by: 'machine', machine: 'Pump 1' },
  });
  expect(answer.acknowledged).toMatchObject([
    { alarmId: alarm.alarmId, closedBecause: 'returned' },
  ]);
  expect((await admin.send('POST', `/api/v1/alarms/${alarm.alarmId}/acknowledge`, {})).status).toBe(
    409,
  );
});

test('what came after the person looked is not acknowledged with the rest', async () => {
  const alarm = await raised();
  const which = { by: 'ids', alarmIds: [alarm.alarmId] };
  const path = '/api/v1/alarms/acknowledge';
  const early = await admin.ask<Acknowledged>('POST', path, { which, seenMs: alarm.raisedMs - 1 });
  expect(early).toMatchObject({ acknowledged: [], left: [alarm.alarmId] });
  const seen = await admin.ask<Acknowledged>('POST', path, { which, seenMs: alarm.raisedMs });
  expect(seen.acknowledged).toHaveLength(1);
  const again = await admin.ask<Acknowledged>('POST', path, { which });
  expect(again.already).toMatchObject([{ alarmId: alarm.alarmId, by: { name: 'Ada' } }]);
  await hear(2);
  await told('closed', alarm.alarmId);
});

test('what is shelved is held back with who and why, comes back when somebody wants, and what is out of service stays out', async () => {
  const alarm = await raised();
  const shelved = await act(alarm, 'shelve', { minutes: 30, reason: 'Fan is being balanced' });
  expect(shelved.hold).toMatchObject({
    kind: 'shelved',
    reason: 'Fan is being balanced',
    by: { name: 'Ada' },
  });
  const standing = await admin.ask<{ items: Alarm[] }>('GET', '/api/v1/alarms?view=standing');
  expect(standing.items).toEqual([]);
  expect((await act(alarm, 'unshelve')).hold).toBeNull();
  const out = await act(alarm, 'out-of-service', { reason: 'Sensor is being replaced' });
  expect(out.hold).toMatchObject({ kind: 'out_of_service' });
  await hear(2);
  await told('returned', alarm.alarmId);
  await admin.ask('POST', '/api/v1/alarms/acknowledge', {
    which: { by: 'ids', alarmIds: [alarm.alarmId] },
  });
  screen.messages.length = 0;
  await hear(9);
  const held = (await told('out_of_service')).alarm;
  expect(held.shownMs).toBeNull();
  const { holds } = await admin.ask<{ holds: { holdId: string; alarmId: string }[] }>(
    'GET',
    '/api/v1/alarm-holds',
  );
  expect(holds).toMatchObject([{ alarmId: held.alarmId, ruleName: 'Velocity high' }]);
  expect((await admin.send('DELETE', `/api/v1/alarm-holds/${holds[0].holdId}`)).status).toBe(204);
  expect((await told('raised', held.alarmId)).alarm.shownMs).not.toBeNull();
  await act(held, 'acknowledge', {});
  await hear(2);
  await told('closed', held.alarmId);
});

test('a rule that is switched off closes its alarms, and of two who change it at once one is refused', async () => {
  const alarm = await raised();
  const path = `/api/v1/alarm-rules/${rule.ruleId}`;
  const change = { rule: bodyOf({ isEnabled: false }), revision: rule.revision };
  expect((await admin.send('PUT', path, change)).status).toBe(200);
  expect((await told('closed', alarm.alarmId)).alarm.closedBecause).toBe('rule_switched_off');
  expect((await admin.send('PUT', path, change)).status).toBe(409);
  screen.messages.length = 0;
  rule = await admin.ask('PUT', path, { rule: bodyOf(), revision: rule.revision + 1 });
  // What was heard last is judged at once by the rule that is on again.
  const again = (await told('raised')).alarm;
  await act(again, 'acknowledge', {});
  await hear(2);
  await told('closed', again.alarmId);
});

test('crest factor alone makes no rule, and a rule on the past tells what it would have raised', async () => {
  const crest = { source: 'figure', figure: 'crest', limit: 6 };
  const refused = await admin.send(
    'POST',
    '/api/v1/alarm-rules',
    bodyOf({ name: 'Crest', when: crest }),
  );
  expect(refused.status).toBe(400);
  const range = { from: Date.now() - 3_600_000, to: Date.now() + 60_000 };
  // Results are stored a moment after they were heard.
  const tested = await eventually(
    async () => {
      const answer = await admin.ask<RuleTest>('POST', '/api/v1/alarm-rules/test', {
        rule: bodyOf({ name: 'Try' }),
        ...range,
      });
      return answer.raised > 0 ? answer : undefined;
    },
    10_000,
    'the past is stored',
  );
  expect(tested.assets).toBe(1);
  expect(tested.alarms[0]).toMatchObject({
    pointId,
    says: expect.stringContaining('Velocity is above 7 mm/s'),
  });
});

test('the figures count what people were shown, and who was how quick', async () => {
  const to = Date.now() + 1_000;
  const figures = await admin.ask<{
    shown: number;
    measured: { figure: string; verdict: string }[];
    byPerson: { name: string; acknowledged: number }[];
    chattering: unknown[];
  }>('GET', `/api/v1/alarm-figures?from=${to - 86_400_000}&to=${to}`);
  expect(figures.shown).toBeGreaterThanOrEqual(6);
  expect(figures.byPerson).toMatchObject([{ name: 'Ada' }]);
  expect(figures.chattering).toHaveLength(1);
  expect(figures.measured.find(({ figure }) => figure === 'chattering')?.verdict).toBe('missed');
});

test('who may only read does nothing to alarms; who may act in an area does it there, and everywhere it is recorded', async () => {
  const { browser, person } = await joinPerson(admin, 'Vera', 'viewer');
  await admin.ask('PATCH', `/api/v1/points/${pointId}`, { area: 'Hall' });
  const alarm = await raised();
  expect(alarm.asset.area).toBe('Hall');
  const acts: [string, string, object?][] = [
    ['POST', 'acknowledge', {}],
    ['POST', 'comments', { comment: 'Mine' }],
    ['PUT', 'false', { isFalse: true }],
    ['POST', 'shelve', { minutes: 5, reason: 'Because' }],
    ['POST', 'unshelve'],
    ['POST', 'out-of-service', { reason: 'Because' }],
    ['POST', 'return'],
    ['POST', 'reset'],
  ];
  const path = `/api/v1/alarms/${alarm.alarmId}`;
  for (const [method, act, body] of acts) {
    expect([act, (await browser.send(method, `${path}/${act}`, body)).status]).toEqual([act, 403]);
  }
  const many = { which: { by: 'area', area: 'Hall' } };
  expect((await browser.send('POST', '/api/v1/alarms/acknowledge', many)).status).toBe(403);
  await admin.ask('PUT', '/api/v1/areas/Hall/rights', {
    subject: { kind: 'person', id: person.userId },
    role: 'operator',
    expiresMs: null,
  });
  const acknowledged = await browser.ask<Acknowledged>('POST', '/api/v1/alarms/acknowledge', many);
  expect(acknowledged.acknowledged).toMatchObject([{ acknowledgedBy: { name: 'Vera' } }]);
  const trail = await admin.ask<{ items: { actorName: string; event: string }[] }>(
    'GET',
    `/api/v1/audit?event=alarm.acknowledged`,
  );
  expect(trail.items[0]).toMatchObject({ actorName: 'Vera' });
  await hear(2);
  await told('closed', alarm.alarmId);
}, 20_000);

test('escalation, shifts and procedures are kept, changed by one at a time, and not removed while they are used', async () => {
  const step = { afterMinutes: 5, who: [{ kind: 'role', role: 'engineer' }] };
  const { policyId } = await admin.ask<{ policyId: string }>(
    'POST',
    '/api/v1/escalation-policies',
    {
      name: 'Night',
      steps: [step],
    },
  );
  const stranger = { name: 'Loose', steps: [{ ...step, who: [{ kind: 'role', role: 'nobody' }] }] };
  expect((await admin.send('POST', '/api/v1/escalation-policies', stranger)).status).toBe(404);
  const procedure = { name: 'Call the crane', source: 'figure', steps: ['Call 4711'] };
  await admin.ask('POST', '/api/v1/alarm-procedures', procedure);
  const made = await admin.ask<AlarmRule>(
    'POST',
    '/api/v1/alarm-rules',
    bodyOf({ name: 'Escalates', policyId }),
  );
  expect((await admin.send('DELETE', `/api/v1/escalation-policies/${policyId}`)).status).toBe(409);
  expect((await admin.send('DELETE', `/api/v1/alarm-rules/${made.ruleId}`)).status).toBe(204);
  expect((await admin.send('DELETE', `/api/v1/escalation-policies/${policyId}`)).status).toBe(204);
  const alarm = await raised();
  const { advice } = await admin.ask<AlarmDetail>('GET', `/api/v1/alarms/${alarm.alarmId}`);
  expect(advice[0]).toMatchObject({ from: 'site', title: 'Call the crane', steps: ['Call 4711'] });
  const { rules } = await admin.ask<{ rules: AlarmRule[] }>('GET', '/api/v1/alarm-rules');
  const [builtIn] = rules.filter((one) => one.isBuiltIn);
  expect((await admin.send('DELETE', `/api/v1/alarm-rules/${builtIn.ruleId}`)).status).toBe(409);
}, 20_000);
