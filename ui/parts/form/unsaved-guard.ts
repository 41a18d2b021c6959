import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useApp } from '../../session/app.ts';

/** Keeps what was typed from being lost unasked. */
export interface UnsavedGuard {
  /** Does it, a dialog's closing for example, once nothing would be lost or the person agrees. */
  readonly leaving: (then: () => void) => void;
  /** What the form says now is saved. */
  readonly saved: () => void;
}

/**
 * Asks before a form is left with changes: by a link, the back button, closing the tab or, for who calls `leaving`, a dialog.
 * `draft` says what is in the form now; it is dirty while that differs from what it said first or when it was saved. Where its
 * own sending leads elsewhere, `isSending` says so: nobody is asked about what is just being saved.
 */
export function useUnsavedGuard(
  draft: () => unknown,
  isSending: () => boolean = () => false,
): UnsavedGuard {
  const { router } = useApp();
  const latest = useRef(draft);
  latest.current = draft;
  const kept = useRef<string | null>(null);
  kept.current ??= JSON.stringify(draft());
  const isDirty = () => !isSending() && JSON.stringify(latest.current()) !== kept.current;
  useEffect(() => router.hold(isDirty), [router]);
  return useMemo(
    () => ({
      leaving: (then) => void router.leaving(then, isDirty()),
      saved: () => {
        kept.current = JSON.stringify(latest.current());
      },
    }),
    [router],
  );
}
