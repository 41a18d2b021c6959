import { join } from 'node:path';
import type { FromLane, LaneOrder, ToLane } from './lane-messages.ts';

const LANE_MAIN = join(import.meta.dirname, '..', 'lane-main.ts');

export interface LaneProcessOptions {
  order: LaneOrder;
  onMessage: (message: FromLane) => void;
  /** It ended, whether asked to or not. */
  onExit: (how: string) => void;
}

/** One child process that carries the reading way for its share of sensors. It ends by itself when the agent dies. */
export class LaneProcess {
  readonly #options: LaneProcessOptions;
  #child: Bun.Subprocess | null = null;

  constructor(options: LaneProcessOptions) {
    this.#options = options;
  }

  start(): void {
    const { order, onMessage, onExit } = this.#options;
    const child = Bun.spawn([process.execPath, LANE_MAIN, String(order.lane)], {
      // With its own number a card is the same one whatever else is in the machine.
      ...(order.gpu === null ? {} : { env: { ...process.env, CUDA_VISIBLE_DEVICES: order.gpu } }),
      stdio: ['ignore', 'ignore', 'inherit'],
      ipc: (message: FromLane) => onMessage(message),
      onExit: (_, code, signal) => onExit(signal === null ? `code ${code}` : `signal ${signal}`),
    });
    this.#child = child;
    this.send({ kind: 'begin', order });
  }

  /** The number of its process; null before its start. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Sends a message, unless the process has ended: its successor then gets all it needs. */
  send(message: ToLane): void {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.send(message);
  }

  /** Ends it by force, as it no longer answers. */
  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  /** Asks it to end in order, and ends it by force after `limitMs`. Resolves when it is gone. */
  async stop(limitMs: number): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    this.send({ kind: 'stop' });
    const force = setTimeout(() => child.kill('SIGKILL'), limitMs);
    await child.exited;
    clearTimeout(force);
  }
}
