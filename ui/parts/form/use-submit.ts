import { type Signal, useSignal } from '@preact/signals';
import { HubProblem } from '../../http/request.ts';
import { useCountdown } from '../use-countdown.ts';

/** How the sending of a form stands. */
export interface Submitting {
  readonly busy: Signal<boolean>;
  /** Why it failed, in a sentence. */
  readonly failure: Signal<string | null>;
  /** What is wrong with which field, by the field's name. */
  readonly issues: Signal<Readonly<Record<string, string>>>;
  /** Seconds for which the hub hears no further attempt; 0: it does; null: it was never asked to wait. */
  readonly waitS: Signal<number | null>;
  readonly submit: (event?: Event) => Promise<void>;
}

/** Sends a form: one attempt at a time, with what the hub refuses put where a person looks for it. */
export function useSubmit(send: () => Promise<void>): Submitting {
  const busy = useSignal(false);
  const failure = useSignal<string | null>(null);
  const issues = useSignal<Readonly<Record<string, string>>>({});
  const { leftS: waitS, begin: wait } = useCountdown();
  const submit = async (event?: Event) => {
    event?.preventDefault();
    if (busy.peek()) return;
    busy.value = true;
    failure.value = null;
    issues.value = {};
    wait(null);
    try {
      await send();
    } catch (error) {
      failure.value = (error as Error).message;
      if (!(error instanceof HubProblem)) return;
      issues.value = Object.fromEntries(error.issues.map(({ path, message }) => [path, message]));
      wait(error.retryAfterS);
    } finally {
      busy.value = false;
    }
  };
  return { busy, failure, issues, waitS, submit };
}
