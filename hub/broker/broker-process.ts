import type { Subprocess } from 'bun';
import type { BrokerSettings } from '#schemas/config/broker-settings';
import type { CredentialRow } from './credential-row.ts';
import type { BrokerStatistics } from './embedded/broker-counters.ts';
import type { FromBroker, ToBroker } from './embedded/ipc-messages.ts';

const MAIN = new URL('./embedded/main.ts', import.meta.url).pathname;

export interface BrokerProcessEvents {
  listening(port: number, tlsPort: number | null): void;
  /** It could not start; it ends by itself after this. */
  failed(sentence: string): void;
  statistics(statistics: BrokerStatistics): void;
  nextUsed(username: string, hash: string): void;
  ended(reason: string): void;
}

/** One life of the broker's child process. It lives no longer than this process: it ends with the IPC channel. */
export class BrokerProcess {
  readonly #child: Subprocess;

  constructor(
    start: { settings: BrokerSettings; credentials: CredentialRow[] },
    events: BrokerProcessEvents,
  ) {
    this.#child = Bun.spawn([process.execPath, MAIN], {
      // Standard output is the hub's, which says one line on it.
      stdio: ['ignore', 'ignore', 'inherit'],
      serialization: 'json',
      ipc: (message: FromBroker) => {
        if (message.kind === 'listening') events.listening(message.port, message.tlsPort);
        else if (message.kind === 'failed') events.failed(message.sentence);
        else if (message.kind === 'nextUsed') events.nextUsed(message.username, message.hash);
        else events.statistics(message.statistics);
      },
      onExit: (_, code, signal) =>
        events.ended(signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`),
    });
    this.send({ kind: 'start', ...start });
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** A child that is just ending hears nothing more; its successor is told everything anew. */
  send(message: ToBroker): void {
    if (this.#child.exitCode === null && !this.#child.killed) this.#child.send(message);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Lets it end, and makes it end after `limitMs`. */
  async stop(limitMs: number): Promise<void> {
    this.#child.disconnect();
    const timer = setTimeout(() => this.kill(), limitMs);
    await this.#child.exited;
    clearTimeout(timer);
  }
}
