import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import mqtt, { type MqttClient } from 'mqtt';
import { topic } from '#schemas/broker/topics';
import { BrokerSettings } from '#schemas/config/broker-settings';
import { HubSettings } from '#schemas/config/hub-settings';
import { BrokerClient } from '../../hub/broker/broker-client.ts';
import { type BrokerDoor, brokerDoor } from '../../hub/broker/broker-door.ts';
import { BrokerSupervisor } from '../../hub/broker/broker-supervisor.ts';
import { Credentials } from '../../hub/broker/credentials.ts';
import { Hub } from '../../hub/hub.ts';
import { createLog } from '../../hub/log.ts';
import { BrowserSession } from '../rig/browser-session.ts';

/** A broker of the tests: the real aedes on a free port, without access control. */
export class TestBroker {
  #aedes: Aedes | null = null;
  #server: Server | null = null;
  port = 0;

  async start(port = 0): Promise<void> {
    const aedes = await Aedes.createBroker();
    const server = createServer(aedes.handle);
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    this.#aedes = aedes;
    this.#server = server;
    this.port = (server.address() as { port: number }).port;
  }

  async stop(): Promise<void> {
    const [aedes, server] = [this.#aedes, this.#server];
    await new Promise<void>((done) => (aedes ? aedes.close(() => done()) : done()));
    await new Promise<void>((done) => (server ? server.close(() => done()) : done()));
    this.#server = null;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }
}

/** The hub's own connection, without a supervisor: whatever listens at the address is its broker. */
export function doorTo(url: () => string): BrokerDoor {
  const log = createLog('broker');
  const supervisor = new BrokerSupervisor({
    settings: BrokerSettings.parse({ url: 'mqtt://127.0.0.1:9' }),
    credentials: new Credentials({ path: '/nowhere/broker-credentials.json', clock: Date.now }),
    clock: Date.now,
    log,
  });
  const client = new BrokerClient({
    url,
    login: () => ({}),
    clientId: 'hub',
    caFile: null,
    clock: Date.now,
    log,
  });
  return brokerDoor(supervisor, client);
}

export interface HubBox {
  readonly hub: Hub;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** A hub on a free port, with its data in a folder of its own unless one is given. */
export async function startHub(
  broker: () => string,
  options: { settings?: object; dataDir?: string; uiFolder?: string; clock?: () => number } = {},
): Promise<HubBox> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'tremolo-hub-'));
  const settings = HubSettings.parse({ dataDir, http: { port: 0 }, ...options.settings });
  const hub = new Hub({
    settings,
    clock: options.clock ?? Date.now,
    uiFolder: options.uiFolder ?? join(dataDir, 'no-ui'),
    broker: doorTo(broker),
    onFatal: (error) => {
      throw new Error('The store crashed.', { cause: error });
    },
  });
  await hub.start();
  const stop = async () => {
    await hub.stop();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  return { hub, dataDir, stop };
}

export const PASSWORD = 'seven violet tractors';

/** Makes the first account of a hub of this process and returns the browser that holds its session. */
export async function setUp(hub: Hub): Promise<BrowserSession> {
  return setUpWith(hub.origin, (await hub.newSetupToken()) ?? '');
}

/** The same with the token of a setup link. */
export async function setUpWith(origin: string, token: string): Promise<BrowserSession> {
  const browser = new BrowserSession(origin);
  await browser.setUp(token, { name: 'Ada', password: PASSWORD });
  return browser;
}

/** What came on a topic so far, and what is to come. */
export class Heard<Message> {
  readonly all: Message[] = [];
  readonly #waiting = new Set<() => void>();

  push(message: Message): void {
    this.all.push(message);
    for (const look of [...this.#waiting]) look();
  }

  /** Calls `listener` with each message, those that came already included. */
  each(listener: (message: Message) => void): void {
    let next = 0;
    this.#waiting.add(() => {
      while (next < this.all.length) listener(this.all[next++]);
    });
    while (next < this.all.length) listener(this.all[next++]);
  }

  /** The first message, come or to come, that `fits`. */
  first(fits: (message: Message) => boolean): Promise<Message> {
    return this.until(() => this.all.find(fits));
  }

  /** Looks after each message until `find` finds something. */
  until<Found>(find: () => Found | undefined | false): Promise<Found> {
    return new Promise((done) => {
      const look = () => {
        const found = find();
        if (found === undefined || found === false) return;
        this.#waiting.delete(look);
        done(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** A client of the broker that speaks as sensors and agents do. */
export class PlantClient {
  readonly #client: MqttClient;
  readonly #listeners: ((name: string, payload: Uint8Array) => void)[] = [];

  private constructor(client: MqttClient) {
    this.#client = client;
    client.on('message', (name, payload) => {
      for (const listener of this.#listeners) listener(name, payload);
    });
  }

  static async connect(url: string, will?: { agentId: string }): Promise<PlantClient> {
    const offline = JSON.stringify({ status: 'offline', atMs: null });
    const client = await mqtt.connectAsync(url, {
      protocolVersion: 4,
      reconnectPeriod: 100,
      ...(will
        ? {
            will: {
              topic: topic('agentStatus', will.agentId),
              payload: Buffer.from(offline),
              qos: 1,
              retain: true,
            },
          }
        : {}),
    });
    return new PlantClient(client);
  }

  async say(name: string, message: object | Uint8Array, retain = false): Promise<void> {
    const payload = message instanceof Uint8Array ? Buffer.from(message) : JSON.stringify(message);
    await this.#client.publishAsync(name, payload, { qos: 1, retain });
  }

  async hear<Message>(name: string): Promise<Heard<Message>> {
    const heard = new Heard<Message>();
    this.#listeners.push((actual, payload) => {
      if (actual === name) heard.push(JSON.parse(new TextDecoder().decode(payload)) as Message);
    });
    await this.#client.subscribeAsync(name, { qos: 1 });
    return heard;
  }

  /** Without a farewell, so that the broker sends the last will. */
  kill(): void {
    this.#client.stream.destroy();
    this.#client.end(true);
  }

  async end(): Promise<void> {
    await this.#client.endAsync(true);
  }
}
