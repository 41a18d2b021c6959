import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditRow } from '#schemas/audit/audit-row';
import type { AuditDetail } from '#schemas/http/audit';
import { LiveClient } from '../hub/live-client.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { PeopleBox } from './people-box.ts';
import { tamper as tamperWith, verify as verifyWith } from './trail-tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-audit-'));
let box: PeopleBox;
let ada: BrowserSession;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('signIn', { secondFactorRoles: [] });
  await box.add('Ada', 'admin');
  await box.add('Vera', 'viewer');
  ada = await box.signedIn('Ada');
});
afterAll(async () => {
  await box?.stop();
  rmSync(folder, { recursive: true });
});

const tamper = (sql: string, args: (string | number)[] = []) =>
  tamperWith(box.rooms.store.path, { sql, args });
const verify = (...args: string[]) => verifyWith(args);
const verifyData = () => verify('--data-dir', box.box.dataDir);
const some = async (n: number) => {
  for (let i = 0; i < n; i++)
    await ada.send('POST', '/api/v1/keys', { name: `k${i}`, scopes: ['plant:read'] });
};
const page = (query = '') =>
  ada.ask<{ items: AuditRow[]; nextCursor: string | null }>('GET', `/api/v1/audit${query}`);

test('what is done through the door is in the trail, with who, from where and what changed', async () => {
  await ada.ask('POST', '/api/v1/keys', { name: 'Report', scopes: ['plant:read'] });
  const [row] = (await page('?event=key.created')).items;
  expect(row).toMatchObject({
    event: 'key.created',
    actorName: 'Ada',
    actorRole: 'admin',
    outcome: 'done',
  });
  const detail = await ada.ask<AuditDetail>('GET', `/api/v1/audit/${row.seq}`);
  expect(detail).toMatchObject({ details: { name: 'Report' }, isIntact: true });
  expect(detail.sessionId).toStartWith('se_');
  expect(detail.correlationId).toMatch(/^[0-9a-f-]{36}$/);
});

test('secrets are masked, at any depth', async () => {
  await box.set('mail', { host: 'mail.plant', password: 'hunter2hunter2' });
  const rows = await box.rooms.store.read('SELECT details FROM audit');
  expect(JSON.stringify(rows)).not.toContain('hunter2');
  expect(JSON.stringify(rows)).toContain('•••');
  await box.set('mail', { host: null });
});

test('filters, words and pages find what is asked for, and nothing in them is run', async () => {
  const vera = await box.signedIn('Vera');
  await vera.send('GET', '/api/v1/audit');
  // A refusal is answered before it is recorded.
  const refused = async () => (await page('?event=access.refused')).items[0];
  const row = await eventually(refused, 5_000, 'the refusal in the trail');
  expect(row.actorName).toBe('Vera');
  expect((await page('?event=access.')).items).toHaveLength(1);
  expect((await page('?q=vera+refused')).items[0].event).toBe('access.refused');
  // As the screen of another language asks, which knows events by their titles.
  const titled = await page('?q=verweigert+vera&also=access.refused,nosuch.event&alsoQ=vera');
  expect(titled.items.map(({ event }) => event)).toEqual(['access.refused']);
  expect((await page('?q=verweigert+ida&also=access.refused&alsoQ=ida')).items).toEqual([]);
  expect((await page('?q=verweigert&also=refused,access')).items).toEqual([]);
  expect((await ada.send('GET', '/api/v1/audit?q=a&also=%22%20OR%20%22')).status).toBe(400);
  expect(
    (await page(`?q=a&also=access.refused&alsoQ=${encodeURIComponent('" OR "a')}`)).items,
  ).toEqual((await page('?q=a')).items);
  expect((await page('?outcome=refused&severity=warning')).items.length).toBeGreaterThan(0);
  for (const q of [
    "' OR 1=1 --",
    '" OR "a',
    'NEAR(a b)',
    '*',
    'body:vera',
    "a'); DROP TABLE audit;",
  ]) {
    const response = await ada.send('GET', `/api/v1/audit?q=${encodeURIComponent(q)}`);
    expect(`${q} ${response.status}`).toBe(`${q} 200`);
  }
  for (const name of ['event', 'actorId', 'resourceId', 'address', 'sessionId']) {
    const { items } = await page(`?${name}=${encodeURIComponent("x' OR '1'='1")}`);
    expect(items).toEqual([]);
  }
  expect((await ada.send('GET', '/api/v1/audit?cursor=1%20OR%201')).status).toBe(400);
  const seen: number[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { items, nextCursor }: { items: AuditRow[]; nextCursor: string | null } = await page(
      `?limit=3${cursor && `&cursor=${cursor}`}`,
    );
    seen.push(...items.map(({ seq }) => seq));
    cursor = nextCursor;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual([...seen].sort((a, b) => b - a));
});

test('who looked at what is recorded where the site wants that, and not otherwise', async () => {
  const looks = async () => (await box.audit()).filter(({ event }) => event === 'data.read').length;
  await ada.send('GET', '/api/v1/roles');
  expect(await looks()).toBe(0);
  await box.set('audit', { logReads: true });
  await ada.send('GET', '/api/v1/roles/viewer');
  const seen = async () => (await looks()) > 0;
  await eventually(seen, 5_000, 'the look in the trail');
  await box.set('audit', { logReads: false });
  const [row] = (await page('?event=data.read')).items;
  const { details } = await ada.ask<AuditDetail>('GET', `/api/v1/audit/${row.seq}`);
  expect(details).toEqual({ path: '/api/v1/roles/viewer', permission: 'role:read' });
  expect(row.actorName).toBe('Ada');
});

test('whoever may not read the trail gets nothing of it, by HTTP or live', async () => {
  const vera = await box.signedIn('Vera');
  for (const path of [
    '',
    '/1',
    '/export?format=csv',
    '/activity',
    '/keys',
    '/verify',
    '/reports/deletions?from=0&to=1&format=csv',
  ]) {
    expect(`${path} ${(await vera.send('GET', `/api/v1/audit${path}`)).status}`).toBe(
      `${path} 403`,
    );
  }
  const screen = new LiveClient(box.origin, vera.cookie);
  await screen.next('hello');
  screen.say({ type: 'subscribe', channel: 'audit' });
  expect((await screen.next('error')).code).toBe('forbidden');
  screen.close();
});

test('new entries come live to whoever may see them', async () => {
  const screen = new LiveClient(box.origin, ada.cookie);
  await screen.next('hello');
  screen.say({ type: 'subscribe', channel: 'audit' });
  await some(1);
  const { entries } = await screen.next('audit', (m) =>
    m.entries.some(({ event }) => event === 'key.created'),
  );
  expect(entries.length).toBeGreaterThan(0);
  screen.close();
});

test('the database itself lets nobody change or delete an entry', async () => {
  const { store, checkpoints } = box.rooms;
  await checkpoints.sign('now');
  const codeOf = (sql: string) =>
    store.write([{ sql }]).then(
      () => 'done',
      (error) => error.code,
    );
  expect(await codeOf("UPDATE audit SET event = 'x'")).toBe('storage_failed');
  expect(await codeOf('DELETE FROM audit WHERE seq = 1')).toBe('storage_failed');
  expect(await codeOf('DELETE FROM audit_checkpoints')).toBe('storage_failed');
  expect(await codeOf('UPDATE audit_checkpoints SET seq = 9')).toBe('storage_failed');
});

test('an untouched trail verifies, also from an exported file with nothing but the public key', async () => {
  await some(3);
  const { code, said } = await verifyData();
  expect(said).toContain('As recorded');
  expect(code).toBe(0);
  const file = join(folder, 'export.jsonl');
  const key = join(folder, 'key.pem');
  const exported = await (await ada.send('GET', '/api/v1/audit/export?format=jsonl')).text();
  const { keys } = await ada.ask<{ keys: { pem: string }[] }>('GET', '/api/v1/audit/keys');
  writeFileSync(file, exported);
  writeFileSync(key, keys[0].pem);
  expect((await verify('--file', file, '--public-key', key)).code).toBe(0);
  const lines = exported.split('\n');
  const cases: Record<string, string[]> = {
    'a changed entry': lines.map((line, i) =>
      i === 3
        ? line
            .replace('"outcome":"done"', '"outcome":"failed"')
            .replace('"severity":"info"', '"severity":"warning"')
        : line,
    ),
    'a missing entry': lines.toSpliced(3, 1),
    'two entries that changed places': lines.toSpliced(3, 2, lines[4], lines[3]),
    'entries missing at the end': [...lines.slice(0, -3), ''],
    'a forged signature': lines.map((line, i) =>
      i === 0 ? line.replace(/"signature":"./, '"signature":"_') : line,
    ),
  };
  for (const [what, changed] of Object.entries(cases)) {
    writeFileSync(file, changed.filter((line, i) => line !== '' || i < 0).join('\n'));
    const verdict = await verify('--file', file, '--public-key', key);
    expect(`${what}: ${verdict.code}`).toBe(`${what}: 1`);
    expect(verdict.said).toMatch(/NOT AS RECORDED at entry \d+/);
  }
});

test('entries are erased of what is personal without breaking the chain', async () => {
  const vera = box.rooms.directory.find('Vera');
  const { eraseStatements } = await import('../../hub/audit/erase-statements.ts');
  expect((await page('?q=Vera')).items.length).toBeGreaterThan(0);
  await box.rooms.store.write(eraseStatements(vera!.userId));
  expect((await page('?q=Vera')).items).toEqual([]);
  const [row] = (await page(`?event=access.refused&actorId=${vera!.userId}`)).items;
  expect(row).toMatchObject({ actorName: null, address: null });
  expect((await page('?q=refused')).items.map(({ seq }) => seq)).toContain(row.seq);
  expect((await verifyData()).code).toBe(0);
});

test('each way of altering the trail is found, by the number of the first entry that is wrong', async () => {
  await some(6);
  await box.rooms.checkpoints.sign('now');
  const [{ n }] = await box.rooms.store.read('SELECT max(seq) AS n FROM audit');
  const last = Number(n);
  const back: Record<string, [string, string]> = {
    event: [
      `UPDATE audit SET event = 'x' WHERE seq = 4`,
      `UPDATE audit SET event = ? WHERE seq = 4`,
    ],
    details: [
      `UPDATE audit SET details = '{}' || ' ' WHERE seq = 4`,
      `UPDATE audit SET details = ? WHERE seq = 4`,
    ],
    actor_id: [
      `UPDATE audit SET actor_id = 'us_x' WHERE seq = 4`,
      `UPDATE audit SET actor_id = ? WHERE seq = 4`,
    ],
    at_ms: [
      `UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 4`,
      `UPDATE audit SET at_ms = ? WHERE seq = 4`,
    ],
    hash: [`UPDATE audit SET hash = 'x' WHERE seq = 4`, `UPDATE audit SET hash = ? WHERE seq = 4`],
  };
  const [before] = await box.rooms.store.read('SELECT * FROM audit WHERE seq = 4');
  for (const [column, [change, undo]] of Object.entries(back)) {
    await tamper(change);
    const { code, said } = await verifyData();
    expect(`${column} ${code} ${/entry \d+/.exec(said)?.[0]}`).toBe(`${column} 1 entry 4`);
    await tamper(undo, [before[column] as string]);
  }
  expect((await verifyData()).code).toBe(0);
  await tamper('DELETE FROM audit WHERE seq = ?', [last]);
  expect((await verifyData()).said).toContain(`NOT AS RECORDED at entry ${last}`);
});
