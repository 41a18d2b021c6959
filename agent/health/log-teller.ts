import { type AgentLogPart, LOG_PART_MAX, type LogWatch } from '#schemas/broker/operation';
import type { LogTail } from './log-tail.ts';

const TURN_MS = 250;
/** Messages in one turn: a log that runs over must not fill the connection. */
const PARTS_MAX = 4;
/** After so long without a repeated line, what the hub does not know was lost on the way. */
const LOST_MS = 3_000;

export interface LogTellerDeps {
  readonly tail: LogTail;
  readonly epoch: string;
  readonly clock: () => number;
  /** False: the broker is away. */
  readonly publish: (part: AgentLogPart) => boolean;
}

/** Sends the log while somebody looks, and nothing otherwise. */
export class LogTeller {
  readonly #deps: LogTellerDeps;
  #untilMs = 0;
  #through = 0;
  #sentMs = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(deps: LogTellerDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer = setInterval(() => this.turn(), TURN_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Somebody looks, perhaps still. One who means an earlier start of this agent is told all from the beginning. */
  watch({ epoch, after, untilMs }: LogWatch): void {
    const nowMs = this.#deps.clock();
    const known = epoch === this.#deps.epoch ? after : 0;
    const isNew = nowMs >= this.#untilMs;
    if (isNew || nowMs - this.#sentMs > LOST_MS) this.#through = known;
    this.#untilMs = untilMs;
    this.turn();
  }

  /** Sends what is new. To be called a few times a second. */
  turn(): void {
    const { tail, epoch, clock, publish } = this.#deps;
    if (clock() >= this.#untilMs) return;
    for (let sent = 0; sent < PARTS_MAX; sent++) {
      const lines = tail.after(this.#through, LOG_PART_MAX);
      const last = lines.at(-1);
      if (last === undefined || !publish({ epoch, oldest: tail.oldest, lines })) return;
      this.#through = last.line;
      this.#sentMs = clock();
    }
  }
}
