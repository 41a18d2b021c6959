import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

export interface RunningQuery {
  /** Ends it by force. */
  stop(): void;
  /** What it wrote of errors in the end. */
  readonly ended: Promise<{ how: string; errors: string }>;
}

const ERRORS_MAX = 2_000;
const DETAIL_LIMIT_MS = 20_000;
const DETAIL_BYTES_MAX = 8 * 1024 * 1024;

/** The tool of the driver; throws NotInstalledError where there is none. */
export class NvidiaSmi {
  readonly #path: string;

  constructor({ path }: { path: string }) {
    this.#path = path;
  }

  /** One process that goes on printing: asking anew each second would cost a core on some drivers. */
  watch(fields: readonly string[], periodMs: number, onLine: (line: string) => void): RunningQuery {
    const query = [`--query-gpu=${fields.join(',')}`, '--format=csv,noheader,nounits'];
    const child = this.#spawn([...query, '-lms', String(periodMs)]);
    let errors = '';
    const keep = (line: string) => {
      if (errors.length < ERRORS_MAX) errors += `${line}\n`;
    };
    const read = (stream: ReadableStream<Uint8Array>, take: (line: string) => void) =>
      createInterface({ input: Readable.fromWeb(stream as never) }).on('line', take);
    // Some drivers print what is wrong on standard output: such lines are errors, too.
    read(child.stdout, (line) => {
      if (!line.includes(', ')) keep(line);
      onLine(line);
    });
    read(child.stderr, keep);
    return {
      stop: () => child.kill('SIGKILL'),
      ended: child.exited.then((code) => ({ how: `code ${code}`, errors: errors.trim() })),
    };
  }

  /** `-q -x`: everything, as XML. Rejects when it takes longer than 20 s, fails, or writes more than 8 MB. */
  details(): Promise<string> {
    return this.#output(['-q', '-x']);
  }

  /** `-L`: cards and their MIG devices by name. Rejects as `details` does. */
  list(): Promise<string> {
    return this.#output(['-L']);
  }

  async #output(args: string[]): Promise<string> {
    const child = this.#spawn(args);
    const force = setTimeout(() => child.kill('SIGKILL'), DETAIL_LIMIT_MS);
    try {
      const text = await new Response(child.stdout).text();
      const code = await child.exited;
      if (text.length > DETAIL_BYTES_MAX) throw new Error('nvidia-smi writes without end.');
      if (code !== 0) throw new Error(`nvidia-smi ${args.join(' ')} ended with code ${code}.`);
      return text;
    } finally {
      clearTimeout(force);
    }
  }

  #spawn(args: string[]) {
    try {
      return Bun.spawn([this.#path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (cause) {
      throw new NotInstalledError(this.#path, cause);
    }
  }
}

/** There is no nvidia-smi: no NVIDIA driver is installed, or not where services look. */
export class NotInstalledError extends Error {
  constructor(path: string, cause: unknown) {
    super(`No NVIDIA driver: ${path} is not installed.`, { cause });
  }
}
