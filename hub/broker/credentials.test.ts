import { afterAll, expect, test } from 'bun:test';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretMatches, sha256 } from './credential-secret.ts';
import { Credentials } from './credentials.ts';

const folder = await mkdtemp(join(tmpdir(), 'tremolo-credentials-'));
afterAll(() => rm(folder, { recursive: true }));
let files = 0;
const fresh = () => {
  const path = join(folder, `${files++}`, 'broker-credentials.json');
  return { path, credentials: new Credentials({ path, clock: () => 1000 }) };
};

test('a new credential is kept as hashes that the secret matches, in a file for its owner only', async () => {
  const { path, credentials } = fresh();
  const login = await credentials.add({ kind: 'agent', id: 'agent-1' });
  expect(login.username).toBe('agent:agent-1');
  expect(Buffer.from(login.password, 'base64url')).toHaveLength(32);
  const [row] = await credentials.list();
  expect(secretMatches(Buffer.from(login.password), row.sha256)).toBe(true);
  expect(secretMatches(Buffer.from(`${login.password}x`), row.sha256)).toBe(false);
  expect(await Bun.file(path).text()).not.toContain(login.password);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('adding again rotates the secret', async () => {
  const { credentials } = fresh();
  const first = await credentials.add({ kind: 'sensor', id: 's-1' });
  const second = await credentials.add({ kind: 'sensor', id: 's-1' });
  const rows = await credentials.list();
  expect(rows).toHaveLength(1);
  expect(secretMatches(Buffer.from(first.password), rows[0].sha256)).toBe(false);
  expect(secretMatches(Buffer.from(second.password), rows[0].sha256)).toBe(true);
});

test('many writers at once lose nothing', async () => {
  const { path, credentials } = fresh();
  const other = new Credentials({ path, clock: () => 1000 });
  const ids = Array.from({ length: 20 }, (_, i) => `s-${i}`);
  await Promise.all(
    ids.map((id, i) => (i % 2 === 0 ? credentials : other).add({ kind: 'sensor', id })),
  );
  expect((await credentials.list()).map((row) => row.id).sort()).toEqual([...ids].sort());
});

test('the stamp follows every change', async () => {
  const { credentials } = fresh();
  expect(await credentials.stamp()).toBeNull();
  await credentials.add({ kind: 'gateway', id: 'sim' });
  const first = await credentials.stamp();
  expect(await credentials.setEnabled('gateway:sim', false)).toBe(true);
  expect(await credentials.stamp()).not.toBe(first);
  expect((await credentials.list())[0]).toMatchObject({ enabled: false, sensorPrefix: 'sim-' });
  expect(await credentials.remove('gateway:sim')).toBe(true);
  expect(await credentials.remove('gateway:sim')).toBe(false);
  expect(await credentials.list()).toEqual([]);
});

test('a damaged file and a wrong name are refused, each with its code', async () => {
  const { path, credentials } = fresh();
  await expect(credentials.add({ kind: 'sensor', id: '../x' })).rejects.toMatchObject({
    code: 'request_invalid',
  });
  await credentials.add({ kind: 'sensor', id: 'ok' });
  await writeFile(path, '{"version":1,"credentials":[{"username":1}]}');
  await expect(credentials.list()).rejects.toMatchObject({ code: 'storage_failed' });
});

test('a secret that is offered ends the one before it when it is taken, and a newer offer ends an older one', async () => {
  const { credentials } = fresh();
  await credentials.add({ kind: 'agent', id: 'agent-1' });
  expect(await credentials.offerNext('agent:agent-2')).toBeNull();
  expect(await credentials.askRenewal('agent:agent-1')).toBe(true);
  const [first, second] = [
    await credentials.offerNext('agent:agent-1'),
    await credentials.offerNext('agent:agent-1'),
  ];
  expect(await credentials.takeNext('agent:agent-1', sha256(first?.password ?? ''))).toBe(false);
  expect((await credentials.list())[0].renewalAskedMs).toBe(1000);
  expect(await credentials.takeNext('agent:agent-1', sha256(second?.password ?? ''))).toBe(true);
  const [row] = await credentials.list();
  expect(secretMatches(Buffer.from(second?.password ?? ''), row.sha256)).toBe(true);
  expect(row).toMatchObject({ next: null, renewalAskedMs: null });
});
