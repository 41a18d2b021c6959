import type { BrokerLoad, FromLoad } from './broker-load-messages.ts';

const MAIN = new URL('./broker-load.ts', import.meta.url).pathname;

/** A load process as its parent sees it. */
export class LoadProcess {
  readonly #child: Bun.Subprocess;
  readonly #ready = Promise.withResolvers<void>();
  #mark = Promise.withResolvers<{ messages: number; atMs: number }>();
  /** Resolves when the broker closed one of its connections. */
  readonly closed: Promise<void>;

  constructor(load: BrokerLoad) {
    const closed = Promise.withResolvers<void>();
    this.closed = closed.promise;
    this.#child = Bun.spawn([process.execPath, MAIN, JSON.stringify(load)], {
      stdio: ['ignore', 'inherit', 'inherit'],
      ipc: (message: FromLoad) => {
        if (message.kind === 'ready') this.#ready.resolve();
        else if (message.kind === 'closed') closed.resolve();
        else this.#mark.resolve(message);
      },
      onExit: (_, code) => this.#ready.reject(new Error(`load process ended with ${code}`)),
    });
  }

  ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Messages sent or got so far, and the time in its own clock. */
  mark(): Promise<{ messages: number; atMs: number }> {
    this.#mark = Promise.withResolvers();
    this.#child.send('mark');
    return this.#mark.promise;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#child.exited;
  }
}
