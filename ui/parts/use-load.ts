import { type Signal, useSignal } from '@preact/signals';
import { type Inputs, useEffect } from 'preact/hooks';
import { describeError } from '#schemas/errors/tremolo-error';

export type Loaded<T> =
  | { kind: 'loading' }
  | { kind: 'ready'; value: T }
  | { kind: 'failed'; sentence: string };

/** Loads when the inputs change, and again on `reload`; an answer that was overtaken is dropped. */
export function useLoad<T>(
  load: (signal: AbortSignal) => Promise<T>,
  inputs: Inputs,
): { state: Signal<Loaded<T>>; reload: () => void } {
  const state = useSignal<Loaded<T>>({ kind: 'loading' });
  const turn = useSignal(0);
  useEffect(() => {
    const controller = new AbortController();
    if (state.peek().kind === 'failed') state.value = { kind: 'loading' };
    load(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) state.value = { kind: 'ready', value };
      },
      (error) => {
        if (controller.signal.aborted) return;
        console.error(describeError(error));
        state.value = { kind: 'failed', sentence: (error as Error).message };
      },
    );
    return () => controller.abort();
  }, [...inputs, turn.value]);
  return { state, reload: () => turn.value++ };
}
