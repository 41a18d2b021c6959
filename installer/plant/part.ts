import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

const RESTART_AFTER_MS = 1_000;
const STOP_WITHIN_MS = 4_000;
const READY_WITHIN_MS = 60_000;

/** What a part prints on standard output when it is ready. */
export type Ready = Record<string, string & number & null>;

export interface PartOptions {
  name: string;
  args: string[];
  root: string;
  environment: Record<string, string>;
  logFile: string;
  say: (sentence: string) => void;
  /** Whether somebody may end it in order (code 0) and mean it: then it stays ended. */
  mayEnd?: boolean;
}

/** One child process of the plant: started, kept running, and ended with its parent. Its log goes to a file. */
export class Part {
  readonly #options: PartOptions;
  #child: Bun.Subprocess<'ignore', 'pipe', 'pipe'> | null = null;
  #log: WriteStream | null = null;
  #stopping = false;
  #lastWords = '';

  constructor(options: PartOptions) {
    this.#options = options;
  }

  /** Starts the part and returns its ready line; throws with its last words when it ends before. */
  async start(): Promise<Ready> {
    this.#log = createWriteStream(this.#options.logFile, { flags: 'a' });
    const ready = await this.#spawn();
    void this.#keepRunning();
    return ready;
  }

  /** From now on its end is expected: Ctrl-C reaches every part at once from the terminal, not in our order. */
  letEnd(): void {
    this.#stopping = true;
  }

  /** Asks the part to end, and ends it when it does not within four seconds. */
  async stop(): Promise<void> {
    this.letEnd();
    const child = this.#child;
    if (child === null || child.exitCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await child.exited;
    clearTimeout(timer);
    this.#log?.end();
  }

  async #spawn(): Promise<Ready> {
    const { args, root, environment, name } = this.#options;
    const child = Bun.spawn([process.execPath, ...args], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
      // The channel carries nothing: it closes when we die, however we die, and the part then ends itself.
      ipc: () => undefined,
    });
    this.#child = child;
    this.#follow(child.stderr);
    const line = firstLine(child.stdout);
    const timeout = AbortSignal.timeout(READY_WITHIN_MS);
    const late = new Promise<never>((_, reject) => {
      timeout.addEventListener('abort', () =>
        reject(new Error(`${name} was not ready within a minute.`)),
      );
    });
    const dead = child.exited.then((code) => {
      throw new Error(`${name} ended with code ${code} before it was ready: ${this.#reason()}`);
    });
    return JSON.parse(await Promise.race([line, dead, late]));
  }

  async #keepRunning(): Promise<void> {
    while (!this.#stopping && this.#child !== null) {
      const code = await this.#child.exited;
      if (this.#stopping) return;
      if (code === 0 && this.#options.mayEnd) {
        this.#options.say(
          `${this.#options.name} was ended in order; the next start begins it anew.`,
        );
        return;
      }
      this.#options.say(
        `${this.#options.name} ended unexpectedly (code ${code}); starting it again.`,
      );
      await Bun.sleep(RESTART_AFTER_MS);
      if (this.#stopping) return;
      await this.#spawn().catch((error: Error) => this.#options.say(error.message));
    }
  }

  /** What its last line of log says was wrong; a line that is no log speaks for itself. */
  #reason(): string {
    const line = this.#lastWords.trim().split('\n').at(-1) ?? '';
    try {
      const { message, error } = JSON.parse(line);
      return [message, error].filter(Boolean).join(': ');
    } catch (error) {
      if (error instanceof SyntaxError) return line;
      throw error;
    }
  }

  #follow(stream: ReadableStream<Uint8Array>): void {
    const lines = createInterface({ input: Readable.fromWeb(stream as never) });
    lines.on('line', (line) => {
      this.#lastWords = `${this.#lastWords}\n${line}`.slice(-2_000);
      this.#log?.write(`${line}\n`);
    });
  }
}

/** The first line of a stream; the rest is read and dropped, so that the writer never blocks. */
function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  const lines = createInterface({ input: Readable.fromWeb(stream as never) });
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      if (line.startsWith('{"ready"')) resolve(line);
    });
  });
}
