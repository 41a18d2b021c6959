import { randomUUID } from 'node:crypto';
import type {
  Partition,
  PartitionAnswer,
  PartitionLayout,
  PartitionOrder,
  PartitionPlan,
} from '#schemas/broker/partition';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../clock.ts';

export interface PartitionQuestionsDeps {
  readonly clock: Clock;
  readonly say: (agentId: string, order: PartitionOrder) => void;
  /** A driver takes a second or two to answer; this is when it is believed to hang. */
  readonly answerWithinMs?: number;
}

interface Pending {
  readonly agentId: string;
  readonly settle: (answer: PartitionAnswer) => void;
}

const ANSWER_WITHIN_MS = 15_000;
/** Each look starts some processes on the agent’s machine: whoever looks meanwhile sees the same. */
const SAME_FOR_MS = 3_000;
const LOOKS_MAX = 256;

/** Asks agents of their GPUs, and matches what they answer. */
export class PartitionQuestions {
  readonly #deps: PartitionQuestionsDeps;
  readonly #pending = new Map<string, Pending>();
  readonly #looks = new Map<string, { atMs: number; answer: Promise<Partition> }>();

  constructor(deps: PartitionQuestionsDeps) {
    this.#deps = deps;
  }

  take(answer: PartitionAnswer): void {
    const pending = this.#pending.get(answer.askId);
    // Of another agent’s question nobody answers.
    if (pending?.agentId === answer.agentId) pending.settle(answer);
  }

  /** Throws `conflict` with the sentence of the agent, or where it does not answer. */
  look(agentId: string, gpuUuid: string): Promise<Partition> {
    const key = `${agentId} ${gpuUuid}`;
    const nowMs = this.#deps.clock();
    const known = this.#looks.get(key);
    if (known !== undefined && nowMs - known.atMs < SAME_FOR_MS) return known.answer;
    const answer = this.#lookNow(agentId, gpuUuid);
    if (this.#looks.size >= LOOKS_MAX) this.#looks.clear();
    this.#looks.set(key, { atMs: nowMs, answer });
    return answer;
  }

  /** What would be done. Throws `conflict` with the sentence of the agent, or where it does not answer. */
  async plan(agentId: string, gpuUuid: string, wanted: PartitionLayout): Promise<PartitionPlan> {
    const answer = await this.#ask(agentId, (askId) => ({ what: 'plan', askId, gpuUuid, wanted }));
    if (answer.what === 'planned' && answer.plan.gpuUuid === gpuUuid) return answer.plan;
    throw new TremoloError('conflict', sentenceOf(answer));
  }

  /** What was seen is not to be believed any more. */
  forget(agentId: string, gpuUuid: string): void {
    this.#looks.delete(`${agentId} ${gpuUuid}`);
  }

  async #lookNow(agentId: string, gpuUuid: string): Promise<Partition> {
    const answer = await this.#ask(agentId, (askId) => ({ what: 'look', askId, gpuUuid }));
    if (answer.what === 'seen' && answer.partition.gpuUuid === gpuUuid) return answer.partition;
    throw new TremoloError('conflict', sentenceOf(answer));
  }

  async #ask(agentId: string, order: (askId: string) => PartitionOrder): Promise<PartitionAnswer> {
    const askId = randomUUID();
    const { promise, resolve } = Promise.withResolvers<PartitionAnswer>();
    this.#pending.set(askId, { agentId, settle: resolve });
    const limitMs = this.#deps.answerWithinMs ?? ANSWER_WITHIN_MS;
    const late = {
      what: 'refused',
      agentId,
      askId,
      sentence: `${agentId} does not answer.`,
    } as const;
    const timer = setTimeout(() => resolve(late), limitMs);
    try {
      this.#deps.say(agentId, order(askId));
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#pending.delete(askId);
    }
  }
}

function sentenceOf(answer: PartitionAnswer): string {
  return answer.what === 'refused' ? answer.sentence : 'The agent answered something else.';
}
