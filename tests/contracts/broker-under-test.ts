import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { BrokerSettings } from '#schemas/config/broker-settings';
import { BrokerSupervisor } from '../../hub/broker/broker-supervisor.ts';
import { mosquittoConfig, PLUGIN_PATHS } from '../../hub/broker/console-mosquitto.ts';
import { CREDENTIALS_FILE, Credentials, type Login } from '../../hub/broker/credentials.ts';
import { createLog } from '../../hub/log.ts';

/** The clients that every broker under test knows. */
export const CLIENTS = {
  sensor: { kind: 'sensor', id: 's-1' },
  other: { kind: 'sensor', id: 's-2' },
  gateway: { kind: 'gateway', id: 'sim' },
  edge: { kind: 'edge', id: 'plc-1' },
  listener: { kind: 'listener', id: 'scada-1' },
  agent: { kind: 'agent', id: 'agent-1' },
  disabled: { kind: 'agent', id: 'agent-9' },
  hub: { kind: 'hub', id: 'hub' },
} as const;
export type ClientName = keyof typeof CLIENTS;

export interface BrokerUnderTest {
  readonly url: string;
  readonly credentials: Credentials;
  login(name: ClientName): Login;
  stop(): Promise<void>;
}

/** Why Mosquitto cannot be tested here, or null. */
export function mosquittoAbsent(): string | null {
  if (mosquittoBinary() === null) return 'the program mosquitto is not installed';
  if (pluginPath() === undefined) return 'mosquitto_dynamic_security.so is not installed';
  return null;
}

/** A log that only keeps errors: tests refuse clients on purpose. */
export const quietLog = createLog('broker', () => undefined);

/** The embedded broker in its own process, with the clients above. */
export async function embeddedBroker(settings: object = {}): Promise<BrokerUnderTest> {
  const { folder, credentials, logins } = await makeCredentials();
  const supervisor = new BrokerSupervisor({
    settings: BrokerSettings.parse({ port: 0, ...settings }),
    credentials,
    clock: Date.now,
    log: quietLog,
  });
  await supervisor.start();
  const url = supervisor.url();
  if (url === null) throw new Error(`the broker does not start: ${supervisor.reason()}`);
  return {
    url,
    credentials,
    login: (name) => (name === 'hub' ? (supervisor.login() as Login) : logins[name]),
    async stop() {
      await supervisor.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** A real Mosquitto with the configuration that the console writes for these clients. */
export async function mosquittoBroker(options: string[] = []): Promise<BrokerUnderTest> {
  const { folder, credentials, logins } = await makeCredentials();
  const port = await freePort();
  await mosquittoConfig({
    words: ['--out', folder, '--port', `${port}`, ...options],
    dataDir: folder,
    brokerUrl: null,
    clock: Date.now,
    print: () => undefined,
  });
  // Started as root it becomes another user, who may not read what the console wrote.
  if (process.getuid?.() === 0) await appendFile(join(folder, 'mosquitto.conf'), 'user root\n');
  const child = Bun.spawn(
    [mosquittoBinary() ?? 'mosquitto', '-c', join(folder, 'mosquitto.conf')],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await untilItListens(port, child);
  return {
    url: `mqtt://127.0.0.1:${port}`,
    credentials,
    login: (name) => logins[name],
    async stop() {
      child.kill();
      await child.exited;
      await rm(folder, { recursive: true });
    },
  };
}

/** A connected client of either broker; it does not come back by itself. Rejects when it is refused. */
export function connect(
  url: string,
  login: Partial<Login>,
  options: IClientOptions = {},
): Promise<MqttClient> {
  return mqtt.connectAsync(url, {
    ...login,
    clientId: login.username,
    protocolVersion: 4,
    reconnectPeriod: 0,
    ...options,
  });
}

async function makeCredentials() {
  const folder = await mkdtemp(join(tmpdir(), 'tremolo-broker-'));
  const credentials = new Credentials({ path: join(folder, CREDENTIALS_FILE), clock: Date.now });
  const logins = {} as Record<ClientName, Login>;
  for (const [name, client] of Object.entries(CLIENTS)) {
    logins[name as ClientName] = await credentials.add(client);
  }
  await credentials.setEnabled(logins.disabled.username, false);
  return { folder, credentials, logins };
}

function mosquittoBinary(): string | null {
  return Bun.which('mosquitto') ?? Bun.which('mosquitto', { PATH: '/usr/sbin:/usr/local/sbin' });
}

function pluginPath(): string | undefined {
  return PLUGIN_PATHS.find((path) => Bun.file(path).size > 0);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function untilItListens(port: number, child: Bun.Subprocess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      (await Bun.connect({ hostname: '127.0.0.1', port, socket: { data: () => undefined } })).end();
      return;
    } catch {
      if (child.exitCode !== null) break;
      await Bun.sleep(20);
    }
  }
  throw new Error(`Mosquitto does not listen: exit code ${child.exitCode}`);
}
