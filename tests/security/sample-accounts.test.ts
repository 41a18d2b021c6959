import { expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiveClient } from '../hub/live-client.ts';
import { PeopleBox } from './people-box.ts';

const settings = { access: { demoAccounts: true, developerAccount: true } };

const refusalOf = (trying: Promise<unknown>) =>
  trying.then(
    () => 'none',
    (error: Error) => error.message,
  );

test('sample accounts are never made in production; elsewhere with random passwords in a file of the hub’s own', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-sample-'));
  const file = join(dataDir, 'sample-accounts.txt');
  const production = await PeopleBox.start({ settings, dataDir });
  expect(production.rooms.directory.all()).toEqual([]);
  expect(existsSync(file)).toBe(false);
  await production.set('general', { environment: 'development' });
  await production.stop();

  const box = await PeopleBox.start({ settings, dataDir });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const made = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  expect(made.map(([name]) => name).sort()).toEqual([
    'demo-analyst',
    'demo-engineer',
    'demo-executive',
    'demo-operator',
    'demo-viewer',
    'dev',
  ]);
  expect(new Set(made.map(([, password]) => password)).size).toBe(6);
  const [, password] = made.find(([name]) => name === 'demo-viewer') ?? [];
  await box.signedIn('demo-viewer', password);
  const [, developers] = made.find(([name]) => name === 'dev') ?? [];
  expect(await refusalOf(box.signedIn('dev', developers))).toContain('account_inactive');
  await box.stop();
  rmSync(dataDir, { recursive: true });
});

test('a site that goes into production shuts out the sample accounts that it has, on screens too', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-sample-'));
  const before = await PeopleBox.start({ settings, dataDir });
  await before.set('general', { environment: 'staging' });
  await before.stop();
  const box = await PeopleBox.start({ settings, dataDir });
  await box.add('Ada', 'admin');
  const admin = await box.signedIn('Ada');
  const [, password] = readFileSync(join(dataDir, 'sample-accounts.txt'), 'utf8').split(/\s/);
  const { userId } = box.rooms.directory.find('demo-viewer') as { userId: string };
  expect(await admin.ask('GET', `/api/v1/users/${userId}`)).toMatchObject({ isSample: true });
  const demo = await box.signedIn('demo-viewer', password);
  const screen = new LiveClient(box.origin, demo.cookie, { origin: box.origin });
  await new Promise((open) => screen.socket.addEventListener('open', open));
  await box.set('general', { environment: 'production', developersUntilMs: box.clock.nowMs + 1e6 });
  await screen.closed;
  expect((await demo.send('GET', '/api/v1/points')).status).toBe(403);
  expect(await refusalOf(box.signedIn('demo-viewer', password))).toContain('account_inactive');
  // Neither a new password nor a restart makes it an account like others.
  await admin.ask('POST', `/api/v1/users/${userId}/reset-password`);
  expect(await admin.ask('GET', `/api/v1/users/${userId}`)).toMatchObject({ isSample: true });
  await box.stop();
  rmSync(dataDir, { recursive: true });
});

test('developers work in production only while an administrator allows it, and then no longer', async () => {
  const box = await PeopleBox.start();
  await box.add('Dev', 'developer');
  expect(await refusalOf(box.signedIn('Dev'))).toContain('account_inactive');
  await box.set('general', { developersUntilMs: box.clock.nowMs + 3_600_000 });
  const dev = await box.signedIn('Dev');
  expect((await dev.send('GET', '/api/v1/system')).status).toBe(200);
  const info = await dev.ask<{ site: { developersUntilMs: number | null } }>(
    'GET',
    '/api/v1/users/me/session',
  );
  expect(info.site.developersUntilMs).toBe(box.clock.nowMs + 3_600_000);
  box.clock.nowMs += 3_600_001;
  expect((await dev.send('GET', '/api/v1/system')).status).toBe(403);
  await box.stop();
});
