import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import type { DeliveryRow, PushDevice } from '#schemas/http/notifications';
import type { SettingsAnswer } from '#schemas/http/settings';
import type { MadeWebhook, Webhook } from '#schemas/http/webhooks';
import { newId } from '#schemas/ids/ids';
import { TellingBox } from '../hub/telling-box.ts';
import { HttpReceiver } from '../rig/http-receiver.ts';
import { PushService } from '../rig/push-service.ts';

let box: TellingBox;
let receiver: HttpReceiver;

beforeAll(async () => {
  box = await TellingBox.start();
  await box.people.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
});
afterAll(() => box.stop());
beforeEach(async () => {
  receiver = await HttpReceiver.start();
});
afterEach(() => receiver.stop());

const values = (url: string) => ({ name: 'W', url, events: ['alarm.raised'] });
const events = async () => (await box.people.audit()).map(({ event }) => event);
const make = (url: string) => box.ada.ask<MadeWebhook>('POST', '/api/v1/webhooks', values(url));

describe('the hub sends requests', () => {
  test('nowhere until somebody says where to', async () => {
    await box.people.set('channels', { egressHosts: [], egressNetworks: [] });
    const { status } = await box.ada.send('POST', '/api/v1/webhooks', values(receiver.url));
    expect(status).toBe(400);
    expect(receiver.taken.all).toEqual([]);
  });

  test('to no address inside the plant by a host that is allowed, unless its network is, too', async () => {
    await box.people.set('channels', { egressHosts: [receiver.host], egressNetworks: [] });
    const { webhook } = await make(receiver.url);
    const path = `/api/v1/webhooks/${webhook.webhookId}`;
    const tried = await box.ada.ask<{ says: string }>('POST', `${path}/test`);
    expect(tried.says).toMatch(/private address/);
    expect(receiver.taken.all).toEqual([]);
    await box.people.set('channels', receiver.egress);
    await box.ada.ask('POST', `${path}/test`);
    expect(receiver.taken.all).toHaveLength(1);
    await box.ada.ask('DELETE', path);
  });

  test('to nobody any more when the host is taken from the list, also not what waits', async () => {
    await box.people.set('channels', receiver.egress);
    const { webhook } = await make(receiver.url);
    await box.tell();
    await box.people.set('channels', { egressHosts: [] });
    await box.after(0);
    expect(receiver.taken.all).toEqual([]);
    await box.ada.ask('DELETE', `/api/v1/webhooks/${webhook.webhookId}`);
  });

  test('to no second receiver that the first one names', async () => {
    const inside = await HttpReceiver.start();
    await box.people.set('channels', receiver.egress);
    receiver.answer = () => ({ status: 307, headers: { location: inside.url } });
    const { webhook } = await make(receiver.url);
    const path = `/api/v1/webhooks/${webhook.webhookId}`;
    const tried = await box.ada.ask<{ sent: boolean }>('POST', `${path}/test`);
    expect(tried.sent).toBe(false);
    expect(inside.taken.all).toEqual([]);
    await inside.stop();
    await box.ada.ask('DELETE', path);
  });
});

describe('secrets of channels', () => {
  test('are never shown again, neither by the settings nor in the trail nor in the store', async () => {
    const secrets = {
      slackWebhookUrl: 'https://hooks.slack.com/services/T0/B0/very-secret-1',
      slackToken: 'xoxb-very-secret-2',
      teamsWebhookUrl: 'https://prod.example.com/very-secret-3',
      pagerdutyKey: 'very-secret-4',
      opsgenieKey: 'very-secret-5',
    };
    const path = '/api/v1/settings/channels';
    const { revision } = await box.ada.ask<SettingsAnswer>('GET', path);
    const answer = await box.ada.ask<SettingsAnswer>('PATCH', path, { revision, values: secrets });
    expect(answer.secretsSet.toSorted()).toEqual(Object.keys(secrets).toSorted());
    const again = await box.ada.ask<SettingsAnswer>('GET', path);
    const { store } = box.rooms;
    const kept = [
      ...(await store.read('SELECT * FROM audit')),
      ...(await store.read('SELECT * FROM settings')),
    ];
    for (const shown of [answer, again, kept]) {
      expect(JSON.stringify(shown).includes('very-secret')).toBe(false);
    }
  });

  test('do not go to another address unless they are entered anew', async () => {
    const path = '/api/v1/settings/channels';
    const { revision } = await box.ada.ask<SettingsAnswer>('GET', path);
    const elsewhere = { pagerdutyUrl: 'https://evil.example' };
    const refused = await box.ada.send('PATCH', path, { revision, values: elsewhere });
    expect(refused.status).toBe(400);
  });

  test('a webhook’s is shown to nobody who lists it, nor made for who came with a key', async () => {
    await box.people.set('channels', receiver.egress);
    const { secret, webhook } = await make(receiver.url);
    const list = await box.ada.ask<{ webhooks: Webhook[] }>('GET', '/api/v1/webhooks');
    expect(JSON.stringify(list)).not.toContain(secret);
    const key = await box.ada.ask<{ secret: string }>('POST', '/api/v1/keys', {
      name: 'robot',
      scopes: ['notification:configure'],
    });
    const asked = (path: string, body?: object) =>
      fetch(box.people.origin + path, {
        method: 'POST',
        headers: { 'x-api-key': key.secret, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    expect((await asked('/api/v1/webhooks', values(receiver.url))).status).toBe(403);
    expect((await asked(`/api/v1/webhooks/${webhook.webhookId}/secret`)).status).toBe(403);
    await box.ada.ask('DELETE', `/api/v1/webhooks/${webhook.webhookId}`);
  });
});

describe('rights', () => {
  test('an operator looks after no channel, and a browser of somebody else’s cannot be removed', async () => {
    const id = newId('wh');
    for (const [method, path, body] of [
      ['GET', '/api/v1/webhooks'],
      ['POST', '/api/v1/webhooks', values('https://a.example/')],
      ['PUT', `/api/v1/webhooks/${id}`, { ...values('https://a.example/'), revision: 0 }],
      ['DELETE', `/api/v1/webhooks/${id}`],
      ['POST', `/api/v1/webhooks/${id}/secret`],
      ['POST', `/api/v1/webhooks/${id}/test`],
      ['GET', '/api/v1/channels'],
      ['POST', '/api/v1/channels/syslog/test'],
      ['GET', '/api/v1/deliveries'],
      ['POST', `/api/v1/deliveries/${newId('dv')}/resend`],
    ] as const) {
      const { status } = await box.ann.send(method, path, body);
      expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 403`);
    }
    const service = await PushService.start();
    await box.people.set('channels', { ...service.receiver.egress, pushEnabled: true });
    const push = '/api/v1/notifications/push';
    const own = await box.ada.ask<PushDevice>('POST', push, service.subscription());
    expect((await box.ann.send('DELETE', `${push}/${own.pushId}`)).status).toBe(404);
    expect((await box.ada.send('DELETE', `${push}/${own.pushId}`)).status).toBe(204);
    expect(await events()).toContain('push.registered');
    expect(await events()).toContain('push.removed');
    await service.stop();
  });

  test('who loses the right is told nothing more, on open screens either', async () => {
    const heard: string[] = [];
    const { events: news } = box.rooms;
    const stop = news.on('notifications', (all) => heard.push(...all.map(({ userId }) => userId)));
    const path = `/api/v1/users/${box.annId}/permissions/alarm:read`;
    await box.ada.ask('PUT', path, { effect: 'deny' });
    expect(await box.tell({ userIds: [box.annId] })).toBe('nobody');
    stop();
    expect(heard).toEqual([]);
  });
});

test('what is done with channels and webhooks is in the trail, without addresses', async () => {
  await box.people.set('channels', receiver.egress);
  const { webhook } = await make(`${receiver.url}/hidden-path`);
  const path = `/api/v1/webhooks/${webhook.webhookId}`;
  const changed = { ...values(`${receiver.url}/hidden-path`), name: 'X', revision: 0 };
  await box.ada.ask('PUT', path, changed);
  await box.ada.ask('POST', `${path}/secret`);
  await box.ada.ask('POST', '/api/v1/channels/syslog/test');
  await box.tell();
  await box.after(0);
  const log = await box.ada.ask<{ items: DeliveryRow[] }>(
    'GET',
    `/api/v1/deliveries?webhookId=${webhook.webhookId}`,
  );
  await box.ada.ask('POST', `/api/v1/deliveries/${log.items[0].deliveryId}/resend`);
  await box.ada.ask('DELETE', path);
  const all = await events();
  for (const event of [
    'webhook.created',
    'webhook.changed',
    'webhook.secret_renewed',
    'webhook.deleted',
    'channel.tested',
    'delivery.resent',
  ]) {
    expect(all).toContain(event);
  }
  const rows = await box.rooms.store.read('SELECT * FROM audit');
  expect(JSON.stringify(rows)).not.toContain('hidden-path');
});
