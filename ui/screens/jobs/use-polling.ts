import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Loaded } from '../../parts/use-load.ts';

const EVERY_MS = 2_000;
/** What fails is asked for less often: the hub may be failing because of too many questions. */
const AFTER_FAILURE_MS = 10_000;

/** What is shown of something that is asked for again and again. */
export interface Polled<T> {
  /** The latest that came to this question, also while newer is missing. */
  readonly state: Signal<Loaded<T>>;
  /** Why it is not up to date; null: it is. */
  readonly lost: string | null;
}

/**
 * Has it loaded again every two seconds while the page is in sight. What came before stays when a later answer fails to come, as
 * long as the question is the same; what never came is left to whoever loads it.
 */
export function usePolling<T>(
  loaded: Signal<Loaded<T>>,
  reload: () => void,
  question: string,
  isOn = true,
): Polled<T> {
  const now = loaded.value;
  const last = useRef<{ question: string; state: Loaded<T> } | null>(null);
  const lost = useRef<string | null>(null);
  if (now.kind === 'ready' && now !== last.current?.state) {
    last.current = { question, state: now };
    lost.current = null;
  }
  const kept = last.current?.question === question ? last.current.state : null;
  if (now.kind === 'failed') lost.current = kept === null ? null : now.sentence;
  const next = now.kind === 'ready' ? now : (kept ?? now);
  const state = useSignal(next);
  if (state.peek() !== next) state.value = next;
  const isWorth = isOn && (now.kind === 'ready' || kept !== null);
  useEffect(() => {
    if (!isWorth || now.kind === 'loading') return;
    const timer = setTimeout(
      () => {
        if (document.visibilityState === 'visible') reload();
        else document.addEventListener('visibilitychange', reload, { once: true });
      },
      now.kind === 'failed' ? AFTER_FAILURE_MS : EVERY_MS,
    );
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', reload);
    };
  }, [now, isWorth]);
  return { state, lost: lost.current };
}
