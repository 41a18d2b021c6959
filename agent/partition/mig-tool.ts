import { COMMAND_OUTPUT_MAX } from '#schemas/broker/partition';

export interface CommandResult {
  /** Null: it was ended because it took too long. */
  readonly exitCode: number | null;
  readonly output: string;
}

/** Changing the mode resets the card on Ampere, which takes some seconds. */
const LIMIT_MS = 90_000;

/** Runs the driver's tool, never through a shell: what stands on the screen is what is run. */
export class MigTool {
  readonly #path: string;
  readonly #limitMs: number;

  constructor({ path, limitMs = LIMIT_MS }: { path: string; limitMs?: number }) {
    this.#path = path;
    this.#limitMs = limitMs;
  }

  /** `onStart` is told the number of its process. Throws where there is no such tool. */
  async run(
    args: readonly string[],
    onStart: (pid: number) => void = () => undefined,
  ): Promise<CommandResult> {
    const child = Bun.spawn([this.#path, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // The words that we read are the English ones.
      env: { ...process.env, LC_ALL: 'C' },
    });
    onStart(child.pid);
    let isLate = false;
    const force = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, this.#limitMs);
    try {
      const [out, errors] = await Promise.all([
        new Response(child.stdout).text(),
        new Response(child.stderr).text(),
      ]);
      const exitCode = await child.exited;
      return { exitCode: isLate ? null : exitCode, output: `${out}${errors}` };
    } finally {
      clearTimeout(force);
    }
  }
}

/** The end of what was printed, which says why it failed, within what is kept. */
export function keptOutput(output: string): string {
  return output.trim().slice(-COMMAND_OUTPUT_MAX);
}
