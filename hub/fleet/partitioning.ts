import type { PartitionLayout, PartitionOrder, PartitionPlan } from '#schemas/broker/partition';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Maintenance } from '#schemas/fleet/operation';
import type { GpuPartition, PartitionRow } from '#schemas/http/partition';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../store/actor.ts';
import type { OpenPartition, PartitionBook } from './partition-book.ts';
import type { PartitionQuestions } from './partition-questions.ts';

/** What was planned is offered so long; then the GPU has to be looked at again. */
const PLAN_MS = 10 * 60_000;
const PLANS_MAX = 100;
const SAY_AGAIN_MS = 2_000;
/** One that is at work is asked after, in case its news were lost with the broker. */
const ASK_AFTER_MS = 15_000;
const GIVE_UP_MS = 60_000;

export interface PartitioningDeps {
  readonly book: PartitionBook;
  readonly questions: PartitionQuestions;
  readonly clock: Clock;
  readonly log: Log;
  /** The site’s setting `migAdminEnabled`. */
  readonly isAllowed: () => boolean;
  /** When the agent was heard last; null: not yet. */
  readonly heardMs: (agentId: string) => number | null;
  /** The agent’s GPUs by UUID, with the index under which jobs are given to them; null: it does not answer. */
  readonly gpusOf: (agentId: string) => ReadonlyMap<string, number> | null;
  /** Jobs that are on the GPU, or being given to it. */
  readonly jobsOn: (agentId: string, gpu: number) => readonly string[];
  readonly say: (agentId: string, order: PartitionOrder) => void;
  /** What was known of the agents' GPUs is to be forgotten at once: one of them is taken. */
  readonly onReserved: () => void;
}

/** Has GPUs partitioned: looked at first, planned, checked again, and never while anything is on them. */
export class Partitioning {
  readonly #deps: PartitioningDeps;
  readonly #plans = new Map<string, { plan: PartitionPlan; agentId: string; atMs: number }>();
  readonly #saidMs = new Map<string, number>();
  readonly #busy = new Set<string>();
  /** Done, and their agents have not yet told of their GPUs since. */
  readonly #done = new Map<string, { row: OpenPartition; endedMs: number }>();

  constructor(deps: PartitioningDeps) {
    this.#deps = deps;
  }

  async look(agentId: string, gpuUuid: string): Promise<GpuPartition> {
    const { book, questions, isAllowed } = this.#deps;
    const runs = await book.of(agentId, gpuUuid);
    const common = { isAllowed: isAllowed(), runs };
    try {
      this.#indexOf(agentId, gpuUuid);
      const partition = await questions.look(agentId, gpuUuid);
      const obstacles = [...this.#obstacles(agentId, gpuUuid), ...partition.obstacles];
      return { ...common, partition: { ...partition, obstacles }, trouble: null };
    } catch (error) {
      if (!(error instanceof TremoloError) || error.code !== 'conflict') throw error;
      return { ...common, partition: null, trouble: error.message };
    }
  }

  /** Throws `not_found`, or `conflict` with the reason why there is no plan. */
  async plan(agentId: string, gpuUuid: string, wanted: PartitionLayout): Promise<PartitionPlan> {
    const { questions, clock } = this.#deps;
    this.#indexOf(agentId, gpuUuid);
    const plan = await questions.plan(agentId, gpuUuid, wanted);
    const nowMs = clock();
    for (const [key, { atMs }] of this.#plans) {
      if (nowMs - atMs > PLAN_MS || this.#plans.size >= PLANS_MAX) this.#plans.delete(key);
    }
    this.#plans.set(plan.fingerprint, { plan, agentId, atMs: nowMs });
    return { ...plan, obstacles: [...this.#obstacles(agentId, gpuUuid), ...plan.obstacles] };
  }

  /** Throws `not_found`, or `conflict` with what stands in the way. */
  async apply(
    agentId: string,
    gpuUuid: string,
    fingerprint: string,
    actor: Actor,
  ): Promise<PartitionRow> {
    const { book, clock } = this.#deps;
    const known = this.#plans.get(fingerprint);
    const isFresh = known !== undefined && clock() - known.atMs <= PLAN_MS;
    if (!isFresh || known.agentId !== agentId || known.plan.gpuUuid !== gpuUuid) {
      throw refused('partition_plan_old');
    }
    this.#indexOf(agentId, gpuUuid);
    const [obstacle] = [...this.#obstacles(agentId, gpuUuid), ...known.plan.obstacles];
    if (obstacle !== undefined) throw new TremoloError('conflict', obstacle);
    this.#plans.delete(fingerprint);
    // Taken from here on, in the same breath as the check: the next job that is given out goes elsewhere.
    const begun = book.begin(agentId, known.plan, actor);
    this.#deps.onReserved();
    const row = await begun;
    this.turn();
    return row;
  }

  /** GPUs that are taken, as those in maintenance are. */
  reserved(agentId: string): Maintenance[] {
    const nowMs = this.#deps.clock();
    const done = [...this.#done.values()].map(({ row }) => row);
    return [...this.#deps.book.open(), ...done]
      .filter((open) => open.agentId === agentId)
      .map(({ gpuUuid, askedMs }) => ({
        gpuUuid,
        reason: 'It is being partitioned.',
        sinceMs: askedMs,
        untilMs: nowMs + GIVE_UP_MS,
      }));
  }

  /** Says again what was not taken up, asks after what is at work, gives up what nobody answers. To be called each second. */
  turn(): void {
    const { book, clock, gpusOf, say, log } = this.#deps;
    const nowMs = clock();
    this.#forgetDone(nowMs);
    for (const open of book.open()) {
      const { runId, agentId, gpuUuid, state, askedMs, plan } = open;
      if (state === 'asked' && nowMs - askedMs > GIVE_UP_MS) {
        if (this.#busy.has(runId)) continue;
        this.#busy.add(runId);
        book
          .giveUp(open)
          .catch((error) => log.error('a partitioning is not given up', error))
          .finally(() => this.#busy.delete(runId));
        continue;
      }
      const everyMs = state === 'asked' ? SAY_AGAIN_MS : ASK_AFTER_MS;
      const saidMs = this.#saidMs.get(runId) ?? Number.NEGATIVE_INFINITY;
      if (gpusOf(agentId) === null || nowMs - saidMs < everyMs) continue;
      this.#saidMs.set(runId, nowMs);
      const { wanted, fingerprint } = plan;
      say(agentId, { what: 'apply', runId, gpuUuid, wanted, fingerprint });
    }
  }

  /** What the agent says. To be told of each message. */
  async take(news: Parameters<PartitionBook['take']>[0]): Promise<void> {
    const { book, questions, clock } = this.#deps;
    const { runId, gpuUuid } = news.run;
    const row = book.open().find((open) => open.runId === runId);
    if (!(await book.take(news))) return;
    questions.forget(news.agentId, gpuUuid);
    if (book.open().some((open) => open.runId === runId)) return;
    this.#saidMs.delete(runId);
    if (row !== undefined) this.#done.set(runId, { row, endedMs: clock() });
  }

  /** The GPU is free again once its agent has told of it after the end. */
  #forgetDone(nowMs: number): void {
    const { heardMs, onReserved } = this.#deps;
    for (const [runId, { row, endedMs }] of this.#done) {
      const isHeard = (heardMs(row.agentId) ?? 0) > endedMs;
      if (!isHeard && nowMs - endedMs < GIVE_UP_MS) continue;
      this.#done.delete(runId);
      onReserved();
    }
  }

  #obstacles(agentId: string, gpuUuid: string): string[] {
    const { book, isAllowed, jobsOn } = this.#deps;
    const index = this.#indexOf(agentId, gpuUuid);
    const isBusy = book.open().some((open) => open.agentId === agentId);
    return [
      ...(isAllowed()
        ? []
        : ['The site does not allow it: Administration, Site, “GPUs may be partitioned”.']),
      ...(isBusy ? ['A GPU of this agent is being partitioned.'] : []),
      ...jobsOn(agentId, index).map((jobId) => `Job ${jobId} is on the GPU.`),
    ];
  }

  #indexOf(agentId: string, gpuUuid: string): number {
    const gpus = this.#deps.gpusOf(agentId);
    if (gpus === null) throw new TremoloError('conflict', `${agentId} does not answer.`);
    const index = gpus.get(gpuUuid);
    if (index === undefined) throw refused('gpu_unknown');
    return index;
  }
}
