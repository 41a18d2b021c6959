import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { type Inputs, useEffect, useRef } from 'preact/hooks';
import { describeError, TremoloError } from '#schemas/errors/tremolo-error';
import { useApp } from '../session/app.ts';

export type Loaded<T> =
  | { kind: 'loading' }
  | { kind: 'ready'; value: T }
  | { kind: 'failed'; sentence: string };

/**
 * Loads when the inputs change, and again on `reload`; an answer that was overtaken is dropped. What the hub could not be
 * reached for is loaded by itself once it is back.
 */
export function useLoad<T>(
  load: (signal: AbortSignal) => Promise<T>,
  inputs: Inputs,
): { state: Signal<Loaded<T>>; reload: () => void } {
  const { live } = useApp();
  const state = useSignal<Loaded<T>>({ kind: 'loading' });
  const turn = useSignal(0);
  const isWaiting = useRef(false);
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
        isWaiting.current = error instanceof TremoloError && error.code === 'hub_unreachable';
        state.value = { kind: 'failed', sentence: (error as Error).message };
      },
    );
    return () => controller.abort();
  }, [...inputs, turn.value]);
  const reload = () => turn.value++;
  useSignalEffect(() => {
    if (live.state.value.kind !== 'live' || !isWaiting.current) return;
    isWaiting.current = false;
    reload();
  });
  return { state, reload };
}
