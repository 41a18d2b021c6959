import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topic } from '#schemas/broker/topics';
import { said } from '#schemas/errors/said';
import { siteWaysOf } from '../../hub/notifications/channels/site-ways.ts';
import { keptSaid } from '../../hub/notifications/kept-said.ts';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { HttpReceiver } from '../rig/http-receiver.ts';
import { PlantClient, startHub, TestBroker } from './plant-box.ts';
import { TellingBox } from './telling-box.ts';

let box: TellingBox;
let receiver: HttpReceiver;

beforeAll(async () => {
  box = await TellingBox.start();
});
afterAll(() => box.stop());
beforeEach(async () => {
  receiver = await HttpReceiver.start();
});
afterEach(async () => {
  await receiver.stop();
  await box.people.set('channels', {
    ...{ slackEnabled: false, teamsEnabled: false, pagerdutyEnabled: false },
    ...{ opsgenieEnabled: false, syslogEnabled: false },
  });
  await box.rooms.store.write([{ sql: 'DELETE FROM deliveries' }]);
});

const set = (change: object) =>
  box.people.set('channels', { ...receiver.egress, coolDownMinutes: 0, ...change });
const tryIt = (channel: string) =>
  box.ada.ask<{ sent: boolean; says: string }>('POST', `/api/v1/channels/${channel}/test`);

describe('Slack', () => {
  test('by its webhook: one message with an attachment each, what people named kept plain, a mention for critical ones', async () => {
    await set({
      slackEnabled: true,
      slackWebhookUrl: `${receiver.url}/services/T0/B0/x`,
      slackMention: '<!here>',
    });
    await box.tell({ title: 'Pump <!channel> & co', priority: 'critical' });
    await box.tell({ title: 'Fan', priority: 'high' });
    await box.after(2);
    expect(receiver.taken.all).toHaveLength(1);
    expect(receiver.taken.all[0].path).toBe('/services/T0/B0/x');
    const message = receiver.json(0) as unknown as { text: string; attachments: object[] };
    expect(message.text).toBe('<!here> 2 messages, the first: Pump &lt;!channel&gt; &amp; co');
    expect(message.attachments).toHaveLength(2);
    expect(message.attachments[0]).toMatchObject({
      color: '#c62828',
      title: 'Pump &lt;!channel&gt; &amp; co',
      title_link: expect.stringMatching(/^http.*\/alarms\/al_1$/),
    });
  });

  test('as an app: a no in a 200 is a no', async () => {
    await set({
      ...{ slackEnabled: true, slackWebhookUrl: null, slackToken: 'xoxb-1', slackRoom: '#plant' },
      slackApiUrl: `${receiver.url}/api`,
    });
    receiver.answer = () => ({ body: '{"ok":true}' });
    expect((await tryIt('slack_room')).sent).toBe(true);
    expect(receiver.taken.all[0]).toMatchObject({
      path: '/api/chat.postMessage',
      headers: { authorization: 'Bearer xoxb-1' },
    });
    expect(receiver.json(0)).toMatchObject({ channel: '#plant' } as never);
    receiver.answer = () => ({ body: '{"ok":false,"error":"channel_not_found"}' });
    expect(await tryIt('slack_room')).toMatchObject({
      sent: false,
      says: 'Slack did not take it: channel_not_found.',
    });
  });
});

test('each channel speaks its own language, or that of the site', async () => {
  const both = { title: { en: 'Pump 3: signal lost', de: 'Pumpe 3: Signal verloren' } };
  await box.people.set('general', { language: 'de' });
  await set({
    ...{ slackEnabled: true, slackToken: null, slackWebhookUrl: `${receiver.url}/slack` },
    ...{ teamsEnabled: true, teamsWebhookUrl: `${receiver.url}/teams`, teamsLanguage: 'en' },
  });
  await box.tell(both);
  await box.after(15);
  await box.people.set('general', { language: 'en' });
  const said = new Map(receiver.taken.all.map(({ path, body }) => [path, String(body)]));
  expect(said.get('/slack')).toContain('Pumpe 3: Signal verloren');
  expect(said.get('/slack')).toContain('Hoch');
  expect(said.get('/teams')).toContain('Pump 3: signal lost');
  expect(said.get('/teams')).toContain('Priority');
});

test('Teams gets an adaptive card with its facts and a button, in which nothing is Markdown', async () => {
  await set({ teamsEnabled: true, teamsWebhookUrl: `${receiver.url}/workflows/1` });
  await box.tell({ title: 'Pump [click](https://evil.example)' });
  await box.after(15);
  const { type, attachments } = receiver.json(0) as unknown as {
    type: string;
    attachments: { contentType: string; content: Card }[];
  };
  interface Card {
    type: string;
    version: string;
    body: { type: string; text?: string }[];
    actions: { type: string; url: string }[];
  }
  expect(type).toBe('message');
  const [{ contentType, content }] = attachments;
  expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
  expect(content).toMatchObject({ type: 'AdaptiveCard', version: '1.4' });
  expect(content.body[0].text).toBe('Pump \\[click\\]\\(https://evil.example\\)');
  expect(content.body.map((part) => part.type)).toContain('FactSet');
  expect(content.actions[0]).toMatchObject({ type: 'Action.OpenUrl' });
});

test('PagerDuty gets one incident for a matter, and its end under the same key', async () => {
  await set({ pagerdutyEnabled: true, pagerdutyKey: 'r0', pagerdutyUrl: receiver.url });
  receiver.answer = () => ({ status: 202, body: '{"status":"success"}' });
  await box.tell({ about: 'al_9', priority: 'high' });
  await box.after(0);
  expect(receiver.taken.all).toHaveLength(0);
  await box.tell({ about: 'al_9', priority: 'critical', title: 'Pump 3' });
  await box.tell({ about: 'al_9', event: 'alarm.returned', priority: 'low' });
  await box.after(0);
  expect(receiver.taken.all.map(({ path }) => path)).toEqual(['/v2/enqueue', '/v2/enqueue']);
  const events = [receiver.json(0), receiver.json(1)];
  expect(events.find((one) => one.event_action === ('trigger' as never))).toMatchObject({
    routing_key: 'r0',
    dedup_key: 'tremolo:al_9',
    payload: { summary: 'Pump 3', severity: 'critical' },
  } as never);
  expect(events.find((one) => one.event_action === ('resolve' as never))).toEqual({
    routing_key: 'r0',
    dedup_key: 'tremolo:al_9',
    event_action: 'resolve',
  } as never);
});

test('Opsgenie gets an alert by its alias, and has it closed', async () => {
  await set({ opsgenieEnabled: true, opsgenieKey: 'k', opsgenieUrl: receiver.url });
  receiver.answer = () => ({ status: 202 });
  await box.tell({ about: 'al_9', priority: 'critical' });
  await box.after(0);
  await box.tell({ about: 'al_9', event: 'alarm.returned', priority: 'low' });
  await box.after(0);
  expect(receiver.taken.all.map(({ path }) => path)).toEqual([
    '/v2/alerts',
    '/v2/alerts/tremolo%3Aal_9/close?identifierType=alias',
  ]);
  expect(receiver.taken.all[0].headers.authorization).toBe('GenieKey k');
  expect(receiver.json(0)).toMatchObject({ alias: 'tremolo:al_9', priority: 'P1' } as never);
});

test('of several of the site’s ways each gets what it asked for, incidents their end in any case', () => {
  const settings = {
    ...box.rooms.siteSettings.get('channels'),
    ...{ slackEnabled: true, pagerdutyEnabled: true, mqttEnabled: true },
  };
  const names = (...args: ['alarm.raised' | 'alarm.returned', 'critical' | 'low']) =>
    siteWaysOf(settings, ...args).map(({ channel }) => channel);
  expect(names('alarm.raised', 'critical')).toEqual(['slack_room', 'pagerduty', 'mqtt']);
  expect(names('alarm.raised', 'low')).toEqual(['mqtt']);
  expect(names('alarm.returned', 'low')).toEqual(['pagerduty', 'mqtt']);
});

describe('syslog', () => {
  const LINE =
    /^<(\d+)>1 \S+Z \S+ tremolo \d+ alarm\.raised \[tremolo@32473 deliveryId="dv_\w+" notificationId="nt_\w+" priority="critical" .*\] \ufeffPump 3: zone D: /;

  test('by UDP: one datagram of RFC 5424', async () => {
    const server = createSocket('udp4');
    const got = new Promise<string>((done) => server.once('message', (bytes) => done(`${bytes}`)));
    await new Promise<void>((done) => server.bind(0, '127.0.0.1', done));
    const syslogPort = server.address().port;
    await set({ syslogEnabled: true, syslogHost: '127.0.0.1', syslogPort, syslogProtocol: 'udp' });
    await box.tell({ priority: 'critical', body: 'two\nlines' });
    await box.after(0);
    const message = await got;
    server.close();
    expect(message).toMatch(LINE);
    // Facility 16, severity 2.
    expect(message).toStartWith('<130>');
    expect(message).toEndWith('two lines');
  });

  test('by TCP: framed by its length, and tried again while nothing listens', async () => {
    const sockets: Socket[] = [];
    let text = '';
    const server = createServer({ allowHalfOpen: false }, (socket) => {
      sockets.push(socket);
      socket.on('data', (bytes) => {
        text += bytes;
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port: syslogPort } = server.address() as { port: number };
    const to = { syslogEnabled: true, syslogHost: '127.0.0.1', syslogProtocol: 'tcp' };
    await set({ ...to, syslogPort: 1 });
    await box.tell({ priority: 'critical' });
    await box.after(0);
    await set({ ...to, syslogPort });
    await box.after(10);
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
    const [, length, message] = /^(\d+) (.*)$/s.exec(text) ?? [];
    expect(Buffer.byteLength(message)).toBe(Number(length));
    expect(message).toMatch(LINE);
  });
});

test('other systems hear it on the broker, and with the broker away nothing is lost', async () => {
  const broker = new TestBroker();
  await broker.start();
  const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-telling-'));
  const { hub, stop } = await startHub(() => broker.url, { dataDir });
  const { rooms } = hub.flows;
  const change = { mqttEnabled: true };
  const before = rooms.siteSettings.get('channels');
  await rooms.siteSettings.replace('channels', { ...before, ...change }, 0, SYSTEM_ACTOR);
  const listener = await PlantClient.connect(broker.url);
  const heard = await listener.hear<{ title: string; deliveryId: string }>(
    topic('notification', 'alarm.raised'),
  );
  const connected = new Promise<void>((done) => {
    if (hub.flows.broker?.state().connected) done();
    else rooms.events.on('broker', (news) => news.connected && done());
  });
  await connected;
  const telling = { event: 'alarm.raised', body: '', link: null } as const;
  await rooms.teller.tell({ ...telling, title: 'Pump 3', dedupeKey: 'one' });
  const message = await heard.first(({ title }) => title === 'Pump 3');
  expect(message.deliveryId).toMatch(/^dv_/);
  await listener.end();
  const gone = new Promise<void>((done) => {
    rooms.events.on('broker', (news) => !news.connected && done());
  });
  await broker.stop();
  await gone;
  await rooms.teller.tell({ ...telling, title: 'Fan', dedupeKey: 'two' });
  rooms.deliveryDesk.wake();
  await rooms.deliveryDesk.settled();
  const [row] = await rooms.store.read("SELECT * FROM deliveries WHERE state = 'waiting'");
  expect(row).toMatchObject({ channel: 'mqtt', says: keptSaid(said('broker_unreachable')) });
  await stop();
  rmSync(dataDir, { recursive: true });
});
