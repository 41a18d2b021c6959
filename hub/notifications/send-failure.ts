import type { Said } from '#schemas/errors/said';

/** Why a letter or a message was not taken, for an administrator, and whether trying again can help. */
export class SendFailure extends Error {
  readonly said: Said;
  readonly advice: 'retry' | 'give up';
  /** How long the receiver wants to be left alone; null: it did not say. */
  readonly pauseMs: number | null;

  constructor(
    said: Said,
    advice: 'retry' | 'give up',
    cause?: unknown,
    pauseMs: number | null = null,
  ) {
    super(said.sentence, { cause });
    this.name = 'SendFailure';
    this.said = said;
    this.advice = advice;
    this.pauseMs = pauseMs;
  }
}
