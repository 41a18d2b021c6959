/** Why a letter or a message was not taken, in a sentence for an administrator, and whether trying again can help. */
export class SendFailure extends Error {
  readonly advice: 'retry' | 'give up';
  /** How long the receiver wants to be left alone; null: it did not say. */
  readonly pauseMs: number | null;

  constructor(
    sentence: string,
    advice: 'retry' | 'give up',
    cause?: unknown,
    pauseMs: number | null = null,
  ) {
    super(sentence, { cause });
    this.name = 'SendFailure';
    this.advice = advice;
    this.pauseMs = pauseMs;
  }
}
