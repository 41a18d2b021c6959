const MAIN = new URL('../../hub/main.ts', import.meta.url).pathname;

interface ReadyLine {
  readonly http: string;
  readonly setupLink: string | null;
}

/** The hub as the process that people start. */
export class HubProcess {
  readonly #child: Bun.Subprocess<'ignore', 'pipe', 'ignore'>;

  constructor(settings: Record<string, string>) {
    const variables = Object.entries(settings).map(([name, value]) => [
      `TREMOLO_HUB_${name}`,
      value,
    ]);
    this.#child = Bun.spawn([process.execPath, MAIN], {
      env: { ...process.env, ...Object.fromEntries(variables) },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Its one line on standard output. */
  async ready(): Promise<ReadyLine> {
    let text = '';
    for await (const chunk of this.#child.stdout) {
      text += new TextDecoder().decode(chunk);
      if (text.includes('\n')) return JSON.parse(text);
    }
    throw new Error('The hub ended before it was ready.');
  }

  /** Ends it with this signal and gives its exit code, or null when the signal killed it. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    this.#child.kill(signal);
    await this.#child.exited;
    return this.#child.exitCode;
  }
}
