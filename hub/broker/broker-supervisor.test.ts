import { afterAll, expect, test } from 'bun:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokerSettings } from '#schemas/config/broker-settings';
import { createLog } from '../log.ts';
import { BrokerClient } from './broker-client.ts';
import { BrokerSupervisor } from './broker-supervisor.ts';
import { CREDENTIALS_FILE, Credentials } from './credentials.ts';

const folder = await mkdtemp(join(tmpdir(), 'tremolo-supervisor-'));
afterAll(() => rm(folder, { recursive: true }));
const log = createLog('broker', () => undefined);
const away = { connected: false, sinceMs: null };

function supervise(settings: object): BrokerSupervisor {
  return new BrokerSupervisor({
    settings: BrokerSettings.parse(settings),
    credentials: new Credentials({ path: join(folder, CREDENTIALS_FILE), clock: Date.now }),
    clock: Date.now,
    log,
  });
}

function clientOf(supervisor: BrokerSupervisor): BrokerClient {
  return new BrokerClient({
    url: () => supervisor.url(),
    login: () => supervisor.login(),
    clientId: 'hub',
    caFile: null,
    clock: Date.now,
    log,
  });
}

function changes(client: BrokerClient): () => Promise<boolean> {
  const seen: boolean[] = [];
  const waiting: ((connected: boolean) => void)[] = [];
  client.onChange((connected) => {
    const next = waiting.shift();
    if (next === undefined) seen.push(connected);
    else next(connected);
  });
  return () =>
    new Promise((resolve) => {
      const had = seen.shift();
      if (had === undefined) waiting.push(resolve);
      else resolve(had);
    });
}

test('a killed broker is back on the same port, and the hub with what it retains', async () => {
  const supervisor = supervise({ port: 0 });
  await supervisor.start();
  const url = supervisor.url();
  const client = clientOf(supervisor);
  const change = changes(client);
  client.publish('assignment', ['agent-1'], 'share');
  client.start();
  expect(await change()).toBe(true);
  process.kill(supervisor.pid() ?? 0, 'SIGKILL');
  expect(await change()).toBe(false);
  expect(await change()).toBe(true);
  expect(supervisor.url()).toBe(url);
  expect(supervisor.reason()).toBeNull();
  const state = supervisor.state(client.state());
  expect(state).toMatchObject({ kind: 'embedded', connected: true, restarts: 1 });
  await client.stop();
  await supervisor.stop();
});

test('a taken port is said in a sentence, tried again, and used once it is free', async () => {
  const first = supervise({ port: 0 });
  await first.start();
  const port = Number(new URL(first.url() ?? '').port);
  const second = supervise({ port });
  await second.start();
  expect(second.reason()).toMatch(/cannot listen on 127\.0\.0\.1:\d+; is another one running/);
  expect(second.state(away)).toMatchObject({ connected: false, clients: null });
  await first.stop();
  const client = clientOf(second);
  const change = changes(client);
  client.start();
  expect(await change()).toBe(true);
  expect(second.reason()).toBeNull();
  await client.stop();
  await second.stop();
});

test('plaintext beyond loopback is refused unless said aloud', async () => {
  await expect(supervise({ host: '0.0.0.0', port: 0 }).start()).rejects.toMatchObject({
    code: 'settings_invalid',
  });
  const aloud = supervise({ host: '0.0.0.0', port: 0, allowPlaintext: true });
  await aloud.start();
  expect(aloud.url()).toMatch(/^mqtt:\/\/127\.0\.0\.1:\d+$/);
  await aloud.stop();
});

test('an external broker has no process, and its state says so', async () => {
  const supervisor = supervise({ url: 'mqtt://broker.plant:1883', username: 'hub', password: 'x' });
  await supervisor.start();
  expect(supervisor.pid()).toBeNull();
  expect(supervisor.login()).toEqual({ username: 'hub', password: 'x' });
  expect(supervisor.state(away)).toMatchObject({
    kind: 'external',
    url: 'mqtt://broker.plant:1883',
    clients: null,
    restarts: 0,
  });
  await supervisor.stop();
});
