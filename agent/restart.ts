import type { AgentSettings } from '#schemas/config/agent-settings';

/** "Start me again": to systemd and to us (sysexits.h: EX_TEMPFAIL). Whoever ends with 0 wants to stay ended. */
export const RESTART_CODE = 75;

/** Whether something above this process starts it again when it ends with `RESTART_CODE`. */
export function isSupervised(
  restartBy: AgentSettings['restartBy'],
  environment: Record<string, string | undefined> = process.env,
): boolean {
  if (restartBy !== 'auto') return restartBy === 'service';
  // Of the service's own process only; INVOCATION_ID is inherited by every shell below a service.
  return environment.SYSTEMD_EXEC_PID === String(process.pid);
}

/** What runs in our place from now on, in a process below ours: whoever started us keeps its process. */
export class Successor {
  readonly #command: readonly string[];
  #child: Bun.Subprocess | null = null;
  #isStopping = false;

  constructor(command: readonly string[] = successorCommand(process.argv)) {
    this.#command = command;
  }

  /** Runs it, and again as often as it asks for that. Resolves with the code with which it ended for good. */
  async run(): Promise<number> {
    for (;;) {
      const child = Bun.spawn([process.execPath, ...this.#command], {
        env: { ...process.env, TREMOLO_AGENT_RESTART_BY: 'service' },
        stdio: ['ignore', 'inherit', 'inherit'],
        // Closes when we die, and it then ends itself.
        ipc: () => undefined,
      });
      this.#child = child;
      const code = await child.exited;
      if (code !== RESTART_CODE || this.#isStopping) return code;
    }
  }

  /** Has it end in order. */
  stop(): void {
    this.#isStopping = true;
    this.#child?.kill('SIGTERM');
  }
}

/** As we were started, without the token to join by: it works once, and what we got for it is kept. */
export function successorCommand(argv: readonly string[]): string[] {
  const [, ...rest] = argv;
  const at = rest.indexOf('--join');
  return at < 0 ? rest : rest.toSpliced(at, 2);
}
