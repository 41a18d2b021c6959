import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditSettings } from '#schemas/config/site-settings';
import { createLog } from '../log.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import { Store } from '../store/store.ts';
import { Forwarder } from './forwarder.ts';
import { syslogMessage } from './syslog.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-forward-'));
const log = createLog('test', () => undefined);
const store = new Store({ dataDir, log, onCrash: () => undefined });
let received = '';
const sockets = new Set<Socket>();
let server: Server;
let port = 0;

function listen(at: number): Promise<void> {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (bytes) => {
      received += bytes.toString('utf8');
    });
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise((done) =>
    server.listen(at, '127.0.0.1', () => {
      port = (server.address() as { port: number }).port;
      done();
    }),
  );
}

/** The frames so far, taken apart by the lengths before them. */
function messages(): string[] {
  const found: string[] = [];
  let rest = Buffer.from(received);
  for (;;) {
    const gap = rest.indexOf(' ');
    const length = Number(rest.subarray(0, gap).toString());
    if (gap < 0 || rest.length < gap + 1 + length) return found;
    found.push(rest.subarray(gap + 1, gap + 1 + length).toString());
    rest = rest.subarray(gap + 1 + length);
  }
}

const seqs = () => messages().map((one) => /seq="(\d+)"/.exec(one)?.[1]);
const CHAINED = {
  seq: 1,
  atMs: 0,
  event: 'setting.changed',
  severity: 'warning',
  outcome: 'done',
  actorId: null,
  actorRole: null,
  sessionId: null,
  keyId: null,
  impersonatorId: null,
  correlationId: null,
  resourceType: 'setting',
  resourceId: null,
  details: '{}',
  actorCommitment: null,
  subjectCommitment: null,
  hash: 'x',
};

async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await Bun.sleep(20);
}

const record = (address: string) =>
  store.record(
    [],
    [{ event: 'agent.drained', actor: { ...SYSTEM_ACTOR, address, name: 'Eve"] <1>' } }],
  );

/** Every address is allowed here. */
const reach = async (host: string) => host;

beforeAll(async () => {
  await store.start();
  await listen(0);
});
afterAll(async () => {
  server.close();
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

test('entries reach the log server in order; what it may have lost with the line comes again, and nothing is left out', async () => {
  const settings = () =>
    AuditSettings.parse({ syslogHost: '127.0.0.1', syslogPort: port, syslogTls: false });
  const forwarder = new Forwarder({ store, log, settings, reach });
  await record('192.0.2.1');
  forwarder.start();
  await until(() => messages().length === 1);
  expect(messages()[0]).toMatch(
    /^<108>1 \d{4}-\d\d-\d\dT[\d:.]+Z \S+ tremolo \d+ agent\.drained \[tremolo@32473 seq="1"/,
  );
  expect(messages()[0]).toContain('actor="Eve\\"\\] <1>"');
  for (const socket of sockets) socket.destroy();
  await new Promise((done) => server.close(done));
  await record('192.0.2.2');
  await until(() => forwarder.state.failures > 0);
  expect(forwarder.state.reason).toBe('nothing listens there.');
  await listen(port);
  await until(() => seqs().includes('2'));
  // The line broke before the first could count as taken.
  expect(seqs()).toEqual(['1', '1', '2']);
  await forwarder.stop();
  const next = new Forwarder({ store, log, settings, reach });
  await record('192.0.2.3');
  next.start();
  await until(() => seqs().includes('3'));
  await next.stop();
  // The line was closed in order: nothing came again.
  expect(seqs()).toEqual(['1', '1', '2', '3']);
}, 20_000);

test('a server that never answers does not hold up the end of the hub', async () => {
  // An address of documentation (RFC 5737): nothing answers there, and nothing refuses.
  const settings = () => AuditSettings.parse({ syslogHost: '192.0.2.1', syslogTls: false });
  const forwarder = new Forwarder({ store, log, settings, reach });
  await record('192.0.2.4');
  forwarder.start();
  await until(() => forwarder.state.waiting > 0);
  const startedMs = performance.now();
  await forwarder.stop();
  expect(performance.now() - startedMs).toBeLessThan(1_500);
}, 10_000);

test('what a receiver would split is cut, and no value begins a line of its own', () => {
  const entry = {
    ...CHAINED,
    details: JSON.stringify({ text: `${'é"]'.repeat(4_000)}` }),
    personal: [
      {
        part: 'actor' as const,
        salt: '',
        body: JSON.stringify({ name: 'a\n<1>1\u0000\u001b[2J' }),
      },
    ],
  };
  const message = syslogMessage(entry, 'It was done');
  expect(Buffer.byteLength(message)).toBeLessThan(8_000);
  expect(message).toContain('isCut="true"');
  expect(message).not.toMatch(/\p{Cc}/u);
});
