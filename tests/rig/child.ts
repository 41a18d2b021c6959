import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

const ROOT = join(import.meta.dir, '..', '..');
const READY_WITHIN_MS = 30_000;

export interface ChildOptions {
  name: string;
  args: string[];
  environment: Record<string, string>;
}

type Ready = Record<string, string | number | null>;

/** One process of Tremolo under test: started to its ready line, killed at will, started again with the same settings. */
export class Child {
  readonly name: string;
  readonly #args: string[];
  readonly environment: Record<string, string>;
  /** The last lines of its log, for the message when a test fails. */
  readonly log: string[] = [];
  #process: Bun.Subprocess<'ignore', 'pipe', 'pipe'> | null = null;

  constructor(options: ChildOptions) {
    this.name = options.name;
    this.#args = options.args;
    this.environment = options.environment;
  }

  get pid(): number {
    if (this.#process === null) throw new Error(`${this.name} was never started`);
    return this.#process.pid;
  }

  /** Starts the process and resolves with its ready line. */
  async start(): Promise<Ready> {
    const child = Bun.spawn([process.execPath, ...this.#args], {
      cwd: ROOT,
      env: { ...process.env, ...this.environment },
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
      // Closes when the test dies, and the process then ends itself: no test leaves one behind.
      ipc: () => undefined,
    });
    this.#process = child;
    linesOf(child.stderr, (line) => {
      this.log.push(line);
      if (this.log.length > 400) this.log.shift();
    });
    const ready = new Promise<string>((resolve) => {
      linesOf(child.stdout, (line) => {
        if (line.startsWith('{"ready"')) resolve(line);
      });
    });
    const failed = Promise.race([child.exited, Bun.sleep(READY_WITHIN_MS)]).then(() => {
      throw new Error(`${this.name} did not become ready:\n${this.log.slice(-20).join('\n')}`);
    });
    return JSON.parse(await Promise.race([ready, failed]));
  }

  /** Resolves with the code of a process that ends by itself; rejects when it has not within this time. */
  async ended(withinMs: number): Promise<number> {
    const child = this.#process;
    const late = Bun.sleep(withinMs).then(() => {
      throw new Error(`${this.name} did not end:\n${this.log.slice(-10).join('\n')}`);
    });
    return Promise.race([child?.exited ?? late, late]);
  }

  /** SIGKILL, and gone when this resolves. */
  async kill(): Promise<void> {
    this.#process?.kill('SIGKILL');
    await this.#process?.exited;
  }

  /** SIGTERM; resolves with the exit code. A process that does not end within five seconds is killed, and that is an error. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const ended = await Promise.race([
      child.exited.then(() => true),
      Bun.sleep(5_000).then(() => false),
    ]);
    if (ended) return;
    await this.kill();
    throw new Error(`${this.name} did not end on SIGTERM:\n${this.log.slice(-10).join('\n')}`);
  }
}

function linesOf(stream: ReadableStream<Uint8Array>, each: (line: string) => void): void {
  createInterface({ input: Readable.fromWeb(stream as never) }).on('line', each);
}
