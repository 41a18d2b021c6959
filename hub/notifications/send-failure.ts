/** Why a letter or a text message was not taken, in a sentence for an administrator, and whether trying again can help. */
export class SendFailure extends Error {
  readonly advice: 'retry' | 'give up';

  constructor(sentence: string, advice: 'retry' | 'give up', cause?: unknown) {
    super(sentence, { cause });
    this.name = 'SendFailure';
    this.advice = advice;
  }
}
