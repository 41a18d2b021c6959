import { ulid } from 'ulid';
import {
  isPartitioning,
  type PartitionNews,
  PartitionPlan,
  PartitionRun,
  type PartitionState,
} from '#schemas/broker/partition';
import type { PartitionRow } from '#schemas/http/partition';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import { type Actor, SYSTEM_ACTOR } from '../store/actor.ts';
import type { Json } from '../store/audit-entry.ts';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

/** So many of each GPU are shown; the others stay on the audit trail. */
const SHOWN_MAX = 10;

export interface PartitionBookDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly nameOf: (userId: UserId) => string;
}

/** A partitioning that has not ended, as far as the hub knows. */
export type OpenPartition = Pick<
  PartitionRow,
  'runId' | 'agentId' | 'gpuUuid' | 'askedMs' | 'plan'
> & {
  readonly state: PartitionState;
};

/** Every partitioning of every GPU: asked for, followed, and kept over a restart. */
export class PartitionBook {
  readonly #deps: PartitionBookDeps;
  readonly #open = new Map<string, OpenPartition>();

  constructor(deps: PartitionBookDeps) {
    this.#deps = deps;
  }

  /** Recalls what had not ended. */
  async start(): Promise<void> {
    const rows = await this.#deps.store.read('SELECT * FROM partition_runs WHERE ended_ms IS NULL');
    for (const row of rows) {
      const { run: _, askedBy: __, endedMs: ___, ...open } = this.#rowOf(row);
      this.#open.set(open.runId, open);
    }
  }

  open(): OpenPartition[] {
    return [...this.#open.values()];
  }

  /** The latest first. */
  async of(agentId: string, gpuUuid: string): Promise<PartitionRow[]> {
    const rows = await this.#deps.store.read(
      'SELECT * FROM partition_runs WHERE agent_id = ? AND gpu_uuid = ? ORDER BY run_id DESC LIMIT ?',
      [agentId, gpuUuid, SHOWN_MAX],
    );
    return rows.map((row) => this.#rowOf(row));
  }

  /** From here on the GPU is taken, also before it is written down. */
  async begin(agentId: string, plan: PartitionPlan, actor: Actor): Promise<PartitionRow> {
    const { store, clock, nameOf } = this.#deps;
    const { gpuUuid } = plan;
    const runId = `pr_${ulid()}`;
    const askedMs = clock();
    const open: OpenPartition = { runId, agentId, gpuUuid, askedMs, plan, state: 'asked' };
    this.#open.set(runId, open);
    try {
      await store.record(
        [
          {
            sql: 'INSERT INTO partition_runs VALUES (?, ?, ?, ?, ?, ?, NULL, ?, NULL)',
            args: [runId, agentId, gpuUuid, 'asked', askedMs, actor.userId, JSON.stringify(plan)],
          },
        ],
        [
          {
            event: 'agent.partition_asked',
            actor,
            resourceId: agentId,
            details: { runId, gpuUuid, commands: wordsOf(plan.commands) },
          },
        ],
      );
    } catch (error) {
      this.#open.delete(runId);
      throw error;
    }
    const askedBy = actor.userId === null ? '' : nameOf(actor.userId);
    return { ...open, askedBy, endedMs: null, run: null };
  }

  /** What the agent says of it, perhaps not for the first time. True when it is news. */
  async take({ agentId, run }: PartitionNews): Promise<boolean> {
    const { runId, state, sentence, steps } = run;
    const open = this.#open.get(runId) ?? (await this.#givenUp(runId));
    // Ended as far as we know, another agent’s, or not ours at all.
    if (open === undefined || open.agentId !== agentId || open.gpuUuid !== run.gpuUuid)
      return false;
    const isOver = !isPartitioning(state);
    const kept = isOver ? 'done' : 'going on';
    await this.#keep(open, run, isOver ? this.#deps.clock() : null, {
      kept,
      state,
      details: { sentence, commands: wordsOf(steps.map(({ command }) => command)) },
    });
    return true;
  }

  /** The agent never took it up. */
  async giveUp(open: OpenPartition): Promise<void> {
    const state = 'unanswered' as const;
    await this.#keep(open, null, this.#deps.clock(), { kept: 'done', state, details: {} });
  }

  /** One that was given up too early: its agent took it up after all. */
  async #givenUp(runId: string): Promise<OpenPartition | undefined> {
    const [row] = await this.#deps.store.read(
      "SELECT * FROM partition_runs WHERE run_id = ? AND state = 'unanswered'",
      [runId],
    );
    return row === undefined ? undefined : this.#rowOf(row);
  }

  async #keep(
    open: OpenPartition,
    run: PartitionRun | null,
    endedMs: number | null,
    news: { kept: 'done' | 'going on'; state: PartitionState; details: Record<string, Json> },
  ): Promise<void> {
    const { runId, agentId, gpuUuid } = open;
    const { kept, state, details } = news;
    await this.#deps.store.record(
      [
        {
          sql: `UPDATE partition_runs SET state = ?, run = coalesce(?, run), ended_ms = ?
            WHERE run_id = ? AND (ended_ms IS NULL OR state = 'unanswered')`,
          args: [state, run === null ? null : JSON.stringify(run), endedMs, runId],
          mustChange: true,
        },
      ],
      kept === 'going on'
        ? []
        : [
            {
              event: 'agent.partition_ended',
              actor: SYSTEM_ACTOR,
              resourceId: agentId,
              outcome: state === 'applied' ? 'done' : 'failed',
              details: { runId, gpuUuid, state, ...details },
            },
          ],
    );
    if (kept === 'done') this.#open.delete(runId);
    else this.#open.set(runId, { ...open, state });
  }

  #rowOf(row: Row): PartitionRow {
    const userId = row.asked_by as UserId | null;
    return {
      runId: String(row.run_id),
      agentId: String(row.agent_id),
      gpuUuid: String(row.gpu_uuid),
      state: row.state as PartitionState,
      askedMs: Number(row.asked_ms),
      askedBy: userId === null ? '' : this.#deps.nameOf(userId),
      endedMs: row.ended_ms === null ? null : Number(row.ended_ms),
      plan: PartitionPlan.parse(JSON.parse(String(row.plan))),
      run: row.run === null ? null : PartitionRun.parse(JSON.parse(String(row.run))),
    };
  }
}

const wordsOf = (commands: readonly (readonly string[])[]): string[] =>
  commands.map((command) => command.join(' '));
