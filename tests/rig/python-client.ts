import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this machine has a Python; said aloud where not, for then its client is not tried. */
export const hasPython = Bun.which('python3') !== null;
if (!hasPython) console.warn('The Python client is not tried: there is no python3 here.');

/** The Python file that a hub serves, as programs use it: the system's python3 and nothing else. */
export class PythonClient {
  readonly folder = mkdtempSync(join(tmpdir(), 'tremolo-python-'));
  readonly #origin: string;
  readonly #secret: string;

  constructor(origin: string, secret: string) {
    this.#origin = origin;
    this.#secret = secret;
  }

  /** Fetches the file. */
  async start(): Promise<void> {
    const file = await (await fetch(`${this.#origin}/clients/python`)).text();
    writeFileSync(join(this.folder, 'tremolo.py'), file);
  }

  stop(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** Runs the lines with the client connected as `hub`, and gives what they print as JSON. */
  async run(...lines: string[]): Promise<unknown> {
    const program = [
      `import json, math, sys; sys.path.insert(0, "${this.folder}")`,
      'from tremolo import Client, JobFailed, TremoloError',
      `hub = Client("${this.#origin}", "${this.#secret}")`,
      ...lines,
    ];
    const child = Bun.spawn(['python3', '-I', '-c', program.join('\n')], {
      cwd: this.folder,
      stdout: 'pipe',
      stderr: 'pipe',
    });
    const [said, wrong] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    if ((await child.exited) !== 0) throw new Error(wrong);
    return JSON.parse(said);
  }
}
