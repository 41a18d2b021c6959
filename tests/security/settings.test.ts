import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { SettingsAnswer } from '#schemas/http/settings';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';

let box: PeopleBox;
let ada: BrowserSession;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('signIn', { secondFactorRoles: [] });
  await box.add('Ada', 'admin');
  ada = await box.signedIn('Ada');
});
afterAll(() => box?.stop());

const read = (section: string) => ada.ask<SettingsAnswer>('GET', `/api/v1/settings/${section}`);
const change = async (section: string, values: object, revision?: number) =>
  ada.send('PATCH', `/api/v1/settings/${section}`, {
    revision: revision ?? (await read(section)).revision,
    values,
  });

test('a secret goes in and never out: not to a screen, not to the trail, not into the store in clear', async () => {
  await change('mail', { host: 'mail.plant', password: 'relay-secret-1' });
  const shown = await read('mail');
  expect(shown.values).toMatchObject({ host: 'mail.plant' });
  expect(shown.secretsSet).toEqual(['password']);
  const rows = await box.rooms.store.read('SELECT body FROM settings');
  const trail = await box.rooms.store.read('SELECT details FROM audit');
  expect(JSON.stringify([shown, rows, trail])).not.toContain('relay-secret-1');
  expect(box.rooms.siteSettings.get('mail').password).toBe('relay-secret-1');
});

test('a secret that is left out stays, null removes it; of a list each keeps its own', async () => {
  await change('mail', { port: 2525 });
  expect(box.rooms.siteSettings.get('mail').password).toBe('relay-secret-1');
  await change('mail', { password: null });
  expect((await read('mail')).secretsSet).toEqual([]);
  await change('general', { publicUrl: 'https://tremolo.plant' });
  const provider = { key: 'plant', name: 'Plant', issuer: 'https://id.plant', clientId: 'tremolo' };
  await change('sso', { oidc: [{ ...provider, clientSecret: 'oidc-secret-1' }] });
  const answer = await change('sso', { oidc: [{ ...provider, name: 'Plant account' }] });
  expect(await answer.text()).not.toContain('oidc-secret-1');
  expect(box.rooms.siteSettings.get('sso').oidc[0]).toMatchObject({
    name: 'Plant account',
    clientSecret: 'oidc-secret-1',
  });
});

test('a secret does not follow to another address: whoever points it elsewhere has to know it', async () => {
  await change('mail', { host: 'mail.plant', password: 'relay-secret-2' });
  expect((await change('mail', { host: 'evil.example' })).status).toBe(400);
  expect(box.rooms.siteSettings.get('mail').host).toBe('mail.plant');
  const [provider] = (await read('sso')).values.oidc as Record<string, unknown>[];
  const moved = { ...provider, issuer: 'https://evil.example' };
  expect((await change('sso', { oidc: [moved] })).status).toBe(400);
  const known = { ...moved, issuer: 'https://new.plant', clientSecret: 'oidc-secret-2' };
  expect((await change('sso', { oidc: [known] })).status).toBe(200);
  expect((await change('mail', { host: 'new.plant', password: null })).status).toBe(200);
  expect((await change('mail', { host: null })).status).toBe(200);
});

test('of two who change at once the second is told, and what is not valid changes nothing', async () => {
  const { revision } = await read('signIn');
  expect((await change('signIn', { lockoutFailures: 6 }, revision)).status).toBe(200);
  expect((await change('signIn', { lockoutFailures: 7 }, revision)).status).toBe(409);
  for (const values of [
    { lockoutFailures: 1 },
    { nothing: 1 },
    { registrationRole: 'king' },
    { registrationRole: 'admin' },
    { __proto__: { a: 1 }, constructor: 1 },
  ]) {
    expect((await change('signIn', values)).status).toBe(400);
  }
  expect(box.rooms.siteSettings.get('signIn').lockoutFailures).toBe(6);
});

test('no limit is set so low that nobody could raise it again', async () => {
  for (const kind of ['perPerson', 'perAddress', 'signIn']) {
    const response = await change('limits', { [kind]: { perHour: 1, burst: 1 } });
    expect(`${kind} ${response.status}`).toBe(`${kind} 400`);
  }
  expect((await change('limits', { perPerson: { perHour: 600, burst: 60 } })).status).toBe(200);
  expect((await change('limits', { perPerson: { perHour: 36_000, burst: 300 } })).status).toBe(200);
});

test('developers are let in for a day at most, and only by their own switch', async () => {
  const put = (hours: number) => ada.send('PUT', '/api/v1/settings/developer-override', { hours });
  expect((await put(25)).status).toBe(400);
  expect((await change('general', { developersUntilMs: 9_999_999_999_999 })).status).toBe(400);
  expect(await (await put(24)).json()).toEqual({ developersUntilMs: box.clock.nowMs + 86_400_000 });
  expect(await (await put(0)).json()).toEqual({ developersUntilMs: null });
});
