import { effect, type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { TrendsView } from './trends-address.ts';

/** Chart or table as a signal for the control that chooses it; the address follows, and leads when it changes by itself. */
export function useShowsSignal(
  view: TrendsView,
  show: (next: TrendsView) => void,
): Signal<TrendsView['shows']> {
  const shows = useSignal(view.shows);
  const latest = useRef({ view, show });
  latest.current = { view, show };
  useEffect(() => {
    shows.value = view.shows;
  }, [view.shows]);
  useEffect(
    () =>
      effect(() => {
        const { view: now, show: go } = latest.current;
        if (shows.value !== now.shows) go({ ...now, shows: shows.value });
      }),
    [],
  );
  return shows;
}
