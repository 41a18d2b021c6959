type Reply = { did: string; report?: unknown };

/** A process that makes load, as the bench sees it: told what to do over IPC, and answering each time. */
export class LoadChild {
  readonly #child: Bun.Subprocess;
  #answered = Promise.withResolvers<unknown>();

  constructor(file: string, environment: Record<string, string> = {}) {
    this.#child = Bun.spawn([process.execPath, new URL(file, import.meta.url).pathname], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
      ipc: ({ report }: Reply) => this.#answered.resolve(report),
      onExit: (_, code) => this.#answered.reject(new Error(`the load ended with ${code}`)),
    });
    // Its end is only news to whoever waits for an answer.
    this.#answered.promise.catch(() => undefined);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Tells it to do this, and resolves with what it reports when it is done. */
  ask<Report>(what: string, order?: unknown): Promise<Report> {
    this.#answered = Promise.withResolvers();
    this.#child.send({ do: what, order });
    return this.#answered.promise as Promise<Report>;
  }

  async stop(): Promise<void> {
    this.#child.kill();
    await this.#child.exited;
  }
}

/** The other end: does what the bench asks, one after the other, and ends with the bench. */
export function obey(deeds: Readonly<Record<string, (order: never) => unknown>>): void {
  process.on('message', async ({ do: what, order }: { do: string; order: never }) => {
    process.send?.({ did: what, report: await deeds[what](order) });
  });
  process.on('disconnect', () => process.exit(0));
}
