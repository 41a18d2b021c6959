import { useRef } from 'preact/hooks';
import type { Loaded } from './use-load.ts';

/** What was loaded last, also while a later answer fails to come. */
export interface Kept<T> {
  readonly value: T | null;
  /** Why it is not up to date; null: it is, or nothing ever came. */
  readonly lost: string | null;
}

/** Keeps what came to a question in sight when asking it again fails, with the reason. */
export function useKept<T>(state: Loaded<T>): Kept<T> {
  const last = useRef<T | null>(null);
  if (state.kind === 'ready') last.current = state.value;
  const isLost = state.kind === 'failed' && last.current !== null;
  return { value: last.current, lost: isLost ? state.sentence : null };
}
