import type { AuditEventName } from '#schemas/audit/events';
import type { AgentOrder } from '#schemas/broker/operation';
import { type AfterDrain, AgentLimits, NO_LIMITS } from '#schemas/fleet/operation';
import type { Clock } from '../clock.ts';
import { type Actor, SYSTEM_ACTOR } from '../store/actor.ts';
import type { AuditEntry } from '../store/audit-entry.ts';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

/** What people want of an agent, over every restart of hub and agent. */
export interface KeptOperation {
  readonly drain: { readonly after: AfterDrain; readonly sinceMs: number } | null;
  readonly order: (AgentOrder & { readonly sinceMs: number }) | null;
  readonly limits: AgentLimits;
}

const NOTHING: KeptOperation = { drain: null, order: null, limits: NO_LIMITS };

export interface OperationsDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Keeps what people want of agents. Asking for what is so already changes nothing and is not recorded again. */
export class Operations {
  readonly #deps: OperationsDeps;
  readonly #kept = new Map<string, KeptOperation>();
  /** One change after the other: each is made of the one before it. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(deps: OperationsDeps) {
    this.#deps = deps;
  }

  /** Recalls what was wanted. */
  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM agent_operations')) {
      this.#kept.set(String(row.agent_id), operationOf(row));
    }
  }

  of(agentId: string): KeptOperation {
    return this.#kept.get(agentId) ?? NOTHING;
  }

  /** Agents of which somebody wanted something. */
  ids(): string[] {
    return [...this.#kept.keys()];
  }

  /** Its work is to go elsewhere; afterwards it stays, stops or starts again. */
  drain(agentId: string, after: AfterDrain, actor: Actor): Promise<void> {
    return this.#change(agentId, 'agent.drained', actor, { after }, (was) => {
      if (was.drain?.after === after) return was;
      const sinceMs = was.drain?.sinceMs ?? this.#deps.clock();
      return { ...was, drain: { after, sinceMs } };
    });
  }

  /** It works as before; what it was told and has not done yet is taken back. */
  resume(agentId: string, actor: Actor): Promise<void> {
    return this.#change(agentId, 'agent.resumed', actor, {}, (was) =>
      was.drain === null && was.order === null ? was : { ...was, drain: null, order: null },
    );
  }

  /** The start of the agent that is there now is to end. */
  order(agentId: string, order: AgentOrder, actor: Actor): Promise<void> {
    const { what, epoch } = order;
    const event = what === 'stop' ? 'agent.stop_ordered' : 'agent.restart_ordered';
    return this.#change(agentId, event, actor, { epoch }, (was) => {
      if (was.order?.epoch === epoch && was.order.what === what) return was;
      return { ...was, order: { ...order, sinceMs: this.#deps.clock() } };
    });
  }

  /** It has gone as it was told: when it is back, it works. */
  done(agentId: string): Promise<void> {
    const what = this.of(agentId).order?.what ?? null;
    return this.#change(agentId, 'agent.order_done', SYSTEM_ACTOR, { what }, (was) =>
      was.order === null ? was : { ...was, drain: null, order: null },
    );
  }

  limit(agentId: string, limits: AgentLimits, actor: Actor): Promise<void> {
    const before = this.of(agentId).limits;
    return this.#change(agentId, 'agent.limits_changed', actor, { before, after: limits }, (was) =>
      JSON.stringify(was.limits) === JSON.stringify(limits) ? was : { ...was, limits },
    );
  }

  #change(
    agentId: string,
    event: AuditEventName,
    actor: Actor,
    details: NonNullable<AuditEntry['details']>,
    next: (was: KeptOperation) => KeptOperation,
  ): Promise<void> {
    const work = async () => {
      const was = this.of(agentId);
      const will = next(was);
      if (will === was) return;
      await this.#deps.store.record(
        [statementOf(agentId, will)],
        [{ event, actor, resourceId: agentId, details }],
      );
      this.#kept.set(agentId, will);
    };
    // Whoever asked before may have failed: that is told to them, and holds up nobody.
    const done = this.#last.then(work, work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function statementOf(agentId: string, { drain, order, limits }: KeptOperation) {
  return {
    sql: 'INSERT OR REPLACE INTO agent_operations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    args: [
      agentId,
      drain?.after ?? null,
      drain?.sinceMs ?? null,
      order?.what ?? null,
      order?.epoch ?? null,
      order?.sinceMs ?? null,
      JSON.stringify(limits.labels),
      limits.slots,
      limits.loadShare,
    ],
  };
}

function operationOf(row: Row): KeptOperation {
  const { drain_after: after, order_what: what, order_epoch: epoch } = row;
  const limits = AgentLimits.parse({
    labels: JSON.parse(String(row.labels)),
    slots: row.slots,
    loadShare: row.load_share,
  });
  return {
    drain: after === null ? null : { after: after as AfterDrain, sinceMs: Number(row.drain_ms) },
    order:
      what === null
        ? null
        : {
            what: what as AgentOrder['what'],
            epoch: String(epoch),
            sinceMs: Number(row.order_ms),
          },
    limits,
  };
}
