import { afterAll, beforeAll, expect, test } from 'bun:test';
import { generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { AUDIENCE, ISSUER } from '../../hub/access/access-tokens.ts';
import { hashToken } from '../../hub/access/secret-token.ts';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { LiveClient } from '../hub/live-client.ts';
import { PeopleBox } from './people-box.ts';

const SESSION = '/api/v1/users/me/session';
let box: PeopleBox;
let sessionId: string;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Ada', 'engineer');
  const ada = await box.signedIn('Ada');
  sessionId = (await ada.ask<{ sessionId: string }>('GET', SESSION)).sessionId;
});
afterAll(() => box?.stop());

const statusOf = async (token: string) =>
  (await fetch(box.origin + SESSION, { headers: { authorization: `Bearer ${token}` } })).status;
const claims = () =>
  new SignJWT({ sid: sessionId })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject('us')
    .setExpirationTime('5m');
const header = (kid: string) => ({ alg: 'EdDSA', typ: 'at+jwt', kid });
const loginForTokens = async () => {
  const response = await fetch(`${box.origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ada', password: 'seven violet tractors', deliver: 'body' }),
  });
  return (await response.json()).tokens as { access_token: string; refresh_token: string };
};
const refresh = (refresh_token: string) =>
  fetch(`${box.origin}/api/v1/auth/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token }),
  });

test('a token is taken only with our signature, algorithm, audience, issuer and type', async () => {
  const { kid, key } = box.rooms.signingKeys.current();
  const foreign = await generateKeyPair('EdDSA');
  const secret = new TextEncoder().encode(box.rooms.signingKeys.published()[0].x);
  expect(await statusOf(await claims().setProtectedHeader(header(kid)).sign(key))).toBe(200);
  const bad = {
    'another key': await claims().setProtectedHeader(header(kid)).sign(foreign.privateKey),
    'an unknown key id': await claims().setProtectedHeader(header('nobody')).sign(key),
    'no key id': await claims().setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' }).sign(key),
    'no algorithm': new UnsecuredJWT({ sid: sessionId })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setExpirationTime('5m')
      .encode(),
    'the public key as an HMAC secret': await claims()
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid })
      .sign(secret),
    'another audience': await claims()
      .setAudience('elsewhere')
      .setProtectedHeader(header(kid))
      .sign(key),
    'another issuer': await claims()
      .setIssuer('elsewhere')
      .setProtectedHeader(header(kid))
      .sign(key),
    'another type': await claims()
      .setProtectedHeader({ ...header(kid), typ: 'challenge+jwt' })
      .sign(key),
    'a past end': await claims().setExpirationTime('-1h').setProtectedHeader(header(kid)).sign(key),
    'no end': await new SignJWT({ sid: sessionId })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject('us')
      .setProtectedHeader(header(kid))
      .sign(key),
    'a session that never was': await new SignJWT({ sid: 'se_01ARZ3NDEKTSV4RRFFQ69G5FAV' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject('us')
      .setExpirationTime('5m')
      .setProtectedHeader(header(kid))
      .sign(key),
    'an embedded key of its own': await claims()
      .setProtectedHeader({ ...header('own'), jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' } })
      .sign(foreign.privateKey),
    rubbish: 'a.b.c',
  };
  for (const [what, token] of Object.entries(bad)) {
    expect(`${what}: ${await statusOf(token)}`).toBe(`${what}: 401`);
  }
});

test('whoever has the published keys can check a token, and nothing private is published', async () => {
  const { keys } = await (await fetch(`${box.origin}/.well-known/jwks.json`)).json();
  expect(keys).toHaveLength(1);
  expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  await importJWK(keys[0], 'EdDSA');
});

test('tokens of the key before are believed until they have run out', async () => {
  const { access_token } = await loginForTokens();
  await box.rooms.signingKeys.rotate(SYSTEM_ACTOR);
  expect(await statusOf(access_token)).toBe(200);
  expect(box.rooms.signingKeys.published()).toHaveLength(2);
  box.clock.nowMs += 3 * 3_600_000;
  expect(box.rooms.signingKeys.published()).toHaveLength(1);
});

test('an access token lives for minutes; the refresh token gives the next one and is used up', async () => {
  const first = await loginForTokens();
  box.clock.nowMs += 11 * 60_000;
  expect(await statusOf(first.access_token)).toBe(401);
  const second = (await (await refresh(first.refresh_token)).json()).tokens;
  expect(await statusOf(second.access_token)).toBe(200);
  expect(second.refresh_token).not.toBe(first.refresh_token);
});

test('a refresh token that comes back later ends the whole session, and is recorded as critical', async () => {
  const first = await loginForTokens();
  const second = (await (await refresh(first.refresh_token)).json()).tokens;
  box.clock.nowMs += 11_000;
  expect((await refresh(first.refresh_token)).status).toBe(401);
  expect((await refresh(second.refresh_token)).status).toBe(401);
  expect(await statusOf(second.access_token)).toBe(401);
  expect((await box.audit()).at(-1)?.event).toBe('token.reused');
});

test('two tabs that refresh at once both stay signed in', async () => {
  const first = await loginForTokens();
  const [one, two] = await Promise.all([
    refresh(first.refresh_token),
    refresh(first.refresh_token),
  ]);
  for (const response of [one, two]) {
    const { tokens } = await response.json();
    expect(await statusOf(tokens.access_token)).toBe(200);
    expect((await refresh(tokens.refresh_token)).status).toBe(200);
  }
});

test('a stolen token opens no second line: within the grace it gives what its owner was given, and then one of the two is found out', async () => {
  const first = await loginForTokens();
  const owner = (await (await refresh(first.refresh_token)).json()).tokens;
  const thief = (await (await refresh(first.refresh_token)).json()).tokens;
  expect(thief.refresh_token).toBe(owner.refresh_token);
  const rows = await box.rooms.store.read(
    'SELECT count(*) AS n FROM refresh_tokens WHERE used_ms IS NULL AND session_id = (SELECT session_id FROM refresh_tokens WHERE token_hash = ?)',
    [hashToken(first.refresh_token)],
  );
  expect(Number(rows[0].n)).toBe(1);
  box.clock.nowMs += 60_000;
  expect((await refresh(owner.refresh_token)).status).toBe(200);
  box.clock.nowMs += 11_000;
  expect((await refresh(thief.refresh_token)).status).toBe(401);
  expect(await statusOf(owner.access_token)).toBe(401);
  expect((await box.audit()).at(-1)?.event).toBe('token.reused');
});

test('within the grace an old token leads to the newest of its line, however far that went', async () => {
  const first = await loginForTokens();
  const second = (await (await refresh(first.refresh_token)).json()).tokens;
  const third = (await (await refresh(second.refresh_token)).json()).tokens;
  const late = (await (await refresh(first.refresh_token)).json()).tokens;
  expect(late.refresh_token).toBe(third.refresh_token);
});

test('signing out ends the session for its tokens, its refresh token and its screens at once, and no other', async () => {
  const ada = await box.signedIn('Ada');
  const other = await box.signedIn('Ada');
  const [leaving, staying] = [ada, other].map((one) => new LiveClient(box.origin, one.cookie));
  await Promise.all([leaving.next('hello'), staying.next('hello')]);
  const cookie = ada.cookie;
  await ada.ask('POST', '/api/v1/auth/logout');
  expect((await leaving.closed).code).toBe(4401);
  expect((await fetch(box.origin + SESSION, { headers: { cookie } })).status).toBe(401);
  staying.say({ type: 'ping', id: 7 });
  expect((await staying.next('pong')).id).toBe(7);
  staying.close();
});

test('the cookies cannot be read by scripts nor sent by other sites, and the refresh token goes to one address only', async () => {
  const response = await fetch(`${box.origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: '  ada@PLANT.example ', password: 'seven violet tractors' }),
  });
  const set = response.headers.getSetCookie();
  expect(set).toHaveLength(2);
  for (const cookie of set) expect(cookie).toMatch(/; HttpOnly; SameSite=Strict/);
  expect(set.join()).not.toMatch(/Domain|Expires/);
  expect(set[1]).toMatch(/^tremolo-refresh=.*; Path=\/api\/v1\/auth\/refresh;/);
  expect((await response.json()).tokens).toBeNull();
});

test('a refresh that fails takes no cookie away: another tab may have been given a new one meanwhile', async () => {
  const response = await fetch(`${box.origin}/api/v1/auth/refresh`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: 'tremolo-refresh=of-a-session-that-ended',
    },
    body: '{}',
  });
  expect(response.status).toBe(401);
  expect(response.headers.getSetCookie()).toEqual([]);
});
