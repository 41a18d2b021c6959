import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { LiveClient } from '../hub/live-client.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';

const CAP = 3;
let people: PeopleBox;
let olga: BrowserSession;
let open: LiveClient[] = [];

beforeAll(async () => {
  people = await PeopleBox.start({ settings: { live: { maxConnectionsPerPerson: CAP } } });
  await people.add('olga', 'operator');
  await people.add('vera', 'viewer');
  olga = await people.signedIn('olga');
});
afterEach(async () => {
  for (const client of open) client.close();
  await Promise.all(open.map(({ closed }) => closed));
  open = [];
});
afterAll(() => people.box.stop());

function connect(cookie: string, headers: Record<string, string> = {}): LiveClient {
  const client = new LiveClient(people.origin, cookie, headers);
  open.push(client);
  return client;
}

/** What the hub answers to the upgrade: 101 is not seen by fetch, all else is. */
async function refusal(headers: Record<string, string>): Promise<number> {
  const response = await fetch(`${people.origin}/api/v1/live`, {
    headers: {
      connection: 'upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    },
  });
  return response.status;
}

test('nobody comes in without a session, with a made-up token, or from another site', async () => {
  expect(await refusal({})).toBe(401);
  expect(await refusal({ cookie: 'tremolo-access=eyJhbGciOiJub25lIn0.e30.' })).toBe(401);
  expect(await refusal({ cookie: olga.cookie, origin: 'https://evil.example' })).toBe(403);
});

test('an access token that has expired opens nothing, although its session lasts', async () => {
  const { cookie } = olga;
  people.clock.nowMs += 11 * 60_000;
  expect(await refusal({ cookie })).toBe(401);
  expect((await olga.send('GET', '/api/v1/points')).status).toBe(200);
  expect((await connect(olga.cookie).next('hello')).version).not.toBe('');
});

test('a person has so many screens and no more, and closing one makes room', async () => {
  const screens = Array.from({ length: CAP }, () => connect(olga.cookie));
  for (const screen of screens) await screen.next('hello');
  expect(await refusal({ cookie: olga.cookie })).toBe(429);
  const vera = await people.signedIn('vera');
  await connect(vera.cookie).next('hello');
  screens[0]?.close();
  await screens[0]?.closed;
  while (people.box.hub.live.screens > CAP) await Bun.sleep(1);
  await connect(olga.cookie).next('hello');
});

test('a message that is none of ours is answered, counted, and harms nobody', async () => {
  const screen = connect(olga.cookie);
  await screen.next('hello');
  const before = people.rooms.losses.all().messagesInvalid;
  const bad = [
    'no json',
    '[]',
    '{"type":"subscribe","channel":"__proto__"}',
    '{"type":"watch","points":[1]}',
    '{"type":"subscribe","channel":"plant","as":"admin"}',
  ];
  for (const text of bad) screen.say(text);
  await screen.until(
    () => screen.messages.filter(({ type }) => type === 'error').length === bad.length,
  );
  expect(people.rooms.losses.all().messagesInvalid - before).toBe(bad.length);
  screen.say({ type: 'ping', id: 7 });
  expect((await screen.next('pong')).id).toBe(7);
});

test('a message that is too long ends the connection', async () => {
  const screen = connect(olga.cookie);
  await screen.next('hello');
  screen.say('x'.repeat(17 * 1024));
  const { code } = await screen.closed;
  expect([1006, 1009]).toContain(code);
});

test('a channel is refused to whoever lacks its permission, and the connection goes on', async () => {
  const vera = connect((await people.signedIn('vera')).cookie);
  await vera.next('hello');
  for (const channel of ['system', 'audit']) vera.say({ type: 'subscribe', channel });
  await vera.until(() => vera.messages.filter(({ type }) => type === 'error').length === 2);
  vera.say({ type: 'subscribe', channel: 'plant' });
  expect((await vera.next('plant')).points).toEqual([]);
  expect(vera.messages.some(({ type }) => type === 'system' || type === 'audit')).toBe(false);
});
