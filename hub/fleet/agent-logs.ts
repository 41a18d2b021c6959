import type { AgentLogLine, AgentLogPart, LogWatch } from '#schemas/broker/operation';
import type { Clock } from '../clock.ts';

/** Lines of an agent that are kept while somebody looks. */
const LINES_MAX = 2_000;
/** So long after somebody asked, the agent goes on sending. */
const WATCH_MS = 10_000;
const SAY_AGAIN_MS = 2_000;
/** So long after the last look nothing is kept any more. */
const FORGET_MS = 60_000;

const WEIGHT = { info: 0, warn: 1, error: 2 } as const;

interface Shown {
  epoch: string | null;
  oldest: number;
  lines: AgentLogLine[];
  askedMs: number;
  saidMs: number;
}

export interface AgentLogsDeps {
  readonly clock: Clock;
  /** Which start of the agent was heard last. */
  readonly epochOf: (agentId: string) => string | null;
  readonly say: (agentId: string, watch: LogWatch) => void;
}

/** The logs of agents that somebody looks at: lines come over the broker only then. */
export class AgentLogs {
  readonly #deps: AgentLogsDeps;
  readonly #shown = new Map<string, Shown>();

  constructor(deps: AgentLogsDeps) {
    this.#deps = deps;
  }

  /** Lines that are known, newer than `after`, and a request for more. */
  read(
    agentId: string,
    { after, q, level }: { after: number; q?: string; level: AgentLogLine['level'] },
  ): { epoch: string | null; oldest: number; lines: AgentLogLine[] } {
    const shown = this.#of(agentId);
    shown.askedMs = this.#deps.clock();
    this.#say(agentId, shown);
    const wanted = q?.toLowerCase() ?? '';
    const lines = shown.lines.filter(
      (one) =>
        one.line > after &&
        WEIGHT[one.level] >= WEIGHT[level] &&
        (wanted === '' || `${one.part} ${one.text}`.toLowerCase().includes(wanted)),
    );
    return { epoch: shown.epoch, oldest: shown.lines[0]?.line ?? shown.oldest, lines };
  }

  /** Lines came; those that are known already, or of an earlier start, are passed over. */
  take(agentId: string, { epoch, oldest, lines }: AgentLogPart): void {
    const shown = this.#shown.get(agentId);
    if (shown === undefined) return;
    if (shown.epoch !== epoch) Object.assign(shown, { epoch, lines: [] });
    shown.oldest = oldest;
    const last = shown.lines.at(-1)?.line ?? 0;
    shown.lines.push(...lines.filter(({ line }) => line > last));
    if (shown.lines.length > LINES_MAX) shown.lines.splice(0, shown.lines.length - LINES_MAX);
  }

  /** Asks again for what is looked at and forgets the rest. To be called each second or so. */
  turn(): void {
    const nowMs = this.#deps.clock();
    for (const [agentId, shown] of this.#shown) {
      if (nowMs - shown.askedMs > FORGET_MS) this.#shown.delete(agentId);
      else if (nowMs - shown.askedMs < WATCH_MS) this.#say(agentId, shown);
    }
  }

  #say(agentId: string, shown: Shown): void {
    const nowMs = this.#deps.clock();
    const epoch = this.#deps.epochOf(agentId);
    if (epoch === null || nowMs - shown.saidMs < SAY_AGAIN_MS) return;
    shown.saidMs = nowMs;
    const after = shown.epoch === epoch ? (shown.lines.at(-1)?.line ?? 0) : 0;
    this.#deps.say(agentId, { epoch, after, untilMs: Math.round(nowMs + WATCH_MS) });
  }

  #of(agentId: string): Shown {
    const known = this.#shown.get(agentId);
    if (known !== undefined) return known;
    const never = Number.NEGATIVE_INFINITY;
    const shown = { epoch: null, oldest: 0, lines: [], askedMs: never, saidMs: never };
    this.#shown.set(agentId, shown);
    return shown;
  }
}
