import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SsoSettings } from '#schemas/config/site-settings';
import { ForgingIssuer } from '../rig/forging-issuer.ts';
import { OPENSSL, selfSigned } from '../rig/self-signed.ts';
import { CALLBACK, landed, START } from './oidc-box.ts';
import { PeopleBox } from './people-box.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-oidc-tls-'));
let files: { certFile: string; keyFile: string };
let issuer: ForgingIssuer;
let box: PeopleBox;
let ca: string;

beforeAll(async () => {
  if (OPENSSL === null) return;
  files = await selfSigned(folder);
  ca = await Bun.file(files.certFile).text();
  issuer = await ForgingIssuer.start(files);
  box = await PeopleBox.start({ settings: { http: { port: 0, tls: files } } });
  await box.set('general', { publicUrl: box.origin });
});
afterAll(async () => {
  await box?.stop();
  await issuer?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(box.origin + path, { redirect: 'manual', headers, tls: { ca } });

async function trusting(authority: string | null): Promise<Response> {
  const company = { key: 'company', name: 'Company', issuer: issuer.issuer, clientId: 'tremolo' };
  await box.set('sso', SsoSettings.parse({ oidc: [{ ...company, ca: authority }] }));
  return ask(START);
}

test.skipIf(OPENSSL === null)(
  'a provider whose certificate nobody vouches for is not asked',
  async () => {
    const response = await trusting(null);
    const end = landed(new URL(response.headers.get('location') ?? '', box.origin));
    expect(end.problem).toBe('provider_down');
    expect(issuer.asked.size).toBe(0);
  },
);

test.skipIf(OPENSSL === null)(
  'under TLS, with the authority of the site, the whole way is closed to others',
  async () => {
    const response = await trusting(ca);
    const asked = new URL(response.headers.get('location') ?? '');
    expect(asked.origin).toBe(issuer.issuer);
    const [kept = ''] = response.headers.getSetCookie();
    // The prefix binds it to this very host: no other host of the plant’s domain can plant one.
    expect(kept).toMatch(/^__Host-tremolo-sso-[\w-]{8}=/);
    for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax'])
      expect(kept).toContain(part);
    issuer.nonce = asked.searchParams.get('nonce') ?? '';
    const state = asked.searchParams.get('state') ?? '';
    const callback = `${CALLBACK}?${new URLSearchParams({ state, code: 'any' })}`;
    const back = await ask(callback, { cookie: kept.split(';')[0] ?? '' });
    expect(back.headers.get('location')).toBe('/');
    const names = back.headers.getSetCookie().map((cookie) => cookie.split('=')[0]);
    expect(names).toContain('__Host-tremolo');
    expect(names).toContain('__Secure-tremolo-refresh');
  },
);
