import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import mqtt from 'mqtt';
import type { PartyStatus, SensorDescription } from '#schemas/broker/messages';
import { TOPICS, topic } from '#schemas/broker/topics';
import { describeError } from '#schemas/errors/tremolo-error';
import type { BrokerCredential } from './broker-credential.ts';
import { withinMs } from './within-ms.ts';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;
/** Ctrl-C ends within a second, whether the broker answers or not. */
const GOODBYE_MS = 600;

export interface BrokerConnectionOptions {
  url: string;
  credential: BrokerCredential | null;
  /** Certificate authority of the broker, PEM. */
  authority: string | null;
  /** The sensors that this connection carries. MQTT gives a connection one last will: it is the first sensor's. */
  sensors: readonly SensorDescription[];
  /** Milliseconds UTC. */
  clock: () => number;
  /** Told when the connection comes (null) or fails (a sentence); the same failure is told once. */
  report: (trouble: string | null) => void;
}

/**
 * A connection that waits for the broker and comes back by itself: 0.25 s after the first failure, then twice as long each
 * time up to 5 s. At each connection it describes its sensors and says that they are online, both retained.
 */
export class BrokerConnection {
  readonly #options: BrokerConnectionOptions;
  #client: mqtt.MqttClient | null = null;
  #trouble: string | null = null;
  #retryMs = FIRST_RETRY_MS;
  readonly #closed: (() => void)[] = [];
  #stopping = false;

  constructor(options: BrokerConnectionOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    // The client learns of a cut only with the socket's last event; until then its stream knows better.
    return this.#client?.connected === true && !this.#client.stream.destroyed;
  }

  /** Begins to connect; resolves at the first connection, however long the broker takes. */
  start(): Promise<void> {
    const client = mqtt.connect(this.#options.url, this.#clientOptions());
    this.#client = client;
    client.on('connect', () => this.#onConnect(client));
    client.on('error', (error) => this.#fail(describeError(error)));
    client.on('close', () => this.#onClose(client));
    return new Promise((resolve) => client.once('connect', () => resolve()));
  }

  /**
   * Writes a whole MQTT packet as it is, in step with the packets of the client: each goes to the stream in one turn of the
   * event loop. `done` is called when the bytes are no longer needed.
   */
  write(packet: Uint8Array, done: () => void): void {
    this.#client?.stream.write(packet, done);
  }

  /** `listener` runs whenever the connection is lost: what was under way then will not be written. */
  onClosed(listener: () => void): void {
    this.#closed.push(listener);
  }

  /** Drops the connection as a pulled cable would: the broker sends the last will, and the client comes back. */
  interrupt(): void {
    this.#client?.stream.destroy();
  }

  /** Says that the sensors are offline and closes; within a second even if the broker is gone. */
  async stop(): Promise<void> {
    const client = this.#client;
    if (client === null) return;
    this.#stopping = true;
    if (client.connected) {
      const said = this.#options.sensors.map((s) => this.#status(client, s.sensorId, 'offline'));
      await withinMs(GOODBYE_MS, Promise.allSettled(said));
    }
    await withinMs(200, client.endAsync(!client.connected));
  }

  #clientOptions(): mqtt.IClientOptions {
    const { url, credential, authority, sensors } = this.#options;
    const name = credential?.username ?? 'simulate';
    // A sensor has one session; gateways of one name may run several times, so theirs must not push each other out.
    const clientId = name.startsWith('sensor:')
      ? name
      : `${name}:${randomBytes(6).toString('hex')}`;
    return {
      clientId,
      ...(credential === null ? {} : { username: credential.username }),
      ...(credential === null ? {} : { password: credential.password }),
      ...(url.startsWith('mqtts:') && authority !== null ? { ca: authority } : {}),
      clean: true,
      queueQoSZero: false,
      keepalive: 30,
      connectTimeout: 5_000,
      reconnectPeriod: FIRST_RETRY_MS,
      reconnectOnConnackError: true,
      will: {
        topic: topic('sensorStatus', sensors[0]!.sensorId),
        payload: Buffer.from(JSON.stringify({ status: 'offline', atMs: null })),
        qos: TOPICS.sensorStatus.qos,
        retain: TOPICS.sensorStatus.retain,
      },
    };
  }

  #onConnect(client: mqtt.MqttClient): void {
    this.#retryMs = FIRST_RETRY_MS;
    client.options.reconnectPeriod = FIRST_RETRY_MS;
    this.#trouble = null;
    // Nagle's algorithm would hold the end of each frame back until the broker acknowledges the rest.
    (client.stream as unknown as Partial<Socket>).setNoDelay?.(true);
    for (const description of this.#options.sensors) {
      const { qos, retain } = TOPICS.sensorDescription;
      const where = topic('sensorDescription', description.sensorId);
      client.publish(where, JSON.stringify(description), { qos, retain }, this.#published);
      void this.#status(client, description.sensorId, 'online');
    }
    this.#options.report(null);
  }

  #status(
    client: mqtt.MqttClient,
    sensorId: string,
    status: 'online' | 'offline',
  ): Promise<unknown> {
    const message: PartyStatus = { status, atMs: Math.floor(this.#options.clock()) };
    const { qos, retain } = TOPICS.sensorStatus;
    return new Promise((resolve) => {
      client.publish(
        topic('sensorStatus', sensorId),
        JSON.stringify(message),
        { qos, retain },
        (error) => {
          this.#published(error);
          resolve(undefined);
        },
      );
    });
  }

  readonly #published = (error?: Error | null): void => {
    if (error) this.#fail(describeError(error));
  };

  #onClose(client: mqtt.MqttClient): void {
    for (const listener of this.#closed) listener();
    if (this.#stopping) return;
    this.#fail('the connection was closed');
    // The period for the next failure: the client has set its timer for this one already. Jitter keeps a thousand
    // sensors from coming back in one instant.
    this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2);
    client.options.reconnectPeriod = this.#retryMs * (0.75 + 0.5 * Math.random());
  }

  #fail(why: string): void {
    // The reason comes first and the closing after it: the first one is the one to tell.
    if (this.#trouble !== null) return;
    this.#trouble = why;
    this.#options.report(why);
  }
}
