import { afterAll, beforeAll, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import type { AuditActivity } from '#schemas/http/audit';
import type { AuditForwarding, AuditKeeping } from '#schemas/http/audit-keeping';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';

const DAY_MS = 86_400_000;
let box: PeopleBox;
let ada: BrowserSession;
let server: Server;
let port = 0;
let received = '';
let isTalking = false;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('signIn', { secondFactorRoles: [] });
  await box.add('Ada', 'admin');
  await box.add('Vera', 'viewer');
  ada = await box.signedIn('Ada');
  server = createServer((socket) => {
    socket.on('data', (bytes) => {
      received += bytes.toString('utf8');
      if (isTalking) socket.write('what?');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as { port: number }).port;
});
afterAll(async () => {
  await box?.stop();
  server.close();
});

test('a sealed part of the trail is listed with its hash, comes as it was written, and that it was taken out is recorded', async () => {
  const { checkpoints, segments } = box.rooms;
  await checkpoints.sign('now');
  const { retentionDays } = await ada.ask<AuditKeeping>('GET', '/api/v1/audit/segments');
  box.clock.nowMs += (retentionDays + 1) * DAY_MS;
  ada = await box.signedIn('Ada');
  expect(await segments.turn()).toBeGreaterThan(0);
  const kept = await ada.ask<AuditKeeping>('GET', '/api/v1/audit/segments');
  const [segment] = kept.segments;
  expect(segment.first).toBe(1);
  expect(segment.prunedMs).not.toBeNull();
  expect(kept.firstSeq).toBe(segment.last + 1);
  const file = await ada.send('GET', `/api/v1/audit/segments/${segment.last}`);
  expect(file.headers.get('content-disposition')).toContain(segment.file);
  const bytes = new Uint8Array(await file.arrayBuffer());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(segment.sha256);
  expect((await box.audit()).at(-1)).toMatchObject({ event: 'audit.exported' });
  expect((await ada.send('GET', '/api/v1/audit/segments/999999')).status).toBe(404);
});

test('figures by severity are told by the hour of few days, by the day of many, and none is lost', async () => {
  // Entries bear the real time, whatever the hub’s clock says.
  box.clock.nowMs = Date.now();
  ada = await box.signedIn('Ada');
  const few = await ada.ask<AuditActivity>('GET', '/api/v1/audit/activity?days=2');
  expect([few.bucketMs, few.buckets.length]).toEqual([3_600_000, 48]);
  const many = await ada.ask<AuditActivity>('GET', '/api/v1/audit/activity?days=30');
  expect([many.bucketMs, many.buckets.length]).toEqual([DAY_MS, 30]);
  for (const { buckets, days } of [few, many]) {
    const bySeverity = buckets.reduce((sum, one) => sum + one.info + one.warning + one.critical, 0);
    expect(bySeverity).toBeGreaterThan(0);
    expect(bySeverity).toBe(days.reduce((sum, { entries }) => sum + entries, 0));
  }
});

test('the log server is tried with a message of its own, and what keeps it away is said', async () => {
  const nobody = await ada.ask('POST', '/api/v1/audit/forwarding/test');
  expect(nobody).toMatchObject({ sent: false, says: 'No log server is set.' });
  await box.set('audit', { syslogHost: '127.0.0.1', syslogPort: port, syslogTls: false });
  const heard = await ada.ask('POST', '/api/v1/audit/forwarding/test');
  expect(heard).toMatchObject({ sent: true, says: `tcp://127.0.0.1:${port} took a test message.` });
  while (!received.includes('This is a test of Tremolo.')) await Bun.sleep(10);
  const state = await ada.ask<AuditForwarding>('GET', '/api/v1/audit/forwarding');
  expect(state.target).toBe(`tcp://127.0.0.1:${port}`);
  isTalking = true;
  const answered = await ada.ask<{ says: string }>('POST', '/api/v1/audit/forwarding/test');
  expect(answered.says).toBe(
    `tcp://127.0.0.1:${port} answered what no log server does. Perhaps it wants the line encrypted, or not.`,
  );
  await box.set('audit', { syslogHost: '127.0.0.1', syslogPort: 9, syslogTls: false });
  const refused = await ada.ask<{ says: string }>('POST', '/api/v1/audit/forwarding/test');
  expect(refused).toEqual({
    sent: false,
    says: 'tcp://127.0.0.1:9 cannot be reached: nothing listens there.',
    reason: {
      name: 'log_server_unreachable',
      about: { server: 'tcp://127.0.0.1:9', trouble: 'nothing listens there.' },
    },
  } as never);
  const tests = (await box.audit()).filter(({ event }) => event === 'forwarding.tested');
  expect(tests.map(({ outcome }) => outcome)).toEqual(['failed', 'done', 'failed', 'failed']);
});

test('who may not see the trail or the settings sees none of this', async () => {
  const vera = await box.signedIn('Vera');
  for (const [method, path] of [
    ['GET', '/segments'],
    ['GET', '/segments/1'],
    ['GET', '/forwarding'],
    ['POST', '/forwarding/test'],
  ] as const) {
    expect((await vera.send(method, `/api/v1/audit${path}`)).status).toBe(403);
  }
});
