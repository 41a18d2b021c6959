import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Whole seconds that are left until something; null: nothing is waited for. */
export function useCountdown(): {
  leftS: Signal<number | null>;
  begin: (seconds: number | null) => void;
} {
  const untilMs = useSignal<number | null>(null);
  const leftS = useSignal<number | null>(null);
  useEffect(() => {
    const until = untilMs.value;
    if (until === null) return;
    // By the clock and not by counting: a page in the background is woken rarely.
    const timer = setInterval(() => {
      leftS.value = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      if (leftS.value === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [untilMs.value]);
  const begin = (seconds: number | null) => {
    leftS.value = seconds;
    untilMs.value = seconds === null ? null : Date.now() + seconds * 1000;
  };
  return { leftS, begin };
}
