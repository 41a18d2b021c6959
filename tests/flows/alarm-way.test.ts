import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Alarm } from '#schemas/alarms/alarm';
import type { AlarmNews } from '#schemas/alarms/news';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { Capture, CaptureRow } from '#schemas/captures/capture';
import type { AlarmDetail } from '#schemas/http/alarms';
import type { NodeChanged } from '#schemas/http/nodes';
import type { Feed } from '#schemas/http/notifications';
import type { FeedItem } from '#schemas/notifications/notification';
import { joinPerson } from '../hub/joined-person.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import type { LiveClient } from '../rig/live-client.ts';
import { MailRelay, tokenIn } from '../rig/mail-relay.ts';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { pumpSignal, sensorGroup } from '../rig/sensor-group.ts';
import type { TestSensors } from '../rig/test-sensors.ts';

const ADDRESS = 'operator@plant.example';
const RULE = 'Acceleration high';
const PRE_MS = 2_000;
/** Long enough for a broker to come back in. */
const POST_MS = 3_000;
/** A window of diagnosis, and then some. */
const LATE_MS = 20_000;

const rig = new PlantRig({
  agentSettings: { TREMOLO_AGENT_PROVIDER: 'cpu' },
  hubSettings: {
    TREMOLO_HUB_CAPTURES__ALARM_PRE_SECONDS: String(PRE_MS / 1_000),
    TREMOLO_HUB_CAPTURES__ALARM_POST_SECONDS: String(POST_MS / 1_000),
  },
});
const GOOD = pumpSignal([]);
const BAD = GOOD.map((g) => g * 8);
const rms = Math.sqrt(GOOD.reduce((sum, g) => sum + g * g, 0) / GOOD.length);
let relay: MailRelay;
let sensors: TestSensors;
let pumpPoints: string[];
let ann: BrowserSession;
let screen: LiveClient;
let alarm: Alarm;

const settings = (section: string, change: object) =>
  rig.browser.ask('PATCH', `/api/v1/settings/${section}`, change);
const detail = () => rig.get<AlarmDetail>(`/api/v1/alarms/${alarm.alarmId}`);
const isRaised = ({ event, about }: FeedItem) =>
  event === 'alarm.raised' && about === alarm.alarmId;
const toldTo = async (browser: BrowserSession) =>
  (await browser.ask<Feed>('GET', '/api/v1/notifications')).items.filter(isRaised);
const lettersOfIt = () =>
  relay.letters.all.filter(
    ({ to, headers, text }) =>
      to.includes(ADDRESS) &&
      `${headers.subject}${text}`.includes(RULE) &&
      text.includes(alarm.alarmId),
  );

/** A screen that looks at alarms. */
async function openScreen(): Promise<LiveClient> {
  const client = await rig.liveClient();
  client.send({ type: 'subscribe', channel: 'alarms' });
  return client;
}

/** The next of these news that the screen is told of the rule. */
const news = (what: AlarmNews['what']) =>
  screen.until(
    (message) =>
      message.type === 'alarms'
        ? message.news.find((one) => one.what === what && one.alarm.ruleName === RULE)
        : undefined,
    LATE_MS,
    `the alarm is ${what}`,
  );

beforeAll(async () => {
  relay = await MailRelay.start();
  await rig.start();
  const allows = [`127.0.0.1:${relay.port}`];
  await settings('mail', { revision: 0, values: relay.settings, allows });
  const values = { gatherSeconds: 0, coolDownMinutes: 0 };
  await settings('channels', { revision: 1, values });
  const password = 'nine purple elephants';
  await rig.browser.ask('PUT', '/api/v1/users/me/email', { email: ADDRESS, password });
  const token = tokenIn(await relay.letterTo(ADDRESS, /./));
  await rig.browser.ask('POST', '/api/v1/auth/verify-email', { token });
  ann = (await joinPerson(rig.browser, 'Ann', 'operator')).browser;
  sensors = await sensorGroup(rig, 'way-', 4, GOOD);
  await sensors.start();
  const points = await eventually(
    async () => {
      const found = await rig.points();
      return found.length === 4 && found.every(({ latest }) => latest !== null) && found;
    },
    LATE_MS,
    'four points are judged',
  );
  const { node } = await rig.browser.ask<NodeChanged>('POST', '/api/v1/nodes', {
    ...{ parentId: null, kind: 'machine', name: 'Feed pump' },
  });
  pumpPoints = points.slice(0, 3).map(({ pointId }) => pointId);
  for (const pointId of pumpPoints) {
    await rig.browser.ask('PATCH', `/api/v1/points/${pointId}`, { nodeId: node.nodeId });
  }
  await rig.browser.ask<AlarmRule>('POST', '/api/v1/alarm-rules', {
    name: RULE,
    when: { source: 'figure', figure: 'accelerationG', limit: rms * 4, deadBand: rms },
    ...{ onDelaySeconds: 1, offDelaySeconds: 1, consequence: 'severe', timeToRespond: 'minutes' },
    scope: { nodeIds: [node.nodeId] },
  });
  screen = await openScreen();
}, 90_000);
afterAll(async () => {
  screen?.close();
  await sensors?.stop();
  await rig.stop();
  await relay?.stop();
}, 20_000);

test('a machine that goes bad is one alarm, and everybody who may acknowledge it is told of it once', async () => {
  const raised = news('raised');
  sensors.measure(BAD);
  ({ alarm } = await raised);
  expect(alarm).toMatchObject({
    asset: { kind: 'machine', name: 'Feed pump' },
    priority: 'critical',
    state: 'unacknowledged',
  });
  // In the middle of the capture: its second half has not been heard yet.
  process.kill(rig.brokerPid(), 'SIGKILL');
  await relay.letters.first(({ text }) => text.includes(alarm.alarmId));
  expect(await toldTo(rig.browser)).toHaveLength(1);
  expect(await toldTo(ann)).toMatchObject([{ readMs: null, acknowledgedMs: null }]);
}, 40_000);

test('the capture of all its points is whole although the broker went down meanwhile, from before the alarm until after it', async () => {
  const path = `/api/v1/captures?alarmId=${alarm.alarmId}`;
  const row = await eventually(
    async () => {
      const [found] = (await rig.get<{ items: CaptureRow[] }>(path)).items;
      return found?.state === 'complete' && found;
    },
    30_000,
    'the capture is complete',
  );
  expect((await rig.system()).broker.restarts).toBe(1);
  expect(row).toMatchObject({ trigger: 'alarm', machine: 'Feed pump' });
  const capture = await rig.get<Capture>(`/api/v1/captures/${row.captureId}`);
  expect(capture.tracks.map(({ pointId }) => String(pointId)).sort()).toEqual(
    pumpPoints.toSorted(),
  );
  for (const { facts } of capture.tracks) {
    if (facts === null) throw new Error('a track has no facts');
    const [first, last] = [facts.stretches[0], facts.stretches.at(-1) ?? facts.stretches[0]];
    const endMs = last.t0Us / 1_000 + ((facts.samples - last.from) / facts.sampleRateHz) * 1_000;
    expect(Math.abs(first.t0Us / 1_000 - (capture.atMs - PRE_MS))).toBeLessThan(5);
    expect(endMs).toBeGreaterThan(capture.atMs);
    expect(facts.samples).toBeGreaterThan((PRE_MS / 1_000) * facts.sampleRateHz * 0.9);
  }
}, 40_000);

test('a hub that is killed before anybody acknowledged knows the alarm, its capture and whom it told', async () => {
  const before = await detail();
  screen.close();
  await rig.hub.kill();
  await rig.startHub();
  screen = await openScreen();
  const after = await detail();
  expect(after.alarm).toMatchObject({
    ...{ state: 'unacknowledged', raisedMs: before.alarm.raisedMs, asset: before.alarm.asset },
  });
  expect(after.steps.filter(({ what }) => what === 'raised')).toHaveLength(1);
  expect(await toldTo(ann)).toHaveLength(1);
  expect(lettersOfIt()).toHaveLength(1);
}, 40_000);

test('one person acknowledges it, every screen and that person’s feed know, and once its cause is over it is closed', async () => {
  const acknowledged = news('acknowledged');
  await ann.ask('POST', `/api/v1/alarms/${alarm.alarmId}/acknowledge`, {
    comment: 'I look at it.',
  });
  expect((await acknowledged).alarm.acknowledgedBy?.name).toBe('Ann');
  await eventually(
    async () => (await toldTo(ann)).every((item) => item.acknowledgedMs !== null),
    5_000,
    'the feed knows',
  );
  const closed = news('closed');
  sensors.measure(GOOD);
  expect((await closed).alarm).toMatchObject({ closedBecause: 'returned', state: 'normal' });
  const { steps } = await detail();
  expect(steps.map(({ what }) => what).filter((what) => what !== 'changed')).toEqual([
    'raised',
    'acknowledged',
    'returned',
    'closed',
  ]);
  const captures = `/api/v1/captures?alarmId=${alarm.alarmId}`;
  expect((await rig.get<{ items: CaptureRow[] }>(captures)).items).toHaveLength(1);
  expect(lettersOfIt().filter(({ headers }) => !/is over/.test(headers.subject))).toHaveLength(1);
}, 40_000);
