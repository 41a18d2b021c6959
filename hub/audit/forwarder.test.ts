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

async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await Bun.sleep(20);
}

const record = (address: string) =>
  store.record(
    [],
    [{ event: 'agent.drained', actor: { ...SYSTEM_ACTOR, address, name: 'Eve"] <1>' } }],
  );

beforeAll(async () => {
  await store.start();
  await listen(0);
});
afterAll(async () => {
  server.close();
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

test('entries reach the log server in order, and those made while it was away come later, none twice by us', async () => {
  const settings = () =>
    AuditSettings.parse({ syslogHost: '127.0.0.1', syslogPort: port, syslogTls: false });
  const forwarder = new Forwarder({ store, log, settings });
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
  await listen(port);
  await until(() => messages().length === 2);
  forwarder.stop();
  expect(messages().map((one) => /seq="(\d+)"/.exec(one)?.[1])).toEqual(['1', '2']);
}, 20_000);
