import { expect, test } from 'bun:test';
import { SsoSettings } from '#schemas/config/site-settings';
import { objectionToSso } from './sso-objection.ts';

const PROVIDER = {
  key: 'company',
  name: 'Company',
  issuer: 'https://id.plant.example',
  clientId: 'tremolo',
  clientSecret: 'secret',
};
const SITE = {
  publicUrl: 'https://tremolo.plant.example',
  isRole: (key: string) => key === 'viewer',
};

const said = (change: object, site = SITE as Parameters<typeof objectionToSso>[1]) =>
  objectionToSso(SsoSettings.parse({ oidc: [{ ...PROVIDER, ...change }] }), site)?.sentence ?? null;

test('settings that can work are taken', () => {
  expect(said({})).toBeNull();
  expect(said({ clientSecret: null })).toBeNull();
  expect(said({ issuer: 'http://127.0.0.1:8080' })).toBeNull();
  expect(said({ preset: 'github', issuer: 'https://github.com', scopes: [] })).toBeNull();
  expect(said({ preset: 'google', issuer: 'https://accounts.google.com' })).toBeNull();
});

test('without the site’s address there is no way back from a provider', () => {
  const site = { ...SITE, publicUrl: null };
  expect(said({}, site)).toContain('Site');
  expect(said({ enabled: false }, site)).toBeNull();
  const saml = SsoSettings.parse({ saml: { enabled: true } });
  expect(objectionToSso(saml, site)?.sentence).toContain('Site');
});

test('a provider where anybody listens in, or everybody comes in, is refused', () => {
  expect(said({ issuer: 'http://id.plant.example' })).toContain('https');
  expect(said({ issuer: 'http://localhost.evil.example' })).toContain('https');
  expect(said({ preset: 'google' })).toContain('accounts.google.com');
  for (const all of ['common', 'organizations', 'consumers']) {
    const issuer = `https://login.microsoftonline.com/${all}/v2.0`;
    expect(said({ preset: 'microsoft', issuer })).toContain('tenant');
  }
});

test('what could not work is refused with the reason', () => {
  expect(said({ scopes: ['email'] })).toContain('openid');
  expect(said({ preset: 'github', clientSecret: null })).toContain('client secret');
  expect(said({ defaultRole: 'king' })).toContain('king');
  expect(said({ roleOfGroup: [{ group: 'g', role: 'queen' }] })).toContain('queen');
  const twice = SsoSettings.parse({ oidc: [PROVIDER, PROVIDER] });
  expect(objectionToSso(twice, SITE)?.sentence).toContain('company');
});
