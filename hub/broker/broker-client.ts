import { readFileSync } from 'node:fs';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { TOPICS, type TopicName, topic, topicIds } from '#schemas/broker/topics';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Login } from './credentials.ts';

/** A restarted broker is back within a second: then the hub must be, too. */
const RECONNECT_MS = 250;
const CONNECT_TIMEOUT_MS = 5_000;
/** After so many dead seconds the connection is given up and made anew (1.5 times: MQTT-3.1.2-24). */
const KEEPALIVE_S = 10;
/** How often the way there and back is measured. */
const PING_MS = 2_000;

/** One message as it came; `ids` in the order of the topic's `levels`. The bytes are not validated. */
export interface BrokerMessage {
  readonly ids: string[];
  readonly payload: Uint8Array;
  readonly retained: boolean;
}

export interface BrokerClientOptions {
  /** Asked before the first connection until it is not null. */
  url: () => string | null;
  login: () => Partial<Login>;
  clientId: string;
  /** PEM file of the certificate authority of a broker with TLS. */
  caFile: string | null;
  /** What the broker says for it when the connection breaks. */
  lastWill?: { readonly name: TopicName; readonly ids: string[]; readonly payload: string };
  clock: Clock;
  log: Log;
}

/**
 * The hub's own connection: subscribes and publishes by the table of topics, hands raw payloads on, comes back by
 * itself. It never throws because the broker is away. What it published retained it remembers, the last of each topic,
 * and publishes again on every connection: a broker that keeps nothing on disk has forgotten it after a restart. Every
 * party does so for its own retained topics.
 */
export class BrokerClient {
  readonly #options: BrokerClientOptions;
  readonly #handlers = new Map<TopicName, (message: BrokerMessage) => void>();
  readonly #retained = new Map<string, string | Uint8Array>();
  #onChange: (connected: boolean) => void = () => undefined;
  #client: MqttClient | null = null;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #connected = false;
  #sinceMs: number | null = null;
  #lastProblem = '';
  #pings: ReturnType<typeof setInterval> | null = null;
  #pingedAtMs: number | null = null;
  #delayMs: number | null = null;

  constructor(options: BrokerClientOptions) {
    this.#options = options;
  }

  /** Hears every message of this row from now on; before `start`. */
  on(name: TopicName, handler: (message: BrokerMessage) => void): void {
    this.#handlers.set(name, handler);
  }

  /** Told whenever the connection comes or goes. */
  onChange(listener: (connected: boolean) => void): void {
    this.#onChange = listener;
  }

  /** Whether it is connected, and since when that is so; null before the first connection. */
  state(): { connected: boolean; sinceMs: number | null } {
    return { connected: this.#connected, sinceMs: this.#sinceMs };
  }

  /** How long the broker took to answer last, ms; null while it does not. */
  delayMs(): number | null {
    return this.#connected ? this.#delayMs : null;
  }

  /** Begins to connect and goes on trying. Throws `settings_invalid` when the authority's file cannot be read. */
  start(): void {
    const { caFile } = this.#options;
    const ca = caFile === null ? undefined : readCa(caFile);
    this.#pings = setInterval(() => this.#ping(), PING_MS);
    this.#connect(ca);
  }

  /** Publishes what is still on its way, at most for `limitMs`, and ends. */
  async stop(limitMs = 500): Promise<void> {
    if (this.#retry !== null) clearTimeout(this.#retry);
    if (this.#pings !== null) clearInterval(this.#pings);
    const client = this.#client;
    this.#client = null;
    if (client === null) return;
    await Promise.race([client.endAsync(!client.connected), Bun.sleep(limitMs)]);
    client.end(true);
  }

  /**
   * Publishes by the row's QoS and retention. False: the broker is away; a retained message is sent on the next
   * connection, any other is gone, and its sender repeats it or it was of use only now.
   */
  publish(name: TopicName, ids: string[], payload: string | Uint8Array): boolean {
    const { qos, retain } = TOPICS[name];
    const full = topic(name, ...ids);
    if (retain) this.#retained.set(full, payload);
    if (!this.#connected || this.#client === null) return false;
    this.#send(this.#client, full, payload, { qos, retain });
    return true;
  }

  /** Takes a retained message back, here and at the broker. */
  forget(name: TopicName, ids: string[]): void {
    this.publish(name, ids, '');
    if (this.#connected) this.#retained.delete(topic(name, ...ids));
  }

  #connect(ca: Buffer | undefined): void {
    const url = this.#options.url();
    if (url === null) {
      this.#retry = setTimeout(() => this.#connect(ca), RECONNECT_MS);
      return;
    }
    const options: IClientOptions = {
      ...this.#options.login(),
      clientId: this.#options.clientId,
      protocolVersion: 4,
      clean: true,
      keepalive: KEEPALIVE_S,
      reconnectPeriod: RECONNECT_MS,
      // A broker that has just started may not know us yet.
      reconnectOnConnackError: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      queueQoSZero: false,
      resubscribe: false,
      ...(ca ? { ca } : {}),
      ...willOf(this.#options),
    };
    const client = mqtt.connect(url, options);
    this.#client = client;
    client.on('connect', () => this.#up(client));
    client.on('close', () => this.#down());
    client.on('error', (error) => this.#problem(error));
    client.on('packetreceive', ({ cmd }) => {
      if (cmd === 'pingresp') this.#answered();
    });
    client.on('message', (name, payload, packet) => this.#hear(name, payload, packet.retain));
  }

  #up(client: MqttClient): void {
    const { clock, log } = this.#options;
    this.#connected = true;
    this.#sinceMs = clock();
    this.#lastProblem = '';
    this.#ping();
    log.info('connected to the broker', { url: this.#options.url() });
    const filters = Object.fromEntries(
      [...this.#handlers.keys()].map((name) => [topic(name), { qos: TOPICS[name].qos }]),
    );
    if (this.#handlers.size > 0) {
      client.subscribe(filters, (error, granted) => {
        const refused = granted?.filter((one) => one.qos > 2).map((one) => one.topic) ?? [];
        if (error) this.#problem(error);
        else if (refused.length > 0) log.warn('the broker refused', { topics: refused.join(' ') });
      });
    }
    for (const [name, payload] of this.#retained) {
      this.#send(client, name, payload, { qos: 1, retain: true });
      if (payload.length === 0) this.#retained.delete(name);
    }
    this.#onChange(true);
  }

  #ping(): void {
    // One still unanswered goes on counting: then the delay is at least the time since.
    if (!this.#connected || this.#pingedAtMs !== null) return;
    this.#pingedAtMs = performance.now();
    this.#client?.sendPing();
  }

  #answered(): void {
    if (this.#pingedAtMs === null) return;
    this.#delayMs = performance.now() - this.#pingedAtMs;
    this.#pingedAtMs = null;
  }

  #down(): void {
    if (!this.#connected) return;
    this.#connected = false;
    this.#delayMs = null;
    this.#pingedAtMs = null;
    this.#sinceMs = this.#options.clock();
    if (this.#client !== null) this.#options.log.warn('lost the broker');
    this.#onChange(false);
  }

  #send(
    client: MqttClient,
    name: string,
    payload: string | Uint8Array,
    options: { qos: 0 | 1; retain: boolean },
  ): void {
    const bytes = typeof payload === 'string' ? payload : Buffer.from(payload);
    client.publish(name, bytes, options, (error) => {
      if (error) this.#problem(error);
    });
  }

  /** Each problem once until it changes: a broker that is away would else fill the log. */
  #problem(error: Error): void {
    if (error.message === this.#lastProblem) return;
    this.#lastProblem = error.message;
    this.#options.log.error('no way to the broker', error);
  }

  #hear(name: string, payload: Uint8Array, retained: boolean): void {
    for (const [row, handler] of this.#handlers) {
      const ids = topicIds(row, name);
      if (ids === null) continue;
      try {
        handler({ ids, payload, retained });
      } catch (error) {
        // One bad message must not end the connection for all others.
        this.#options.log.error('a message was not handled', error, { topic: name });
      }
      return;
    }
  }
}

function willOf({ lastWill }: BrokerClientOptions): Pick<IClientOptions, 'will'> {
  if (lastWill === undefined) return {};
  const { name, ids, payload } = lastWill;
  const { qos, retain } = TOPICS[name];
  return { will: { topic: topic(name, ...ids), payload: Buffer.from(payload), qos, retain } };
}

function readCa(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new TremoloError('settings_invalid', `The hub cannot read broker.caFile ${path}.`, {
      cause,
    });
  }
}
