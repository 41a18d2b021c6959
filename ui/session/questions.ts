import { type Signal, signal } from '@preact/signals';

/** What a person is asked before something that is not easily taken back. */
export interface Question {
  readonly title: string;
  readonly sentence: string;
  /** The word on the button that does it. */
  readonly action: string;
  readonly isDanger?: boolean;
  /** Has to be typed first, where a slip would be grave. */
  readonly typed?: string;
}

/** A question that waits for its answer. */
export interface OpenQuestion extends Question {
  readonly answer: (yes: boolean) => void;
}

/** Questions of yes or no, one dialog at a time, in the order in which they were asked. */
export class Questions {
  readonly open: Signal<readonly OpenQuestion[]> = signal([]);

  /** True once the person has agreed, false if not. */
  confirm(question: Question): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const asked: OpenQuestion = {
      ...question,
      answer: (yes) => {
        this.open.value = this.open.peek().filter((other) => other !== asked);
        resolve(yes);
      },
    };
    this.open.value = [...this.open.peek(), asked];
    return promise;
  }
}
