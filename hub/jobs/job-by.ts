import type { UserId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';

/** On whose behalf something is done with jobs. */
export interface JobBy {
  readonly userId: UserId;
  /** Who asks: an API key has idempotency keys of its own, apart from those of its person. */
  readonly submitter: string;
  /** Whether all queues and everybody’s jobs are this person’s business. */
  readonly mayOperate: boolean;
  readonly actor: Actor;
}
