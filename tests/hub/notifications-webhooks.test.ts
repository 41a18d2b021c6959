import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { createHmac } from 'node:crypto';
import type { DeliveryRow, Feed } from '#schemas/http/notifications';
import type { MadeWebhook, Webhook } from '#schemas/http/webhooks';
import { HttpReceiver } from '../rig/http-receiver.ts';
import { TellingBox } from './telling-box.ts';

let box: TellingBox;
let receiver: HttpReceiver;
let made: MadeWebhook;

beforeAll(async () => {
  box = await TellingBox.start();
});
afterAll(() => box.stop());
beforeEach(async () => {
  receiver = await HttpReceiver.start();
  await box.people.set('channels', { ...receiver.egress, coolDownMinutes: 0 });
  made = await box.ada.ask<MadeWebhook>('POST', '/api/v1/webhooks', values());
});
afterEach(async () => {
  const gone = await box.ada.send('DELETE', `/api/v1/webhooks/${made.webhook.webhookId}`);
  expect(gone.status).toBe(204);
  await receiver.stop();
});

const values = (more: object = {}) => ({
  name: 'Maintenance',
  url: `${receiver.url}/in`,
  events: ['alarm.raised'],
  ...more,
});
const one = async () => {
  const { webhooks } = await box.ada.ask<{ webhooks: Webhook[] }>('GET', '/api/v1/webhooks');
  return webhooks.find(({ webhookId }) => webhookId === made.webhook.webhookId);
};
const log = async () => {
  const path = `/api/v1/deliveries?webhookId=${made.webhook.webhookId}`;
  return (await box.ada.ask<{ items: DeliveryRow[] }>('GET', path)).items;
};

test('a request is signed over its timestamp and body, and each has an id of its own', async () => {
  await box.tell({ about: 'al_1', data: { value: 7.4 } });
  await box.after(0);
  const [{ headers, body, path }] = receiver.taken.all;
  const timestamp = String(headers['tremolo-timestamp']);
  const mac = createHmac('sha256', made.secret).update(`${timestamp}.${body}`).digest('hex');
  expect(headers['tremolo-signature']).toBe(`v1=${mac}`);
  expect(Number(timestamp)).toBe(Math.floor(box.people.clock.nowMs / 1_000));
  expect(path).toBe('/in');
  expect(receiver.json(0)).toMatchObject({
    deliveryId: headers['tremolo-delivery'],
    event: 'alarm.raised',
    priority: 'high',
    title: 'Pump 3: zone D',
    about: 'al_1',
    data: { value: 7.4 },
  } as never);
  expect(String(receiver.json(0).link)).toMatch(/^http.*\/alarms\/al_1$/);
});

test('what is not subscribed to, or less urgent than asked for, is not sent', async () => {
  await box.ada.ask('PUT', `/api/v1/webhooks/${made.webhook.webhookId}`, {
    ...values({ least: 'critical' }),
    revision: 0,
  });
  await box.tell({ priority: 'high' });
  await box.tell({ event: 'system.critical', priority: 'critical' });
  await box.tell({ priority: 'critical' });
  await box.after(0);
  expect(receiver.taken.all).toHaveLength(1);
});

test('a failure is tried again after 10 s, 1 min, 5 min, 30 min and 2 h under the same id; then it is given up', async () => {
  receiver.answer = () => ({ status: 503, body: 'no room' });
  await box.tell();
  await box.after(0);
  for (const [i, seconds] of [10, 60, 300, 1_800, 7_200].entries()) {
    await box.after(seconds - 1);
    expect(receiver.taken.all).toHaveLength(i + 1);
    await box.after(1);
    expect(receiver.taken.all).toHaveLength(i + 2);
  }
  await box.after(100_000);
  expect(receiver.taken.all).toHaveLength(6);
  expect(new Set(receiver.taken.all.map(({ headers }) => headers['tremolo-delivery'])).size).toBe(
    1,
  );
  expect((await log())[0]).toMatchObject({
    state: 'failed',
    tries: 6,
    says: expect.stringContaining('503: no room'),
  });
});

test('a refusal for good is not tried again, and whoever looks after the channels is told', async () => {
  receiver.answer = () => ({ status: 404 });
  await box.tell();
  await box.after(0);
  await box.after(100_000);
  expect(receiver.taken.all).toHaveLength(1);
  const { items } = await box.ada.ask<Feed>('GET', '/api/v1/notifications?limit=5');
  expect(items.map(({ event }) => event)).toContain('channel.failed');
  const own = await box.ann.ask<Feed>('GET', '/api/v1/notifications');
  expect(own.items.map(({ event }) => event)).not.toContain('channel.failed');
});

test('what is sent again from the log is a delivery of its own', async () => {
  receiver.answer = () => ({ status: 410 });
  await box.tell();
  await box.after(0);
  receiver.answer = () => ({});
  const [failed] = await log();
  const path = `/api/v1/deliveries/${failed.deliveryId}/resend`;
  const again = await box.ada.ask<DeliveryRow>('POST', path);
  expect(again.deliveryId).not.toBe(failed.deliveryId);
  await box.after(0);
  expect((await log()).map(({ state }) => state)).toEqual(['sent', 'failed']);
  expect(receiver.taken.all[1].headers['tremolo-delivery']).toBe(again.deliveryId);
});

test('one that fails fifteen times in a row is switched off and says so; switched on it starts afresh', async () => {
  receiver.answer = () => ({ status: 500 });
  for (let i = 0; i < 16; i++) await box.tell();
  await box.after(0);
  expect(receiver.taken.all).toHaveLength(15);
  expect(await one()).toMatchObject({ isEnabled: false, failures: 15 });
  expect((await one())?.disabled?.says).toContain('500');
  expect((await log()).every(({ state }) => state === 'failed')).toBe(true);
  const { items } = await box.ada.ask<Feed>('GET', '/api/v1/notifications?limit=3');
  expect(items.map(({ event }) => event)).toContain('webhook.disabled');
  expect((await box.people.audit()).map(({ event }) => event)).toContain('webhook.disabled');
  receiver.answer = () => ({});
  const { revision = 0 } = (await one()) ?? {};
  const path = `/api/v1/webhooks/${made.webhook.webhookId}`;
  await box.ada.ask('PUT', path, { ...values(), revision });
  expect(await one()).toMatchObject({ isEnabled: true, failures: 0, disabled: null });
  await box.tell();
  await box.after(0);
  expect(receiver.taken.all).toHaveLength(16);
});

test('a change that somebody else made meanwhile is not lost', async () => {
  const path = `/api/v1/webhooks/${made.webhook.webhookId}`;
  await box.ada.ask('PUT', path, { ...values({ name: 'First' }), revision: 0 });
  const late = await box.ada.send('PUT', path, { ...values({ name: 'Second' }), revision: 0 });
  expect(late.status).toBe(409);
  expect((await one())?.name).toBe('First');
});

test('a new secret ends the old one at once', async () => {
  const path = `/api/v1/webhooks/${made.webhook.webhookId}/secret`;
  const { secret } = await box.ada.ask<MadeWebhook>('POST', path);
  expect(secret).not.toBe(made.secret);
  await box.tell();
  await box.after(0);
  const [{ headers, body }] = receiver.taken.all;
  const mac = createHmac('sha256', secret).update(`${headers['tremolo-timestamp']}.${body}`);
  expect(headers['tremolo-signature']).toBe(`v1=${mac.digest('hex')}`);
});

describe('the test button', () => {
  test('says what came of it, and is recorded', async () => {
    const path = `/api/v1/webhooks/${made.webhook.webhookId}/test`;
    expect(await box.ada.ask<object>('POST', path)).toMatchObject({
      sent: true,
      says: 'Maintenance took it (200).',
    });
    receiver.answer = () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } });
    const refused = await box.ada.ask<{ sent: boolean; says: string }>('POST', path);
    expect(refused).toMatchObject({
      sent: false,
      says: expect.stringContaining('leads elsewhere'),
    });
    const tests = (await box.people.audit()).filter(({ event }) => event === 'webhook.tested');
    expect(tests.map(({ outcome }) => outcome)).toEqual(['done', 'failed']);
  });
});

test('neither address nor secret of a webhook lies open in the store', async () => {
  const rows = JSON.stringify(await box.rooms.store.read('SELECT * FROM webhooks'));
  expect(rows).not.toContain(made.secret);
  expect(rows).not.toContain(receiver.host);
});
