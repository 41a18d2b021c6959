import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { StateRow } from '#schemas/http/preferences';
import type { SessionInfo } from '#schemas/http/session';
import { KEPT_STATES_MAX } from '#schemas/preferences/kept-state';
import { Preferences } from '#schemas/preferences/preferences';
import type { BrowserSession } from '../rig/browser-session.ts';
import { type Joined, joinPerson, liftSignInLimit, refusal } from './joined-person.ts';
import { LiveClient } from './live-client.ts';
import { type HubBox, setUp, startHub } from './plant-box.ts';

const MINE = '/api/v1/users/me/preferences';
const STATE = '/api/v1/users/me/state';
const UNITS = { acceleration: 'm_s2', velocity: 'in_s', displacement: 'mil', temperature: 'f' };

let box: HubBox;
let admin: BrowserSession;
let other: Joined;

beforeAll(async () => {
  box = await startHub(() => 'mqtt://127.0.0.1:9');
  await liftSignInLimit(box);
  admin = await setUp(box.hub);
  other = await joinPerson(admin, 'Other', 'viewer');
});
afterAll(() => box?.stop());

describe('preferences', () => {
  test('of somebody who chose nothing are the usual ones', async () => {
    expect(await other.browser.ask<Preferences>('GET', MINE)).toEqual(Preferences.parse({}));
  });

  test('change one by one, are said with the session, and are each person’s own', async () => {
    await admin.ask('PATCH', MINE, { units: UNITS });
    await admin.ask('PATCH', MINE, { contrast: 'more' });
    const { preferences } = await admin.ask<SessionInfo>('GET', '/api/v1/users/me/session');
    expect(preferences).toMatchObject({ units: UNITS, contrast: 'more', theme: 'system' });
    expect(await other.browser.ask<Preferences>('GET', MINE)).toEqual(Preferences.parse({}));
  });

  test('reach the person’s other screens at once, and nobody else’s', async () => {
    const [mine, theirs] = [admin, other.browser].map(
      ({ cookie }) => new LiveClient(box.hub.origin, cookie),
    );
    await Promise.all([mine.next('hello'), theirs.next('hello')]);
    await admin.ask('PATCH', MINE, { fontSize: 'larger' });
    const { preferences } = await mine.next('preferences');
    expect(preferences.fontSize).toBe('larger');
    theirs.say({ type: 'ping', id: 7 });
    await theirs.next('pong');
    expect(theirs.messages.map(({ type }) => type)).not.toContain('preferences');
    mine.socket.close();
    theirs.socket.close();
  });

  test('are reset all at once; presets of lists stay', async () => {
    const preset = { list: 'jobs', name: 'Mine', filters: '', search: 'x', sort: '' };
    await admin.ask('PATCH', MINE, { presets: [preset], theme: 'dark' });
    const reset = await admin.ask<Preferences>('DELETE', MINE);
    expect(reset).toEqual({ ...Preferences.parse({}), presets: [preset] });
  });

  test('nobody is asked twice about the tour, whatever else is kept or reset', async () => {
    const { browser } = other;
    expect((await browser.ask<Preferences>('GET', MINE)).tour).toBe('new');
    await browser.ask('PATCH', MINE, { tour: 'answered' });
    for (const again of [
      () => browser.ask<Preferences>('PUT', MINE, { theme: 'dark' }),
      () => browser.ask<Preferences>('PATCH', MINE, { tour: 'new' }),
      () => browser.ask<Preferences>('DELETE', MINE),
    ]) {
      expect((await again()).tour).toBe('answered');
    }
  });

  test('that there are not, or that no screen can show, are refused', async () => {
    const refused = [
      { colour: 'pink' },
      { units: { velocity: 'mm_s', role: 'admin' } },
      { sound: { from: 'low', volume: 1e9 } },
      { fontSize: 'gigantic' },
    ];
    for (const body of refused) {
      expect(await refusal(await admin.send('PATCH', MINE, body))).toBe('400 request_invalid');
    }
  });

  test('are nobody’s without a session', async () => {
    expect((await fetch(box.hub.origin + MINE)).status).toBe(401);
    expect((await fetch(`${box.hub.origin}${STATE}/widget.a`)).status).toBe(401);
  });
});

describe('values kept with an account', () => {
  test('are kept, changed, listed and dropped by their person alone', async () => {
    const path = `${STATE}/widget.trend-1`;
    await admin.ask('PUT', path, { value: { range: 'week', points: [1, 2] } });
    await admin.ask('PUT', path, { value: { range: 'day' } });
    expect((await admin.ask<StateRow>('GET', path)).value).toEqual({ range: 'day' });
    const { items } = await admin.ask<{ items: StateRow[] }>('GET', STATE);
    expect(items.map(({ key }) => key)).toEqual(['widget.trend-1']);
    expect(await refusal(await other.browser.send('GET', path))).toBe('404 not_found');
    await admin.ask('DELETE', path);
    expect(await refusal(await admin.send('DELETE', path))).toBe('404 not_found');
  });

  test('are short, under plain keys', async () => {
    const long = { value: 'x'.repeat(9_000) };
    expect((await admin.send('PUT', `${STATE}/widget.a`, long)).status).toBe(400);
    for (const key of ['Widget.a', 'widget', '..%2f..', "w.'--", 'w.a.b.c.d.e']) {
      const { status } = await admin.send('PUT', `${STATE}/${key}`, { value: 1 });
      expect([400, 404]).toContain(status);
    }
  });

  test('have an end, also of many requests at once', async () => {
    const keys = Array.from({ length: KEPT_STATES_MAX + 5 }, (_, i) => `widget.n-${i}`);
    const answers = await Promise.all(
      keys.map((key) => other.browser.send('PUT', `${STATE}/${key}`, { value: 1 })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(KEPT_STATES_MAX);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
    // One that is there already can still be changed.
    const kept = keys[answers.findIndex(({ ok }) => ok)];
    await other.browser.ask('PUT', `${STATE}/${kept}`, { value: 2 });
  });
});
