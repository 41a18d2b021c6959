import { type Signal, useSignal } from '@preact/signals';
import { HubProblem } from '../../http/request.ts';

/** How the sending of a form stands. */
export interface Submitting {
  readonly busy: Signal<boolean>;
  /** Why it failed, in a sentence. */
  readonly failure: Signal<string | null>;
  /** What is wrong with which field, by the field's name. */
  readonly issues: Signal<Readonly<Record<string, string>>>;
  readonly submit: (event?: Event) => Promise<void>;
}

/** Sends a form: one attempt at a time, with what the hub refuses put where a person looks for it. */
export function useSubmit(send: () => Promise<void>): Submitting {
  const busy = useSignal(false);
  const failure = useSignal<string | null>(null);
  const issues = useSignal<Readonly<Record<string, string>>>({});
  const submit = async (event?: Event) => {
    event?.preventDefault();
    if (busy.peek()) return;
    busy.value = true;
    failure.value = null;
    issues.value = {};
    try {
      await send();
    } catch (error) {
      failure.value = (error as Error).message;
      const found = error instanceof HubProblem ? error.issues : [];
      issues.value = Object.fromEntries(found.map(({ path, message }) => [path, message]));
    } finally {
      busy.value = false;
    }
  };
  return { busy, failure, issues, submit };
}
