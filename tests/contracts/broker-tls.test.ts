import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topic } from '#schemas/broker/topics';
import { BrokerSettings } from '#schemas/config/broker-settings';
import { BrokerClient } from '../../hub/broker/broker-client.ts';
import { BrokerSupervisor } from '../../hub/broker/broker-supervisor.ts';
import { CREDENTIALS_FILE, Credentials, type Login } from '../../hub/broker/credentials.ts';
import { OPENSSL, selfSigned } from '../rig/self-signed.ts';
import { connect, quietLog } from './broker-under-test.ts';

if (OPENSSL === null) console.warn('TLS at the broker is not tested: openssl is not installed');

describe.skipIf(OPENSSL === null)('a broker with TLS', () => {
  let folder: string;
  let certFile: string;
  let login: Login;
  let supervisor: BrokerSupervisor;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tremolo-tls-'));
    const certificate = await selfSigned(folder);
    certFile = certificate.certFile;
    const credentials = new Credentials({ path: join(folder, CREDENTIALS_FILE), clock: Date.now });
    login = await credentials.add({ kind: 'sensor', id: 's-1' });
    supervisor = new BrokerSupervisor({
      // Beyond loopback, which is allowed because of the certificate.
      settings: BrokerSettings.parse({
        host: '0.0.0.0',
        port: 0,
        tls: { ...certificate, port: 0 },
      }),
      credentials,
      clock: Date.now,
      log: quietLog,
    });
    await supervisor.start();
    url = `mqtts://127.0.0.1:${supervisor.tlsPort()}`;
  });
  afterAll(async () => {
    await supervisor.stop();
    await rm(folder, { recursive: true });
  });

  test('lets in who trusts its certificate, and carries large frames to the hub’s side', async () => {
    const heard = Promise.withResolvers<number>();
    const client = new BrokerClient({
      url: () => url,
      login: () => supervisor.login(),
      clientId: 'hub',
      caFile: certFile,
      clock: Date.now,
      log: quietLog,
    });
    client.on('sensorDescription', ({ payload }) => heard.resolve(payload.length));
    const up = new Promise((resolve) => client.onChange(resolve));
    client.start();
    expect(await up).toBe(true);
    const sensor = await connect(url, login, { ca: await readFile(certFile) });
    sensor.publish(topic('sensorDescription', 's-1'), Buffer.alloc(1_000_000), { qos: 1 });
    expect(await heard.promise).toBe(1_000_000);
    sensor.end(true);
    await client.stop();
  });

  test('is not talked to by who does not trust its certificate', async () => {
    await expect(connect(url, login)).rejects.toThrow(/certificate/i);
  });

  test('listens in plaintext on loopback only', async () => {
    const port = Number(new URL(supervisor.url() ?? '').port);
    const ports = await Bun.file('/proc/net/tcp').text();
    const listening = ports
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => state === '0A' && local.endsWith(hex(port)))
      .map(([, local]) => local.split(':')[0]);
    expect(listening).toEqual(['0100007F']);
  });
});

function hex(port: number): string {
  return `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
}
