import { afterAll, beforeAll, expect, spyOn, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserSession } from '../rig/browser-session.ts';
import { crlf, rawRequest } from '../rig/raw-request.ts';
import { PeopleBox } from './people-box.ts';

const parent = mkdtempSync(join(tmpdir(), 'tremolo-lines-'));
const uiFolder = join(parent, 'ui');
const SECRET = 'nobody-may-read-this';
let box: PeopleBox;
let ada: BrowserSession;

beforeAll(async () => {
  mkdirSync(join(uiFolder, 'assets'), { recursive: true });
  writeFileSync(join(uiFolder, 'index.html'), 'the page');
  writeFileSync(join(parent, 'outside.js'), SECRET);
  writeFileSync(join(parent, 'ui-other.js'), SECRET);
  box = await PeopleBox.start({ uiFolder });
  await box.add('Ada', 'admin');
  await box.set('signIn', { secondFactorRoles: [] });
  ada = await box.signedIn('Ada');
});
afterAll(async () => {
  await box?.stop();
  rmSync(parent, { recursive: true });
});

/** What a smuggler hopes that somebody else’s connection will carry. */
const HIDDEN = crlf('GET /api/v1/health/live HTTP/1.1', 'Host: x', '', '');
const login = (headers: string[], body: string) =>
  crlf(
    'POST /api/v1/auth/login HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    ...headers,
    '',
    body,
  );
const read = (...headers: string[]) =>
  crlf('GET /api/v1/health/live HTTP/1.1', 'Host: x', ...headers, '', '');

/** What two servers in a row could understand in two ways: refused as a whole, and nothing after it is read. */
const AMBIGUOUS: Record<string, string> = {
  'a length and chunks': login(
    ['Content-Length: 2', 'Transfer-Encoding: chunked'],
    `0\r\n\r\n${HIDDEN}`,
  ),
  'chunks and a length': login(
    ['Transfer-Encoding: chunked', 'Content-Length: 2'],
    `0\r\n\r\n${HIDDEN}`,
  ),
  'two lengths': login(['Content-Length: 2', 'Content-Length: 40'], `{}${HIDDEN}`),
  'a list of lengths': login(['Content-Length: 2, 2'], `{}${HIDDEN}`),
  'a signed length': login(['Content-Length: +2'], `{}${HIDDEN}`),
  'a negative length': login(['Content-Length: -1'], `{}${HIDDEN}`),
  'a length in hex': login(['Content-Length: 0x2'], `{}${HIDDEN}`),
  'a length beyond counting': login(['Content-Length: 99999999999999999999'], `{}${HIDDEN}`),
  'a length with a space before its colon': login(['Content-Length : 2'], `{}${HIDDEN}`),
  'an unknown coding': login(['Transfer-Encoding: xchunked'], `0\r\n\r\n${HIDDEN}`),
  'a coding that is none': login(['Transfer-Encoding: identity'], `{}${HIDDEN}`),
  'chunks that are not the last coding': login(
    ['Transfer-Encoding: chunked, identity'],
    `0\r\n\r\n${HIDDEN}`,
  ),
  'packed chunks': login(['Transfer-Encoding: gzip, chunked'], `0\r\n\r\n${HIDDEN}`),
  'chunks said twice': login(
    ['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'],
    `0\r\n\r\n${HIDDEN}`,
  ),
  'a coding behind a vertical tab': login(['Transfer-Encoding: \x0bchunked'], `0\r\n\r\n${HIDDEN}`),
  'a coding with a space before its colon': login(
    ['Transfer-Encoding : chunked'],
    `0\r\n\r\n${HIDDEN}`,
  ),
  'a chunk of no size': login(['Transfer-Encoding: chunked'], `zz\r\n{}\r\n0\r\n\r\n${HIDDEN}`),
  'a chunk beyond counting': login(
    ['Transfer-Encoding: chunked'],
    `fffffffffffffffff\r\n{}\r\n0\r\n\r\n${HIDDEN}`,
  ),
  'a negative chunk': login(['Transfer-Encoding: chunked'], `-2\r\n{}\r\n0\r\n\r\n${HIDDEN}`),
  'a chunk without its end': login(['Transfer-Encoding: chunked'], `2\r\n{}XX0\r\n\r\n${HIDDEN}`),
  'chunks in bare lines': login(['Transfer-Encoding: chunked'], `2\n{}\n0\n\n${HIDDEN}`),
  'a folded header': read('X-A: 1', ' folded: y') + HIDDEN,
  'bare lines': `GET /api/v1/health/live HTTP/1.1\nHost: x\n\n${HIDDEN}`,
  'a bare return': read('X-A: 1\rX-B: 2') + HIDDEN,
  'a zero byte': read('X-A: a\0b') + HIDDEN,
  'a header without a name': read(': x') + HIDDEN,
  'no host': crlf('GET /api/v1/health/live HTTP/1.1', '', '') + HIDDEN,
  'a space in the address': crlf('GET /api /v1 HTTP/1.1', 'Host: x', '', '') + HIDDEN,
  'a version that there is not': crlf('GET / HTTP/2.0', 'Host: x', '', '') + HIDDEN,
  'no version': `GET /api/v1/health/live\r\n${HIDDEN}`,
  'a control character in the method': crlf('GE\x01T / HTTP/1.1', 'Host: x', '', '') + HIDDEN,
  'a header of 20 kB': read(`X-A: ${'x'.repeat(20_000)}`) + HIDDEN,
  'three hundred headers': read(...Array.from({ length: 300 }, (_, i) => `X-${i}: 1`)) + HIDDEN,
  'an address of 20 kB': crlf(`GET /${'x'.repeat(20_000)} HTTP/1.1`, 'Host: x', '', '') + HIDDEN,
  'TLS where there is none': `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${HIDDEN}`,
};

for (const [what, bytes] of Object.entries(AMBIGUOUS)) {
  test(`${what}: one refusal, the connection closed, nothing hidden behind it is heard`, async () => {
    const { text, status, closed } = await rawRequest(box.origin, bytes, 2_000);
    expect([400, 413, 431, 505]).toContain(status ?? 0);
    expect(text.split('HTTP/1.1 ').length - 1).toBe(1);
    expect(text).not.toContain('"live"');
    expect(text).not.toMatch(/node_modules|\/hub\/|at \w+ \(/);
    expect(closed).toBe(true);
    expect((await rawRequest(box.origin, HIDDEN, 200)).status).toBe(200);
  });
}

test('two hosts, or what is no host, are refused', async () => {
  for (const hosts of [
    ['Host: x', 'Host: y'],
    ['Host: x/evil'],
    ['Host: a b'],
    ['Host: me@evil.example'],
    ['Host: '],
  ]) {
    for (const method of ['GET', 'HEAD']) {
      const bytes = crlf(`${method} /api/v1/health/live HTTP/1.1`, ...hosts, '', '');
      expect((await rawRequest(box.origin, bytes, 150)).status).toBe(400);
    }
  }
});

test('a body in chunks is the same body, with the same limits', async () => {
  const chunked = (body: string) =>
    login(['Transfer-Encoding: chunked'], `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
  const said = async (body: string) => rawRequest(box.origin, chunked(body), 400);
  expect((await said('{"name":"Nobody","password":"wrong"}')).status).toBe(401);
  expect((await said(JSON.stringify({ name: 'x'.repeat(70_000), password: 'x' }))).status).toBe(
    413,
  );
  const deep = await said('['.repeat(30_000));
  expect(deep.status).toBe(400);
  expect(deep.text).toContain('nested deeper');
});

test('who sends half a request and leaves does no harm, and fills no log', async () => {
  const said: string[] = [];
  const write = spyOn(process.stderr, 'write').mockImplementation(
    (line: unknown) => said.push(String(line)) > 0,
  );
  for (let i = 0; i < 20; i++) {
    await rawRequest(box.origin, login(['Content-Length: 500'], '{"name":'), 5);
  }
  const after = await rawRequest(box.origin, HIDDEN, 200);
  write.mockRestore();
  expect(after.status).toBe(200);
  expect(said.filter((line) => line.includes('"part":"http"'))).toEqual([]);
});

/** As the bytes of a request line: `fetch` would tidy them up before they are sent. */
const CLIMBS = [
  '../',
  '%2e%2e/',
  '%2e%2e%2f',
  '..%2f',
  '..%5c',
  '..\\',
  '%252e%252e%252f',
  '%c0%ae%c0%ae%c0%af',
  '.%00./',
  '....//',
  '..;/',
];
const AIMS = [
  'outside.js',
  'ui-other.js',
  'package.json',
  'etc/passwd',
  'tremolo.db',
  'master.key',
];

test('no request line leads out of the folder of the screens', async () => {
  for (const climb of CLIMBS) {
    for (const aim of AIMS) {
      for (const start of ['/', '/assets/', '/clients/python/', '/.well-known/']) {
        const target = start + climb.repeat(start === '/' ? 1 : 2) + aim;
        const bytes = crlf(`GET ${target} HTTP/1.1`, 'Host: x', 'Connection: close', '', '');
        const { text, status } = await rawRequest(box.origin, bytes, 500);
        expect(`${target} ${text.includes(SECRET)}`).toBe(`${target} false`);
        // A path that names no file is a screen, and gets the page.
        const isPage = status === 200 && text.endsWith('the page');
        expect(`${target} ${isPage || status === 404 || status === 400}`).toBe(`${target} true`);
      }
    }
  }
});

test('nothing in a path or a parameter names a file of the hub', async () => {
  for (const climb of CLIMBS) {
    for (const path of [
      `/api/v1/audit/segments/${climb}${climb}tremolo.db`,
      `/api/v1/audit/reports/${climb}${climb}etc/passwd`,
      `/api/v1/settings/${climb}${climb}tremolo.toml`,
      `/api/v1/points/${climb}${climb}users`,
      `/api/v1/audit/export?format=${climb}${climb}etc/passwd`,
    ]) {
      const headers = [`Cookie: ${ada.cookie}`, 'Connection: close'];
      const bytes = crlf(`GET ${path} HTTP/1.1`, 'Host: x', ...headers, '', '');
      const { text, status } = await rawRequest(box.origin, bytes, 1_000);
      expect(`${path} ${[200, 400, 404].includes(status ?? 0)}`).toBe(`${path} true`);
      expect(text).not.toMatch(/root:|SQLite format|\[http\]/);
      // The one address that a climb may end at is another route of ours, guarded like any.
      if (status === 200) expect(text).toContain('"items":');
    }
  }
});
