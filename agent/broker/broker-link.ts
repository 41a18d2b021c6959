import { readFileSync } from 'node:fs';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { PartyStatus } from '#schemas/broker/messages';
import { TOPICS, type TopicName, topic } from '#schemas/broker/topics';
import type { AgentSettings } from '#schemas/config/agent-settings';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { CredentialFile } from '../config/credential-file.ts';
import { trustOf } from '../config/trust.ts';
import { errorField, type Log } from '../log.ts';

export type BrokerAccess = AgentSettings['broker'];

/** Connections of a credential that was replaced go on for so long: what was already on its way is still heard. */
const CHANGE_OVER_MS = 500;

/** Back within the second in which the broker's supervisor restarts it. */
const RECONNECT_MS = 200;

const END_MS = 300;

export interface LinkOptions {
  access: BrokerAccess;
  clientId: string;
  log: Log;
  /** Retained status that the broker publishes when this connection breaks; only the agent itself has one. */
  willOf?: { agentId: string; epoch: string };
}

/**
 * One connection to the broker that comes back by itself. MQTT 3.1.1, clean session: whoever owns it subscribes and publishes
 * what it retains anew in `onUp`, as a broker without persistence has forgotten both.
 */
export class BrokerLink {
  readonly #options: LinkOptions;
  #client: MqttClient | null = null;
  /** The one that takes its place, until it is there. */
  #follower: MqttClient | null = null;
  #delayMs: number | null = null;
  #pingedMs: number | null = null;
  #changeOvers = 0;
  #attempts = 0;
  #stopping = false;
  onUp: () => void = () => undefined;
  onMessage: (topic: string, payload: Uint8Array, retained: boolean) => void = () => undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** How long the broker took to answer last; null while it does not. */
  get delayMs(): number | null {
    return this.connected ? this.#delayMs : null;
  }

  get connected(): boolean {
    return this.#client?.connected ?? false;
  }

  /** Bytes that wait in this process because the broker takes them too slowly. */
  get backlogBytes(): number {
    return this.#client?.stream?.writableLength ?? 0;
  }

  /** Begins to connect, and goes on trying. Throws `settings_invalid` when the CA file cannot be read. */
  start(): void {
    this.#client = this.#open(this.#options.clientId, () => undefined);
  }

  /**
   * Changes over to the credential that is on the disk now: the new connection is there, and has subscribed, before the old one
   * goes, so that no frame is missed. Frames that come twice are known by their numbers.
   */
  renew(): void {
    const before = this.#client;
    if (before === null || this.#stopping) return;
    this.#follower?.end(true);
    const client = this.#open(`${this.#options.clientId}:${++this.#changeOvers}`, () => {
      this.#follower = null;
      this.#client = client;
      setTimeout(() => before.end(), CHANGE_OVER_MS);
    });
    this.#follower = client;
  }

  #open(clientId: string, onFirst: () => void): MqttClient {
    const { access, log } = this.#options;
    const client = mqtt.connect(access.url, this.#clientOptions(clientId));
    let lastError = '';
    client.once('connect', onFirst);
    // The secret may have been replaced since; of two that may be good, each is tried in turn.
    client.on('reconnect', () => {
      const password = this.#password();
      if (password !== null) client.options.password = password;
    });
    client.on('connect', () => {
      lastError = '';
      this.#attempts = 0;
      this.#settle(client.options.password);
      this.#pingedMs = null;
      log('info', 'connected to the broker', { url: access.url });
      this.onUp();
    });
    client.on('close', () => {
      const isOurs = this.#client === client && !this.#stopping;
      if (lastError === '' && isOurs) log('warn', 'the broker is away');
    });
    client.on('error', (error) => {
      // The same refusal five times a second says nothing new.
      if (error.message !== lastError) log('warn', 'broker', { error: error.message });
      lastError = error.message;
    });
    client.on('packetreceive', ({ cmd }) => {
      if (cmd === 'pingresp') this.#answered();
    });
    client.on('message', (topicName, payload, packet) =>
      this.onMessage(topicName, payload, packet.retain),
    );
    return client;
  }

  #password(): string | null {
    const { access, log } = this.#options;
    if (access.credentialFile === null) return access.password;
    try {
      const passwords = new CredentialFile(access.credentialFile).passwords();
      return passwords[this.#attempts++ % passwords.length];
    } catch (error) {
      log('error', 'the credential cannot be read; the last one is tried', errorField(error));
      return null;
    }
  }

  /** Ends the connection in order where the broker is there to take part, else at once. */
  async stop(): Promise<void> {
    const client = this.#client;
    if (client === null) return;
    this.#stopping = true;
    this.#follower?.end(true);
    // An orderly end waits for every acknowledgement, for ever if need be.
    if (client.connected) await Promise.race([client.endAsync(), Bun.sleep(END_MS)]);
    client.end(true);
  }

  /** Measures the way there and back; one that is still on its way goes on counting. */
  ping(): void {
    if (!this.connected || this.#pingedMs !== null) return;
    this.#pingedMs = performance.now();
    this.#client?.sendPing();
  }

  subscribe(topics: string[], qos: 0 | 1): void {
    if (topics.length === 0) return;
    this.#client?.subscribe(topics, { qos }, (error) => this.#failed('subscribe', error));
  }

  unsubscribe(topics: string[]): void {
    if (topics.length === 0 || !this.connected) return;
    this.#client?.unsubscribe(topics, (error) => this.#failed('unsubscribe', error));
  }

  /** Publishes by the table of topics; false when the broker is away, and nothing is kept. */
  publish(name: TopicName, ids: string[], payload: Uint8Array | string): boolean {
    if (!this.connected) return false;
    const { qos, retain } = TOPICS[name];
    const bytes =
      typeof payload === 'string'
        ? payload
        : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
    this.#client?.publish(topic(name, ...ids), bytes, { qos, retain }, (error) =>
      this.#failed('publish', error),
    );
    return true;
  }

  /** Resolves when the broker has acknowledged the status, or after `limitMs`. */
  async publishStatus(agentId: string, status: PartyStatus, limitMs: number): Promise<void> {
    if (!this.connected) return;
    const { qos, retain } = TOPICS.agentStatus;
    const sent = this.#client?.publishAsync(topic('agentStatus', agentId), JSON.stringify(status), {
      qos,
      retain,
    });
    await Promise.race([sent, Bun.sleep(limitMs)]);
  }

  /** Lanes leave it to the agent. */
  #settle(password: unknown): void {
    const { access, willOf, log } = this.#options;
    if (access.credentialFile === null || willOf === undefined || typeof password !== 'string')
      return;
    try {
      new CredentialFile(access.credentialFile).letIn(password);
    } catch (error) {
      log('error', 'the credential cannot be kept', errorField(error));
    }
  }

  #answered(): void {
    if (this.#pingedMs === null) return;
    this.#delayMs = performance.now() - this.#pingedMs;
    this.#pingedMs = null;
  }

  #failed(what: string, error: Error | null | undefined): void {
    if (error) this.#options.log('warn', `${what} failed`, { error: error.message });
  }

  #clientOptions(clientId: string): IClientOptions {
    const { access, willOf } = this.#options;
    const password = this.#password() ?? access.password;
    const will = PartyStatus.parse({ status: 'offline', atMs: null, epoch: willOf?.epoch });
    return {
      clientId,
      protocolVersion: 4,
      clean: true,
      keepalive: 5,
      connectTimeout: 5_000,
      reconnectPeriod: RECONNECT_MS,
      // A credential that was just added, or a broker just started, refuses for a moment: that is no reason to give up.
      reconnectOnConnackError: true,
      resubscribe: false,
      queueQoSZero: false,
      ...(access.username === null ? {} : { username: access.username }),
      ...(password === null ? {} : { password }),
      ...(access.caFile === null ? {} : trustOf(readCa(access.caFile))),
      ...(willOf === undefined
        ? {}
        : {
            will: {
              topic: topic('agentStatus', willOf.agentId),
              payload: Buffer.from(JSON.stringify(will)),
              qos: TOPICS.agentStatus.qos,
              retain: TOPICS.agentStatus.retain,
            },
          }),
    };
  }
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const sentence = `The broker's certificate authority ${file} cannot be read.`;
    throw new TremoloError('settings_invalid', sentence, { cause });
  }
}
