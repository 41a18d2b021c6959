import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { SettingsAnswer } from '#schemas/http/settings';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';
import { makeSamlKey } from './saml-certificate.ts';

const SECTION = '/api/v1/settings/sso';
const { certificate } = makeSamlKey('idp.plant.example');

let box: PeopleBox;
let ada: BrowserSession;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('signIn', { secondFactorRoles: [] });
  await box.set('general', { publicUrl: box.origin });
  await box.add('Ada', 'admin');
  ada = await box.signedIn('Ada');
});
afterAll(() => box?.stop());

/** Saves whole settings of SAML but for `changes`; the hub's sentence when it refuses them. */
async function objectionTo(changes: object): Promise<string | null> {
  const { revision } = await ada.ask<SettingsAnswer>('GET', SECTION);
  const saml = {
    enabled: true,
    entryPoint: 'https://idp.plant.example/sso',
    idpIssuer: 'https://idp.plant.example',
    idpCertificates: [certificate],
    ...changes,
  };
  const response = await ada.send('PATCH', SECTION, { revision, values: { saml } });
  return response.ok ? null : ((await response.json()) as { detail: string }).detail;
}

test('whole settings are kept; half ones, too, as long as they are switched off', async () => {
  expect(await objectionTo({})).toBeNull();
  const half = { enabled: false, entryPoint: null, idpIssuer: null, idpCertificates: [] };
  expect(await objectionTo(half)).toBeNull();
});

test('each part that is missing or cannot hold is named', async () => {
  expect(await objectionTo({ entryPoint: null })).toMatch(/address/);
  expect(await objectionTo({ entryPoint: 'http://idp.plant.example/sso' })).toMatch(/https/);
  expect(await objectionTo({ entryPoint: 'javascript:alert(1)' })).toMatch(/https/);
  expect(await objectionTo({ idpIssuer: null })).toMatch(/entity ID/);
  expect(await objectionTo({ idpCertificates: [] })).toMatch(/certificate/);
  expect(await objectionTo({ idpCertificates: [certificate, 'none'] })).toMatch(/certificate 2/);
});

test('a certificate with a short key is refused', async () => {
  const short = makeSamlKey('idp.plant.example', { bits: 1_024 }).certificate;
  expect(await objectionTo({ idpCertificates: [short] })).toMatch(/2048 bits/);
});
