import type {
  PartitionAnswer,
  PartitionLayout,
  PartitionOrder,
  PartitionRun,
} from '#schemas/broker/partition';
import { isPartitioning } from '#schemas/broker/partition';
import { describeError } from '#schemas/errors/tremolo-error';
import { errorField, type Log } from '../log.ts';
import type { Card } from './card.ts';
import { keptOutput, type MigTool } from './mig-tool.ts';
import type { PartitionLedger } from './partition-ledger.ts';
import { isLike, wayTo } from './plan-partition.ts';
import { PartitionUnreadableError } from './read-partition.ts';

export interface PartitionerDeps {
  readonly agentId: string;
  readonly tool: MigTool;
  readonly card: Card;
  readonly ledger: PartitionLedger;
  readonly clock: () => number;
  readonly log: Log;
  /** Our own nvidia-smi holds the card, too: it is ended meanwhile. */
  readonly pauseWatch: () => () => void;
  readonly answer: (answer: PartitionAnswer) => void;
  readonly publish: (run: PartitionRun) => void;
  /** Resolves when no such process is there any more; false: it is still there after a while. */
  readonly gone: (pid: number) => Promise<boolean>;
}

type Apply = Extract<PartitionOrder, { what: 'apply' }>;
type Ask = Exclude<PartitionOrder, Apply>;
type Way = PartitionRun['steps'][number]['way'];

const UNREADABLE =
  'What this agent kept of an earlier partitioning cannot be read: look at the GPU, then remove partition.json.';
/** The driver says so in a warning, and ends with code 0. */
const WAITS_FOR_RESET =
  'The GPU changes its MIG mode only after a reset: end what holds it, or restart the machine.';
/** An agent that is killed again and again on the way back must not fill its disk with the steps. */
const STEPS_MAX = 40;
const STOPPED = 'The agent ended in the middle.';

/** Partitions GPUs by the hub’s order, one at a time, and brings back what was there where that fails. */
export class Partitioner {
  readonly #deps: PartitionerDeps;
  #work: Promise<void> | null = null;
  #isStopping = false;
  #isUnreadable = false;

  constructor(deps: PartitionerDeps) {
    this.#deps = deps;
  }

  /** Takes up what an agent that was killed had begun: it is undone. */
  start(): void {
    const { ledger, log } = this.#deps;
    try {
      ledger.start();
    } catch (error) {
      // The agent diagnoses all the same; what was begun is for a person to look at before anything else is.
      log('error', 'what was kept of partitioning cannot be read', errorField(error));
      this.#isUnreadable = true;
      return;
    }
    const { run } = ledger;
    if (run !== null && isPartitioning(run.state)) this.#begin(() => this.#recover(run));
  }

  /** Begins no further command, and waits so long for the one that runs; what is left is undone at the next start. */
  async stop(limitMs: number): Promise<void> {
    this.#isStopping = true;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, limitMs);
    await Promise.race([this.#work, promise]);
    clearTimeout(timer);
  }

  /** There is a connection again: the hub may not know of the latest. */
  reconnected(): void {
    const { run } = this.#deps.ledger;
    if (run !== null) this.#deps.publish(run);
  }

  take(order: PartitionOrder): void {
    if (order.what !== 'apply') void this.#answer(order);
    else if (this.#deps.ledger.run?.runId === order.runId) this.reconnected();
    else if (this.#isUnreadable) this.#refuse(order, UNREADABLE);
    else if (this.#work !== null) this.#refuse(order, 'The agent is partitioning a GPU already.');
    else this.#begin(() => this.#apply(order));
  }

  #begin(work: () => Promise<void>): void {
    const resume = this.#deps.pauseWatch();
    this.#work = work()
      .catch((error) => this.#deps.log('error', 'partitioning failed', errorField(error)))
      .finally(() => {
        resume();
        this.#work = null;
      });
  }

  async #answer(order: Ask): Promise<void> {
    const { agentId, card, answer } = this.#deps;
    const { askId, gpuUuid } = order;
    const refuse = (sentence: string) =>
      answer({ what: 'refused', agentId, askId, sentence: sentence.slice(0, 300) });
    try {
      if (this.#work !== null) return refuse('The agent is partitioning a GPU just now.');
      if (order.what === 'look') {
        return answer({ what: 'seen', agentId, askId, partition: await card.look(gpuUuid) });
      }
      const planned = await card.plan(gpuUuid, order.wanted);
      if ('refusal' in planned) refuse(planned.refusal);
      else answer({ what: 'planned', agentId, askId, plan: planned.plan });
    } catch (error) {
      refuse(this.#sentenceOf(error));
    }
  }

  #sentenceOf(error: unknown): string {
    this.#deps.log('warn', 'a GPU cannot be looked at', errorField(error));
    if (error instanceof PartitionUnreadableError) return error.message;
    return 'The agent cannot ask the driver of this GPU.';
  }

  async #apply(order: Apply): Promise<void> {
    const { card } = this.#deps;
    const { gpuUuid, wanted } = order;
    // Once more, right before: what was shown must still be true, and nobody may have come meanwhile.
    const planned = await card
      .plan(gpuUuid, wanted)
      .catch((error) => ({ refusal: this.#sentenceOf(error) }));
    if ('refusal' in planned) return this.#refuse(order, planned.refusal);
    const { plan } = planned;
    const [obstacle] = plan.obstacles;
    if (obstacle !== undefined) return this.#refuse(order, obstacle);
    if (plan.fingerprint !== order.fingerprint) {
      return this.#refuse(order, 'The GPU has changed since it was looked at: look again.');
    }
    let run = this.#newRun(order, { before: plan.before, state: 'running' });
    this.#keep(run);
    for (const command of plan.commands) {
      run = await this.#step(run, 'there', command);
      if (this.#isStopping) return;
      const failed = failureOf(run);
      if (failed !== null) return this.#restore(run, failed);
      if (command.includes('-mig') && (await this.#look(gpuUuid))?.mode !== wanted.mode) {
        return this.#restore(run, WAITS_FOR_RESET);
      }
    }
    const found = await this.#look(gpuUuid);
    if (found === null || !isLike(found, wanted)) {
      return this.#restore(run, 'It did not become what it was to become.');
    }
    this.#end(run, 'applied', null);
  }

  async #recover(run: PartitionRun): Promise<void> {
    const { ledger, gone } = this.#deps;
    // What the killed agent had asked of the driver may still be at work.
    const { pid } = ledger;
    if (pid !== null && !(await gone(pid))) {
      return this.#end(run, 'stuck', `${STOPPED} Its last command (process ${pid}) still runs.`);
    }
    await this.#restore(run, STOPPED);
  }

  /** Back to what was there, from whatever is there now. */
  async #restore(failed: PartitionRun, reason: string): Promise<void> {
    const why = reason.endsWith('.') ? reason : `${reason}.`;
    let run = this.#keep({ ...failed, state: 'restoring', sentence: why });
    const found = await this.#look(run.gpuUuid);
    if (found === null)
      return this.#stuck(run, `${why} The driver does not say what is there.`, []);
    const way = wayTo(found, run.before);
    if (way.kind === 'nothing') return this.#end(run, 'restored', why);
    if (way.kind === 'refused') return this.#stuck(run, `${why} ${way.sentence}`, []);
    if (run.steps.length + way.commands.length > STEPS_MAX) {
      return this.#stuck(run, `${why} The way back was begun too often.`, way.commands);
    }
    const [busy] = found.processes;
    if (busy !== undefined) {
      const sentence = `${why} The way back is not taken: process ${busy.pid} is on the GPU.`;
      return this.#stuck(run, sentence, way.commands);
    }
    for (const [i, command] of way.commands.entries()) {
      run = await this.#step(run, 'back', command);
      if (this.#isStopping) return;
      const error = failureOf(run);
      if (error !== null) {
        return this.#stuck(run, `${why} The way back failed: ${error}`, way.commands.slice(i));
      }
    }
    const back = await this.#look(run.gpuUuid);
    if (back !== null && isLike(back, run.before)) return this.#end(run, 'restored', why);
    this.#stuck(run, `${why} What is there now is not what was there before.`, []);
  }

  async #look(gpuUuid: string) {
    try {
      return await this.#deps.card.look(gpuUuid);
    } catch (error) {
      this.#deps.log('error', 'a GPU cannot be looked at', errorField(error));
      return null;
    }
  }

  async #step(before: PartitionRun, way: Way, command: string[]): Promise<PartitionRun> {
    const { tool, clock, log } = this.#deps;
    const step = {
      ...{ way, command, startedMs: Math.round(clock()), endedMs: null },
      ...{ exitCode: null, output: '' },
    };
    const begun = this.#keep({ ...before, steps: [...before.steps, step] });
    log('warn', 'partitioning a GPU', { command: command.join(' ') });
    const [, ...args] = command;
    const { exitCode, output } = await tool
      .run(args, (pid) => this.#deps.ledger.keep(begun, pid))
      .catch((error) => ({ exitCode: null, output: describeError(error) }));
    const endedMs = Math.round(clock());
    const done = { ...step, endedMs, exitCode, output: keptOutput(output) };
    return this.#keep({ ...before, steps: [...before.steps, done] });
  }

  #refuse(order: Apply, sentence: string): void {
    const before = { mode: 'disabled' as const, instances: [] };
    const run = this.#newRun(order, { before, state: 'refused' });
    const refused = { ...run, sentence: sentence.slice(0, 300), endedMs: run.startedMs };
    // One that is refused because another is at work must not take that one’s place on the disk.
    if (this.#isBusyWithAnother(order)) this.#deps.publish(refused);
    else this.#keep(refused);
  }

  #isBusyWithAnother({ runId }: Apply): boolean {
    const { run } = this.#deps.ledger;
    return this.#isUnreadable || (run !== null && run.runId !== runId && isPartitioning(run.state));
  }

  #newRun(
    { runId, gpuUuid, wanted }: Apply,
    { before, state }: { before: PartitionLayout; state: 'running' | 'refused' },
  ): PartitionRun {
    const startedMs = Math.round(this.#deps.clock());
    return {
      ...{ runId, gpuUuid, state, sentence: null, startedMs, endedMs: null },
      ...{ before, wanted, steps: [], byHand: [] },
    };
  }

  #stuck(run: PartitionRun, sentence: string, byHand: string[][]): void {
    this.#end({ ...run, byHand }, 'stuck', sentence);
  }

  #end(run: PartitionRun, state: PartitionRun['state'], sentence: string | null): void {
    const endedMs = Math.round(this.#deps.clock());
    this.#keep({ ...run, state, sentence: sentence?.slice(0, 300) ?? null, endedMs });
  }

  /** On the disk first, then told. */
  #keep(run: PartitionRun): PartitionRun {
    this.#deps.ledger.keep(run, null);
    this.#deps.publish(run);
    return run;
  }
}

/** Why the last command failed, as the driver says it; null: it did not. */
function failureOf({ steps }: PartitionRun): string | null {
  const last = steps.at(-1);
  if (last === undefined || last.exitCode === 0) return null;
  if (last.exitCode === null && last.output === '') return 'nvidia-smi does not answer.';
  const lines = last.output.split('\n').filter((line) => line.trim() !== '');
  const said = lines.find((line) => /^(unable|failed|error|insufficient)/i.test(line.trim()));
  return (said ?? lines.at(-1) ?? `It ended with code ${last.exitCode}.`).trim().slice(0, 160);
}
