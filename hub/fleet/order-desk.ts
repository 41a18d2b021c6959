import type { AgentOrder } from '#schemas/broker/operation';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import type { Operations } from './operations.ts';

/** Said again until the agent has gone: what is published while the broker or the agent is away is gone. */
const SAY_AGAIN_MS = 1_000;

/** What the desk needs to know of an agent. */
export interface AgentNow {
  /** Which start of it was heard last; null: none since the hub started. */
  readonly epoch: string | null;
  readonly isThere: boolean;
  /** It said goodbye in order; one that was merely cut off may be back, unchanged. */
  readonly isGone: boolean;
}

export interface OrderDeskDeps {
  readonly operations: Operations;
  readonly clock: Clock;
  readonly log: Log;
  readonly agent: (agentId: string) => AgentNow;
  /** It has neither points nor jobs any more. */
  readonly isEmpty: (agentId: string) => boolean;
  readonly say: (agentId: string, order: AgentOrder) => void;
}

/** Tells agents to end once they are empty, or at once where a person wants that, until they have. */
export class OrderDesk {
  readonly #deps: OrderDeskDeps;
  readonly #saidMs = new Map<string, number>();
  readonly #busy = new Set<string>();

  constructor(deps: OrderDeskDeps) {
    this.#deps = deps;
  }

  /** To be called a few times a second. */
  turn(): void {
    const { operations, agent } = this.#deps;
    for (const agentId of operations.ids()) {
      const { drain, order } = operations.of(agentId);
      if (this.#busy.has(agentId)) continue;
      if (order !== null) this.#follow(agentId, order, agent(agentId));
      else if (drain !== null && drain.after !== 'stay') {
        this.#finish(agentId, drain.after, agent(agentId));
      }
    }
  }

  #follow(agentId: string, order: AgentOrder, now: AgentNow): void {
    const isDone = now.isGone || (now.epoch !== null && now.epoch !== order.epoch);
    if (isDone) {
      this.#saidMs.delete(agentId);
      this.#keep(agentId, this.#deps.operations.done(agentId));
      return;
    }
    const nowMs = this.#deps.clock();
    const saidMs = this.#saidMs.get(agentId) ?? Number.NEGATIVE_INFINITY;
    if (!now.isThere || nowMs - saidMs < SAY_AGAIN_MS) return;
    this.#saidMs.set(agentId, nowMs);
    this.#deps.say(agentId, { epoch: order.epoch, what: order.what });
  }

  /** Everything that it had is elsewhere or done. */
  #finish(agentId: string, what: AgentOrder['what'], { epoch, isThere }: AgentNow): void {
    if (epoch === null || !isThere || !this.#deps.isEmpty(agentId)) return;
    this.#keep(agentId, this.#deps.operations.order(agentId, { epoch, what }, SYSTEM_ACTOR));
  }

  #keep(agentId: string, change: Promise<void>): void {
    this.#busy.add(agentId);
    change
      .catch((error) => this.#deps.log.error('what an agent was told is not kept', error))
      .finally(() => this.#busy.delete(agentId));
  }
}
