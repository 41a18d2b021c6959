import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import type { Feed, OwnNotifications, PushDevice } from '#schemas/http/notifications';
import { NotificationChoices } from '#schemas/notifications/choices';
import { MailRelay, type RelayOptions } from '../rig/mail-relay.ts';
import { PushService } from '../rig/push-service.ts';
import { TellingBox } from './telling-box.ts';

const ANN = 'ann@plant.example';
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

let box: TellingBox;
let relay: MailRelay;
let refuse: NonNullable<RelayOptions['refuse']> = () => null;

beforeAll(async () => {
  box = await TellingBox.start();
  relay = await MailRelay.start({ refuse: (to) => refuse(to) });
  await box.people.set('mail', relay.settings);
  await box.people.set('channels', { coolDownMinutes: 0 });
});
afterAll(async () => {
  await box.stop();
  await relay.stop();
});
beforeEach(() => {
  relay.letters.all.length = 0;
  refuse = () => null;
});
afterEach(async () => {
  await choose({});
  // What still waits to be tried again must not come in between.
  await box.rooms.store.write([{ sql: 'DELETE FROM deliveries' }]);
  await box.rooms.refusedAddresses.taken(box.annId);
});

const choose = (choices: object) =>
  box.ann.ask('PUT', '/api/v1/notifications/choices', NotificationChoices.parse(choices));
const feed = (query = '') => box.ann.ask<Feed>('GET', `/api/v1/notifications${query}`);
const lettersToAnn = () => relay.letters.all.filter(({ to }) => to.includes(ANN));
const tellAnn = (more: object = {}) => box.tell({ userIds: [box.annId], ...more });

describe('telling', () => {
  test('the same is told once, whoever tells it again', async () => {
    const dedupeKey = 'al_once:raised';
    expect(await tellAnn({ dedupeKey })).toBe('told');
    expect(await tellAnn({ dedupeKey })).toBe('repeated');
    const all = await Promise.all([1, 2, 3].map(() => tellAnn({ dedupeKey: 'at once' })));
    expect(all.filter((one) => one === 'told')).toHaveLength(1);
  });

  test('what chatters is told again after the cool-down, or when it is more urgent', async () => {
    await box.people.set('channels', { coolDownMinutes: 10 });
    const chatter = (priority: 'medium' | 'high') => tellAnn({ coolKey: 'pump 3', priority });
    expect(await chatter('medium')).toBe('told');
    expect(await chatter('medium')).toBe('cooling');
    expect(await chatter('high')).toBe('told');
    box.people.clock.nowMs += 601_000;
    expect(await chatter('medium')).toBe('told');
    await box.people.set('channels', { coolDownMinutes: 0 });
  });

  test('nobody is told of what that person may not see', async () => {
    await box.people.add('Vic', 'viewer');
    const vic = await box.people.signedIn('Vic');
    expect(await box.tell({ event: 'system.critical', priority: 'critical' })).toBe('told');
    expect((await vic.ask<Feed>('GET', '/api/v1/notifications')).items).toEqual([]);
    expect((await feed()).items[0].event).toBe('system.critical');
  });

  test('an event for named people goes to nobody else, and to nobody when none is named', async () => {
    expect(await box.tell({ event: 'job.failed' })).toBe('nobody');
    await box.tell({ event: 'job.failed', userIds: [box.adaId], title: 'Ada’s job' });
    expect((await feed('?q=Ada')).items).toEqual([]);
  });

  test('an account that may not work any more is told nothing, also of what waited for it', async () => {
    const bobId = await box.people.add('Bob', 'operator');
    await box.tell({ userIds: [bobId] });
    const { directory } = box.rooms;
    const bob = directory.get(bobId);
    if (bob === null) throw new Error('nobody was added');
    directory.know({ ...bob, status: 'suspended' });
    expect(await box.tell({ userIds: [bobId] })).toBe('nobody');
    await box.after(60);
    expect(relay.letters.all.filter(({ to }) => to.includes('bob@plant.example'))).toEqual([]);
  });

  test('open screens of the person are told at once, and of nobody else', async () => {
    const heard: string[] = [];
    const stop = box.rooms.events.on('notifications', (news) => {
      for (const one of news) heard.push(`${one.userId} ${one.news.item?.title}`);
    });
    await tellAnn({ title: 'For Ann' });
    stop();
    expect(heard).toEqual([`${box.annId} For Ann`]);
  });
});

describe('the feed', () => {
  test('is read one by one, or all up to a time, and unread again', async () => {
    await tellAnn({ title: 'First', priority: 'critical' });
    await tellAnn({ title: 'Second' });
    const { items } = await feed('?limit=2');
    const { unread, critical } = await box.ann.ask<{ unread: number; critical: number }>(
      'GET',
      '/api/v1/notifications/unread',
    );
    expect(items.map(({ title }) => title)).toEqual(['Second', 'First']);
    expect(critical).toBeGreaterThan(0);
    const [{ notificationId, atMs }] = items;
    const mark = (body: object) =>
      box.ann.ask<{ unread: number }>('POST', '/api/v1/notifications/read', body);
    expect((await mark({ ids: [notificationId] })).unread).toBe(unread - 1);
    expect((await mark({ ids: [notificationId], isRead: false })).unread).toBe(unread);
    expect(await mark({ throughMs: atMs })).toEqual({ unread: 0, critical: 0 } as never);
    expect((await feed('?state=unread')).items).toEqual([]);
  });

  test('is paged, filtered and sought through', async () => {
    for (let i = 0; i < 3; i++) await tellAnn({ title: `Fan ${i}`, priority: 'low' });
    await box.tell({ event: 'system.warning', title: 'Fan of the hub' });
    const first = await feed('?q=fan&limit=3');
    expect(first.items).toHaveLength(3);
    const rest = await feed(`?q=fan&limit=3&cursor=${first.nextCursor}`);
    expect(rest.items.map(({ title }) => title)).toEqual(['Fan 0']);
    expect((await feed('?q=fan&group=system')).items).toHaveLength(1);
    expect((await feed('?q=fan&least=medium')).items).toHaveLength(1);
    expect((await box.ann.send('GET', '/api/v1/notifications?cursor=x')).status).toBe(400);
  });

  test('holds what is one’s own and nobody else’s', async () => {
    await tellAnn({ title: 'Mine' });
    const [{ notificationId }] = (await feed()).items;
    await box.ada.ask('POST', '/api/v1/notifications/read', { ids: [notificationId] });
    expect((await feed()).items[0].readMs).toBeNull();
  });
});

describe('letters', () => {
  test('say the same in plain text and in HTML, under an id of their own, with nothing to be fetched', async () => {
    await tellAnn({ title: 'Pump <3>', body: 'a "quote" & more', priority: 'critical' });
    await box.after(2);
    const [{ headers, text }] = lettersToAnn();
    expect(headers.subject).toBe('Tremolo: Pump <3>');
    expect(headers['message-id']).toMatch(/^<dv_[0-9A-Z]{26}@plant\.example>$/);
    expect(headers['content-type']).toStartWith('multipart/alternative');
    expect(text).toContain('Pump <3> (Critical)');
    // Of the part in HTML, whose lines the relay wraps.
    const html = text.replace(/=\r\n/g, '');
    expect(html).toContain('Pump &lt;3&gt;');
    expect(html).not.toMatch(/<(img|script|link)\b/);
  });

  test('ten at once become one, the most urgent first', async () => {
    for (let i = 0; i < 9; i++) await tellAnn({ title: `Fan ${i}`, priority: 'medium' });
    await tellAnn({ title: 'Pump 3', priority: 'high' });
    await box.after(14);
    expect(lettersToAnn()).toEqual([]);
    await box.after(1);
    expect(lettersToAnn().map(({ headers }) => headers.subject)).toEqual([
      'Tremolo: 10 messages, the first: Pump 3',
    ]);
    await box.after(1_000);
    expect(lettersToAnn()).toHaveLength(1);
  });

  test('a critical one waits two seconds at most', async () => {
    await tellAnn({ priority: 'critical' });
    await box.after(2);
    expect(lettersToAnn()).toHaveLength(1);
  });

  test('come in the language of the person', async () => {
    await choose({ language: 'de', timezone: 'Europe/Berlin' });
    await tellAnn({ title: { en: 'Pump', de: 'Pumpe' }, priority: 'critical' });
    await box.after(2);
    expect(lettersToAnn()[0].headers.subject).toBe('Tremolo: Pumpe');
    expect(lettersToAnn()[0].text).toContain('In Tremolo');
    expect(lettersToAnn()[0].text).toContain('Guten Tag');
  });

  test('wait for the end of quiet hours, and come as one', async () => {
    // Quiet for the next hour, whatever the hour is.
    const hour = new Date(box.people.clock.nowMs).getUTCHours();
    const at = (shift: number) => `${String((hour + shift) % 24).padStart(2, '0')}:00`;
    await choose({ quiet: [{ days: EVERY_DAY, from: at(0), to: at(1) }], timezone: 'UTC' });
    await tellAnn({ title: 'One' });
    await tellAnn({ title: 'Two' });
    const leftS = 3_600 - Math.floor((box.people.clock.nowMs / 1_000) % 3_600);
    await box.after(leftS - 1);
    expect(lettersToAnn()).toEqual([]);
    await box.after(20);
    expect(lettersToAnn().map(({ headers }) => headers.subject)).toEqual([
      'Tremolo: 2 messages, the first: One',
    ]);
  });

  test('what was acknowledged meanwhile is not sent, and not told to that person again', async () => {
    const about = 'al_known';
    await tellAnn({ about });
    await box.rooms.teller.acknowledged(box.annId, about);
    await box.after(1_000);
    expect(lettersToAnn()).toEqual([]);
    expect(await tellAnn({ about, event: 'alarm.escalated' })).toBe('nobody');
    expect((await feed()).items[0]).toMatchObject({ about, acknowledgedMs: expect.any(Number) });
    expect((await feed()).items[0].readMs).not.toBeNull();
  });
});

describe('a way that fails', () => {
  test('is made up for in the app, with the failure shown, also where the app was not chosen', async () => {
    refuse = () => ({ status: 550, says: 'no such mailbox' });
    await choose({ matrix: { 'alarm.raised': { in_app: 'off' } } });
    await tellAnn({ title: 'Refused' });
    expect((await feed('?q=Refused')).items).toEqual([]);
    await box.after(20);
    const [item] = (await feed('?q=Refused')).items;
    expect(item.failures).toEqual([
      {
        channel: 'email',
        says: expect.stringContaining('550 no such mailbox'),
        reason: expect.objectContaining({ name: 'relay_address' }),
      },
    ]);
    expect(item.readMs).toBeNull();
  });

  test('an address that is refused twice gets no more letters until its owner says so', async () => {
    refuse = () => ({ status: 550, says: 'no such mailbox' });
    for (let i = 0; i < 2; i++) {
      await tellAnn();
      await box.after(20);
    }
    const own = () => box.ann.ask<OwnNotifications>('GET', '/api/v1/notifications/choices');
    expect((await own()).ways.email).toMatch(/was refused/);
    refuse = () => null;
    await choose({ matrix: { 'alarm.raised': { in_app: 'off', push: 'off', slack: 'off' } } });
    await tellAnn({ title: 'Stands in' });
    await box.after(20);
    expect(lettersToAnn()).toEqual([]);
    expect((await feed('?q=Stands')).items).toHaveLength(1);
    const { refused } = await box.ada.ask<{ refused: { name: string }[] }>(
      'GET',
      '/api/v1/channels',
    );
    expect(refused.map(({ name }) => name)).toEqual(['Ann']);
    await box.ann.ask('DELETE', '/api/v1/notifications/refusal');
    expect((await own()).ways.email).toBeNull();
    await tellAnn();
    await box.after(20);
    expect(lettersToAnn()).toHaveLength(1);
  });

  test('a relay that is away is tried again, and the letter comes once, under the id that it had', async () => {
    refuse = () => ({ status: 451, says: 'later' });
    await tellAnn({ priority: 'critical' });
    await box.after(2);
    refuse = () => null;
    await box.after(10);
    await box.after(1_000);
    expect(lettersToAnn()).toHaveLength(1);
    expect((await feed()).items[0].failures).toEqual([]);
  });
});

describe('a digest', () => {
  const digest = { rhythm: 'daily', at: '06:00' };
  const nextMs = async () =>
    (await box.ann.ask<{ nextMs: number }>('GET', '/api/v1/notifications/digest')).nextMs;
  const turnTo = async (ms: number) => {
    box.people.clock.nowMs = ms;
    await box.rooms.digestDesk.turn();
    await box.after(0);
  };

  test('comes once at the hour of the person’s own clock, with what waited for it', async () => {
    await choose({
      digest,
      timezone: 'America/New_York',
      matrix: { 'system.warning': { email: 'digest' }, 'alarm.raised': { email: 'off' } },
    });
    await box.tell({ event: 'system.warning', title: 'The disk fills up' });
    const dueMs = await nextMs();
    const hour = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'America/New_York',
      hour: '2-digit',
      minute: '2-digit',
    }).format(dueMs);
    expect(hour).toBe('06:00');
    await turnTo(dueMs - 1_000);
    expect(lettersToAnn()).toEqual([]);
    await turnTo(dueMs);
    await turnTo(dueMs + 60_000);
    expect(lettersToAnn()).toHaveLength(1);
    expect(lettersToAnn()[0].headers.subject).toContain('Digest from');
    expect(lettersToAnn()[0].text).toContain('The disk fills up');
    await turnTo(await nextMs());
    expect(lettersToAnn()).toHaveLength(2);
    expect(lettersToAnn()[1].text).not.toContain('The disk fills up');
  });

  test('of hours when the hub was off none comes but one', async () => {
    await choose({ digest, timezone: 'UTC' });
    await turnTo((await nextMs()) + 5 * 86_400_000);
    expect(lettersToAnn()).toHaveLength(1);
  });
});

describe('browser push', () => {
  let service: PushService;
  beforeEach(async () => {
    service = await PushService.start();
    await box.people.set('channels', { ...service.receiver.egress, pushEnabled: true });
  });
  afterEach(() => service.stop());
  const register = (name?: string) =>
    box.ann.ask<PushDevice>('POST', '/api/v1/notifications/push', service.subscription(name));

  test('is encrypted for the browser alone, and signed with the key that the hub names', async () => {
    const { pushId } = await register();
    await tellAnn({ title: 'Pump 3', priority: 'critical' });
    await box.after(2);
    const [taken] = service.receiver.taken.all;
    expect(taken.body.toString('latin1')).not.toContain('Pump');
    expect(service.opened(taken)).toMatchObject({
      title: 'Pump 3',
      link: '/alarms/al_1',
      priority: 'critical',
    });
    expect(taken.headers).toMatchObject({ urgency: 'high', 'content-encoding': 'aes128gcm' });
    const sender = await service.sender(taken, box.people.clock.nowMs);
    expect(sender.aud).toBe(service.receiver.url);
    const own = await box.ann.ask<OwnNotifications>('GET', '/api/v1/notifications/choices');
    expect(own.pushKey).toBe(sender.key);
    await box.ann.ask('DELETE', `/api/v1/notifications/push/${pushId}`);
  });

  test('a browser whose registration has ended is forgotten, and the app stands in', async () => {
    await register();
    service.receiver.answer = () => ({ status: 410 });
    await tellAnn({ title: 'Gone' });
    await box.after(20);
    const own = await box.ann.ask<OwnNotifications>('GET', '/api/v1/notifications/choices');
    expect(own.devices).toEqual([]);
    expect((await feed('?q=Gone')).items[0].failures[0].channel).toBe('push');
  });

  test('a browser that another person registers takes no more messages of the one before', async () => {
    await register('shared');
    const ada = await box.people.signedIn('Ada');
    await ada.ask('POST', '/api/v1/notifications/push', service.subscription('shared'));
    await tellAnn({ priority: 'critical' });
    await box.after(20);
    expect(service.receiver.taken.all).toEqual([]);
  });

  test('nobody can make the hub send requests into the plant by registering an address there', async () => {
    const { keys } = service.subscription();
    for (const endpoint of [
      'http://127.0.0.1:1/',
      'http://169.254.169.254/latest',
      'https://evil.example/',
    ]) {
      const body = { endpoint, keys };
      expect((await box.ann.send('POST', '/api/v1/notifications/push', body)).status).toBe(409);
    }
  });
});
