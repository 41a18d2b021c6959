import { readFileSync } from 'node:fs';
import { Aedes, type Client } from 'aedes';
import type { Socket, TCPSocketListener } from 'bun';
import type { BrokerSettings } from '#schemas/config/broker-settings';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { CredentialRow } from '../credential-row.ts';
import { plaintextHost } from '../listen-address.ts';
import { aedesOptions, connectionOf } from './aedes-options.ts';
import { Authenticator } from './authenticator.ts';
import { BrokerCounters, type BrokerStatistics } from './broker-counters.ts';
import { ClientConnection } from './client-connection.ts';
import { PublisherHold } from './publisher-hold.ts';

export interface EmbeddedBrokerOptions {
  settings: BrokerSettings;
  clock: Clock;
  log: Log;
  /** A client came in with the secret that it was offered, by its SHA-256. */
  onNextUsed?: (username: string, hash: string) => void;
}

export interface Listening {
  readonly port: number;
  readonly tlsPort: number | null;
}

type Listener = TCPSocketListener<ClientConnection>;

/** The embedded MQTT 3.1.1 broker: aedes behind authentication, rights and limits. It ends with its process. */
export class EmbeddedBroker {
  readonly #options: EmbeddedBrokerOptions;
  readonly #counters = new BrokerCounters();
  readonly #hold = new PublisherHold();
  readonly #authenticator: Authenticator;
  readonly #connections = new Set<ClientConnection>();
  #aedes: Aedes | null = null;
  #changeOver: ReturnType<typeof setTimeout> | undefined;

  constructor(options: EmbeddedBrokerOptions) {
    const { settings, clock } = options;
    this.#options = options;
    const { maxMessagesPerSecond, maxBytesPerSecond, maxPacketBytes } = settings;
    this.#authenticator = new Authenticator({
      clock,
      limits: {
        messagesPerSecond: maxMessagesPerSecond,
        bytesPerSecond: maxBytesPerSecond,
        maxPacketBytes,
      },
    });
  }

  /** Throws `broker_unreachable` when a port is taken, `settings_invalid` when a certificate cannot be read. */
  async start(credentials: readonly CredentialRow[]): Promise<Listening> {
    const { settings, log } = this.#options;
    this.#authenticator.replace(credentials);
    this.#aedes = await Aedes.createBroker(
      aedesOptions({
        authenticator: this.#authenticator,
        counters: this.#counters,
        log,
        onNextUsed: this.#options.onNextUsed ?? (() => undefined),
      }),
    );
    this.#aedes.on('clientError', (client: Client, error: Error) => {
      // A refused one is logged already; and each message still on its way to one that is gone is reported too.
      const known = connectionOf(client).identity !== null;
      if (!known || error.message === 'connection closed') return;
      log.warn('closed a client', { client: client.id, reason: error.message });
    });
    this.#aedes.on('unsubscribe', (filters: string[], client: Client) => {
      for (const filter of filters) connectionOf(client).filters.delete(filter);
    });
    const plain = this.#listen(plaintextHost(settings), settings.port);
    const tls = settings.tls && this.#listen(settings.host, settings.tls.port, settings.tls);
    return { port: plain.port, tlsPort: tls?.port ?? null };
  }

  /** Takes new credentials; whoever's was changed, disabled or removed is disconnected. */
  replaceCredentials(credentials: readonly CredentialRow[]): void {
    this.#authenticator.replace(credentials);
    this.#endOthers();
    const ends = credentials.flatMap(({ previous }) => (previous === null ? [] : previous.untilMs));
    clearTimeout(this.#changeOver);
    const nowMs = this.#options.clock();
    const latestMs = Math.max(...ends.filter((endMs) => endMs > nowMs));
    if (latestMs < nowMs) return;
    this.#changeOver = setTimeout(() => this.#endOthers(), latestMs - nowMs);
  }

  /** Ends the connections of credentials that are gone, and of secrets that were replaced. */
  #endOthers(): void {
    for (const connection of this.#connections) {
      const { identity, secretHash } = connection;
      if (identity !== null && !this.#authenticator.holds(identity, secretHash)) {
        connection.abort('credential withdrawn');
      }
    }
  }

  statistics(): BrokerStatistics {
    this.#counters.clients = this.#aedes?.connectedClients ?? 0;
    return this.#counters.statistics(this.#options.clock());
  }

  #listen(hostname: string, port: number, tls: BrokerSettings['tls'] = null): Listener {
    const certificate = tls && {
      cert: readPem(tls.certFile),
      key: readPem(tls.keyFile),
    };
    try {
      return Bun.listen<ClientConnection>({
        hostname,
        port,
        // Without it a second broker could listen on the same port and take half of the clients.
        exclusive: true,
        ...(certificate ? { tls: certificate } : {}),
        socket: {
          open: (socket) => this.#open(socket),
          data: (socket, chunk) => socket.data?.socketReceived(chunk),
          drain: (socket) => socket.data?.socketDrained(),
          close: (socket) => socket.data?.socketClosed(),
          error: (socket, error) => void socket.data?.destroy(error),
        },
      });
    } catch (cause) {
      const sentence = `The broker cannot listen on ${hostname}:${port}; is another one running?`;
      throw new TremoloError('broker_unreachable', sentence, { cause });
    }
  }

  #open(socket: Socket<ClientConnection>): void {
    if (this.#connections.size >= this.#options.settings.maxClients) {
      this.#counters.refusedConnections++;
      socket.terminate();
      return;
    }
    const connection = new ClientConnection({
      socket,
      counters: this.#counters,
      hold: this.#hold,
      maxQueuedBytes: this.#options.settings.maxQueuedBytesPerClient,
    });
    socket.data = connection;
    // A client that is gone without a word, and asked for no keep-alive, is found by the system's.
    socket.setKeepAlive(true, 30_000);
    socket.setNoDelay(true);
    this.#connections.add(connection);
    connection.once('close', () => this.#connections.delete(connection));
    this.#aedes?.handle(connection);
  }
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TremoloError('settings_invalid', `The broker cannot read ${path}.`, { cause });
  }
}
