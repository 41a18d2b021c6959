import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

const PERIOD_MS = 10_000;

/** Logs what may happen a thousand times a second: each kind once in ten seconds, with how often it came. */
export class Complaints {
  readonly #deps: { log: Log; clock: Clock };
  readonly #kinds = new Map<string, { times: number; saidMs: number }>();

  constructor(deps: { log: Log; clock: Clock }) {
    this.#deps = deps;
  }

  /** `what` names the kind: a fixed sentence, no data in it. */
  say(what: string, error: unknown): void {
    const nowMs = this.#deps.clock();
    const kind = this.#kinds.get(what) ?? { times: 0, saidMs: Number.NEGATIVE_INFINITY };
    this.#kinds.set(what, kind);
    kind.times++;
    if (nowMs - kind.saidMs < PERIOD_MS) return;
    this.#deps.log.error(what, error, { times: kind.times });
    kind.times = 0;
    kind.saidMs = nowMs;
  }
}
