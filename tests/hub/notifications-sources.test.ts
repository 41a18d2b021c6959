import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Alarm } from '#schemas/alarms/alarm';
import type { Assignment } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import type { Feed } from '#schemas/http/notifications';
import { newId, type PointId, type UserId } from '#schemas/ids/ids';
import { wordsIn } from '#schemas/notifications/words';
import {
  conditionCleared,
  conditionRaised,
} from '../../hub/notifications/words/condition-words.ts';
import { jobEnded, jobMilestone } from '../../hub/notifications/words/job-words.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { MailRelay } from '../rig/mail-relay.ts';
import { eventually } from '../rig/plant-rig.ts';
import { LiveClient } from './live-client.ts';
import { type HubBox, PlantClient, setUp, startHub, TestBroker } from './plant-box.ts';
import { agentSays, batchOf, heartbeatOf, sensorSays, summaryOf } from './plant-messages.ts';

const ADDRESS = 'ada@plant.example';
const broker = new TestBroker();
let box: HubBox;
let admin: BrowserSession;
let plant: PlantClient;
let screen: LiveClient;
let relay: MailRelay;
let pointId: PointId;
let beat: ReturnType<typeof setInterval>;
let sequence = 0;

beforeAll(async () => {
  await broker.start();
  relay = await MailRelay.start();
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
  const mail = { host: '127.0.0.1', port: relay.port, security: 'none', from: 'a@plant.example' };
  await admin.ask('PATCH', '/api/v1/settings/mail', {
    ...{ revision: 0, values: mail, allows: [`127.0.0.1:${relay.port}`] },
  });
  const values = { gatherSeconds: 0, coolDownMinutes: 0 };
  await admin.ask('PATCH', '/api/v1/settings/channels', { revision: 1, values });
  await admin.ask('POST', '/api/v1/alarm-rules', {
    name: 'Velocity high',
    when: { source: 'figure', figure: 'velocityMmS', limit: 7, deadBand: 1 },
    per: 'point',
    consequence: 'severe',
    timeToRespond: 'minutes',
  });
  const { directory } = box.hub.flows.rooms;
  const ada = directory.find('Ada');
  if (ada === null) throw new Error('there is no account');
  directory.know({ ...ada, email: ADDRESS, emailVerifiedMs: Date.now() });
  screen = new LiveClient(box.hub.origin, admin.cookie);
  await screen.next('hello');
  screen.say({ type: 'subscribe', channel: 'notifications' });
});
afterAll(async () => {
  clearInterval(beat);
  screen?.close();
  plant?.kill();
  await box?.stop();
  await relay?.stop();
  await broker.stop();
});

/** Seconds of the point with these velocities. */
async function hear(...velocities: number[]): Promise<void> {
  const nowMs = Date.now();
  const summaries = velocities.map((mmS, i) =>
    summaryOf(pointId, nowMs - (velocities.length - i) * 60_000, mmS, 'good'),
  );
  await plant.say(topic('results', 'agent-1'), batchOf(++sequence, { summaries }));
}

test('a window beyond the limit reaches the open screen and the mailbox of whoever may acknowledge it, once', async () => {
  await hear(9);
  const { news } = await screen.next('notifications', ({ news: { item } }) => item !== null);
  expect(news).toMatchObject({
    unread: 1,
    critical: 1,
    item: { event: 'alarm.raised', priority: 'critical', readMs: null },
  });
  expect(wordsIn(news.item?.title ?? '', 'en')).toContain('Velocity high');
  const letter = await relay.letterTo(ADDRESS, /Velocity high/);
  expect(letter.text).toContain('9');
  const { items } = await admin.ask<Feed>('GET', '/api/v1/notifications');
  expect(items).toHaveLength(1);
  const alarm = await admin.ask<{ items: Alarm[] }>('GET', '/api/v1/alarms');
  expect(items[0]).toMatchObject({
    about: alarm.items[0].alarmId,
    link: `/alarms/${alarm.items[0].alarmId}`,
  });
});

test('whoever acknowledges it has read of it, on every screen', async () => {
  const { items } = await admin.ask<{ items: Alarm[] }>('GET', '/api/v1/alarms');
  await admin.ask('POST', `/api/v1/alarms/${items[0].alarmId}/acknowledge`, {});
  await screen.next('notifications', ({ news }) => news.unread === 0 && news.item === null);
  const feed = await admin.ask<Feed>('GET', '/api/v1/notifications');
  expect(feed.items[0].acknowledgedMs).not.toBeNull();
});

test('a job that failed and a training that is done are told to whoever submitted them, with a milestone on data not seen', () => {
  const ownerId = newId('us') as UserId;
  const job = { jobId: newId('jb'), kind: 'train', attempt: 1, ownerId, failure: null };
  const result = {
    metrics: [
      { name: 'auroc imbalance', split: 'held out', value: 1 },
      { name: 'macro auroc', split: 'held out', value: 0.985 },
    ],
  };
  const done = { ...job, state: 'succeeded', result };
  expect(jobEnded(done)).toMatchObject({ event: 'training.succeeded', userIds: [ownerId] });
  expect(jobMilestone(done, 0.98)).toMatchObject({
    event: 'training.milestone',
    data: { metric: 'macro auroc', value: 0.985 },
  });
  expect(jobMilestone(done, 0.99)).toBeNull();
  expect(jobEnded({ ...job, state: 'running', result: null })).toBeNull();
  const failure = {
    cause: 'crashed' as const,
    sentence: 'The process of the job died.',
    traceback: null,
  };
  const failed = { ...job, kind: 'score', state: 'failed', result: null, failure } as const;
  expect(jobEnded(failed)).toMatchObject({ event: 'job.failed', body: failure.sentence });
  expect(jobEnded({ ...failed, state: 'cancelled' })).toBeNull();
});

test('a condition of the system and its end are one matter, and an agent that is gone is an event of its own', () => {
  const condition = {
    conditionId: newId('sc'),
    kind: 'disk_nearly_full',
    severity: 'critical',
    subject: { agentId: 'agent-1', gpuUuid: null, part: null },
    raisedMs: 1,
    clearedMs: null,
    limit: 0.9,
    worst: 0.934,
  } as SystemCondition;
  const raised = conditionRaised(condition);
  expect(raised).toMatchObject({
    event: 'system.critical',
    title: { en: 'The disk of agent-1 is 93 % full' },
  });
  expect(conditionCleared(condition)).toMatchObject({
    event: 'system.cleared',
    about: raised.about,
  });
  const gone = { ...condition, kind: 'agent_offline', worst: 5, limit: 5 } as SystemCondition;
  expect(conditionRaised(gone).event).toBe('agent.lost');
  expect(conditionCleared(gone).event).toBe('agent.back');
});

test('a letter about a point shows its last hours as a picture inside of it, and says them in words', async () => {
  const { rooms } = box.hub.flows;
  await hear(2, 3, 4, 5, 6, 7.5);
  const stored = async () => {
    const rows = await rooms.store.read('SELECT count(*) AS n FROM trend_10s');
    return Number(rows[0].n) >= 6;
  };
  await eventually(stored, 10_000, 'the readings are stored');
  const told = await rooms.teller.tell({
    event: 'alarm.raised',
    priority: 'critical',
    title: 'With a plot',
    body: '',
    link: null,
    dedupeKey: 'with a plot',
    data: { pointId },
  });
  expect(told).toBe('told');
  const letter = await relay.letterTo(ADDRESS, /With a plot/);
  expect(letter.text).toMatch(/the 30 minutes before: at most 9\.00 mm\/s, last 9\.00 mm\/s/);
  expect(letter.text).toContain('Content-Type: image/png');
  const [, picture = ''] =
    /image\/png[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(letter.text) ?? [];
  const png = Buffer.from(picture, 'base64');
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
});
