import type { Clock } from '../clock.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { siteDay } from './site-day.ts';

/** Not there for so long, it is not counted on any more. */
const COUNTED_ON_MS = 86_400_000;
/** A longer silence between two looks is a hub that slept: nobody watched. */
const WATCHED_MAX_MS = 150_000;

export const RESOURCES = ['gpu', 'slot'] as const;
export type Resource = (typeof RESOURCES)[number];
export type Units = Readonly<Record<Resource, number>>;

/** What an agent can work with, that can be given jobs now. */
export interface WorkingAgent {
  readonly agentId: string;
  readonly gpus: number;
  readonly slots: number;
}

export interface SupplyKeeperDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly agents: () => readonly WorkingAgent[];
}

/** Writes down, minute by minute, what the agents that are counted on could have worked with, and what was there. */
export class SupplyKeeper {
  readonly #deps: SupplyKeeperDeps;
  readonly #known = new Map<string, WorkingAgent & { readonly seenMs: number }>();
  #lookedMs: number | null = null;

  constructor(deps: SupplyKeeperDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM capacity_agents')) {
      const agentId = String(row.agent_id);
      const seenMs = Number(row.seen_ms);
      this.#known.set(agentId, {
        ...{ agentId, seenMs, gpus: Number(row.gpus), slots: Number(row.slots) },
      });
    }
  }

  /** GPUs, and jobs at once, of all agents that are counted on. */
  units(): Units {
    this.#note(this.#deps.agents());
    return sumOf(this.#countedOn());
  }

  /** To be called each minute. */
  async turn(): Promise<void> {
    const { store, clock, agents } = this.#deps;
    const nowMs = clock();
    const there = agents();
    this.#note(there);
    const elapsedMs = this.#lookedMs === null ? 0 : nowMs - this.#lookedMs;
    this.#lookedMs = nowMs;
    if (elapsedMs <= 0 || elapsedMs > WATCHED_MAX_MS) return;
    const { day, fromMs, toMs } = siteDay(nowMs);
    const known = sumOf(this.#countedOn());
    const present = sumOf(there);
    await store.write([
      {
        sql: `INSERT INTO capacity_days VALUES (?, ?, ?, ?)
          ON CONFLICT (day) DO UPDATE SET watched_ms = watched_ms + excluded.watched_ms`,
        args: [day, fromMs, toMs, elapsedMs],
      },
      ...RESOURCES.map((resource) => ({
        sql: `INSERT INTO capacity_supply VALUES (?, ?, ?, ?) ON CONFLICT (day, resource)
          DO UPDATE SET known_ms = known_ms + excluded.known_ms, there_ms = there_ms + excluded.there_ms`,
        args: [day, resource, known[resource] * elapsedMs, present[resource] * elapsedMs],
      })),
      ...there.map(({ agentId, gpus, slots }) => ({
        sql: 'INSERT OR REPLACE INTO capacity_agents VALUES (?, ?, ?, ?)',
        args: [agentId, gpus, slots, nowMs],
      })),
      ...this.#forgotten(nowMs),
    ]);
  }

  #note(there: readonly WorkingAgent[]): void {
    const seenMs = this.#deps.clock();
    for (const agent of there) this.#known.set(agent.agentId, { ...agent, seenMs });
  }

  #countedOn(): WorkingAgent[] {
    const sinceMs = this.#deps.clock() - COUNTED_ON_MS;
    return [...this.#known.values()].filter(({ seenMs }) => seenMs >= sinceMs);
  }

  #forgotten(nowMs: number): Pick<Statement, 'sql' | 'args'>[] {
    const gone = [...this.#known.values()].filter(({ seenMs }) => seenMs < nowMs - COUNTED_ON_MS);
    for (const { agentId } of gone) this.#known.delete(agentId);
    return gone.map(({ agentId }) => ({
      sql: 'DELETE FROM capacity_agents WHERE agent_id = ?',
      args: [agentId],
    }));
  }
}

function sumOf(agents: readonly WorkingAgent[]): Units {
  return {
    gpu: agents.reduce((sum, { gpus }) => sum + gpus, 0),
    slot: agents.reduce((sum, { slots }) => sum + slots, 0),
  };
}
