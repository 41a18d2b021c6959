import type { BrokerSettings } from '#schemas/config/broker-settings';
import { describeError } from '#schemas/errors/tremolo-error';
import type { BrokerState } from '#schemas/http/system';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { BrokerProcess } from './broker-process.ts';
import type { CredentialRow } from './credential-row.ts';
import { newSecret, pbkdf2, sha256 } from './credential-secret.ts';
import type { Credentials, Login } from './credentials.ts';
import type { BrokerStatistics } from './embedded/broker-counters.ts';
import { localUrl, plaintextHost } from './listen-address.ts';

/** Only for a broker that cannot even start: doubling from the first to the last. */
const BACKOFF_MS = { first: 100, last: 5_000 };
const CREDENTIALS_EVERY_MS = 1_000;
/** The child reports each second; one that is silent at so many looks in a row hangs, and is replaced. */
const SILENT = { everyMs: 2_500, looks: 4 };
const STOP_LIMIT_MS = 1_000;

export interface BrokerSupervisorOptions {
  settings: BrokerSettings;
  credentials: Credentials;
  clock: Clock;
  log: Log;
}

/** Told that a client came in with the secret that it was offered, by its SHA-256. */
export type NextUsed = (username: string, hash: string) => void;

/**
 * Keeps the embedded broker running as a process of its own: restarts it at once when it dies, on the same port, and
 * hands on every change of the credentials within a second. With `broker.url` set there is no process, only the state.
 */
export class BrokerSupervisor {
  readonly #options: BrokerSupervisorOptions;
  /** The hub's own way in, made anew for each life of the hub and never written down. */
  readonly #ownSecret = newSecret();
  readonly #ownRow: CredentialRow;
  #process: BrokerProcess | null = null;
  #port: number;
  #tlsPort: number | null = null;
  #rows: CredentialRow[] = [];
  #stamp: string | null | undefined;
  #listening = false;
  #everListened = false;
  /** Looks since it last reported. Not a time: a clock set forward must not kill a broker. */
  #silentLooks = 0;
  #deaths = 0;
  #failedStarts = 0;
  #reason: string | null = null;
  #statistics: BrokerStatistics | null = null;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #restart: ReturnType<typeof setTimeout> | null = null;
  #stopping = false;
  #onNextUsed: NextUsed = () => undefined;
  #settled: () => void = () => undefined;

  constructor(options: BrokerSupervisorOptions) {
    this.#options = options;
    this.#port = options.settings.port;
    this.#ownRow = {
      username: 'hub',
      kind: 'hub',
      id: 'hub',
      sensorPrefix: null,
      edgeNode: null,
      sha256: sha256(this.#ownSecret),
      pbkdf2: pbkdf2(this.#ownSecret),
      enabled: true,
      createdMs: 0,
      next: null,
      previous: null,
      renewalAskedMs: null,
      limits: null,
    };
  }

  /**
   * Resolves once the broker listens, or has failed for the first time (it goes on trying; `reason` says why).
   * Throws `settings_invalid` when it would listen in plaintext beyond loopback unasked.
   */
  async start(): Promise<void> {
    const { settings } = this.#options;
    if (settings.url !== null) return;
    plaintextHost(settings);
    await this.#readCredentials();
    const settled = new Promise<void>((resolve) => {
      this.#settled = resolve;
    });
    this.#spawn();
    this.#timers = [
      setInterval(() => void this.#readCredentials(), CREDENTIALS_EVERY_MS),
      setInterval(() => this.#replaceIfSilent(), SILENT.everyMs),
    ];
    await settled;
  }

  /** Ends the broker and waits for its end, at most a second. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    if (this.#restart !== null) clearTimeout(this.#restart);
    await this.#process?.stop(STOP_LIMIT_MS);
    this.#process = null;
  }

  onNextUsed(listener: NextUsed): void {
    this.#onNextUsed = listener;
  }

  /** Somebody here changed them: the broker knows at once, not only with the next look. */
  credentialsChanged(): Promise<void> {
    return this.#options.settings.url === null ? this.#readCredentials() : Promise.resolve();
  }

  /**
   * Where the hub connects: the external broker, or ours once it has listened. Null before: whatever else has the
   * port must not be given the hub's secret.
   */
  url(): string | null {
    const { settings } = this.#options;
    if (settings.url !== null) return settings.url;
    return this.#everListened ? localUrl(plaintextHost(settings), this.#port) : null;
  }

  /** Port of the TLS listener, when there is one and it listens. */
  tlsPort(): number | null {
    return this.#tlsPort;
  }

  /** What the hub connects with; without a password at an external broker that asks for none. */
  login(): Partial<Login> {
    const { url, username, password } = this.#options.settings;
    if (url === null) return { username: 'hub', password: this.#ownSecret };
    return { ...(username ? { username } : {}), ...(password ? { password } : {}) };
  }

  /** Why the embedded broker does not run, in a sentence; null while it runs or is none of ours. */
  reason(): string | null {
    return this.#listening ? null : this.#reason;
  }

  /** Process id of the broker, for tests and the log. */
  pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** The state for the System screen; `connected` and its time come from the hub's own connection. */
  state(connection: { connected: boolean; sinceMs: number | null }): BrokerState {
    const { settings } = this.#options;
    const figures = this.#listening ? this.#statistics : null;
    return {
      kind: settings.url === null ? 'embedded' : 'external',
      url: this.url() ?? localUrl(settings.host, settings.port),
      connected: connection.connected,
      sinceMs: connection.sinceMs,
      restarts: this.#deaths,
      clients: figures?.clients ?? null,
      messagesPerSecond: figures?.messagesPerSecond ?? null,
      bytesPerSecond: figures?.bytesPerSecond ?? null,
      refusedConnections: figures?.refusedConnections ?? null,
      refusedPublishes: figures?.refusedPublishes ?? null,
      rateLimited: figures?.rateLimited ?? null,
      droppedSlowSubscriber: figures?.droppedSlowSubscriber ?? null,
    };
  }

  #spawn(): void {
    const settings = { ...this.#options.settings, port: this.#port };
    this.#silentLooks = 0;
    this.#process = new BrokerProcess(
      { settings, credentials: this.#allRows() },
      {
        listening: (port, tlsPort) => this.#listens(port, tlsPort),
        failed: (sentence) => {
          this.#reason = sentence;
        },
        nextUsed: (username, hash) => this.#onNextUsed(username, hash),
        statistics: (statistics) => {
          this.#statistics = statistics;
          this.#silentLooks = 0;
        },
        ended: (reason) => this.#ended(reason),
      },
    );
  }

  #listens(port: number, tlsPort: number | null): void {
    const { log } = this.#options;
    this.#port = port;
    this.#tlsPort = tlsPort;
    this.#listening = true;
    this.#everListened = true;
    this.#silentLooks = 0;
    this.#failedStarts = 0;
    log.info('the broker listens', { port, tlsPort, pid: this.pid() });
    this.#settled();
  }

  #ended(reason: string): void {
    if (this.#stopping) return;
    const { log } = this.#options;
    const had = this.#listening;
    this.#listening = false;
    this.#statistics = null;
    this.#deaths++;
    if (had) this.#reason = `The broker ended: ${reason}.`;
    // One that listened and died comes back at once; one that cannot start waits longer each time.
    const delayMs = had
      ? 0
      : Math.min(BACKOFF_MS.first * 2 ** this.#failedStarts++, BACKOFF_MS.last);
    log.warn('the broker ended and is started again', {
      reason: this.#reason ?? reason,
      delayMs,
      restarts: this.#deaths,
    });
    this.#restart = setTimeout(() => this.#spawn(), delayMs);
    this.#settled();
  }

  #replaceIfSilent(): void {
    if (!this.#listening || ++this.#silentLooks < SILENT.looks) return;
    this.#options.log.warn('the broker does not answer and is replaced', { pid: this.pid() });
    this.#process?.kill();
  }

  #allRows(): CredentialRow[] {
    return [...this.#rows.filter((row) => row.username !== 'hub'), this.#ownRow];
  }

  /** Keeps the rows that it has when the file is damaged: a typing error must not lock the plant out. */
  async #readCredentials(): Promise<void> {
    const { credentials, log } = this.#options;
    try {
      const stamp = await credentials.stamp();
      if (stamp === this.#stamp) return;
      this.#stamp = stamp;
      this.#rows = await credentials.list();
      this.#process?.send({ kind: 'credentials', credentials: this.#allRows() });
    } catch (error) {
      log.error('the broker credentials cannot be read', error, { kept: this.#rows.length });
      this.#reason ??= describeError(error);
    }
  }
}
