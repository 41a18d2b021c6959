import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../../session/app.ts';

/** So long what is there waits for the rest. */
const PATIENCE_MS = 1_500;

/**
 * Whether enough is known to draw the whole screen in one go: points, tree and alarms come apart, and each that came by itself would
 * push down what is read already. Once drawn it stays. With it the first step for a plant without a tree, where it is needed.
 */
export function usePlantReady(loadFirst: () => Promise<ComponentType>): {
  isReady: boolean;
  first: ComponentType | null;
} {
  const { plant, tree, alarms, session } = useApp();
  const first = useSignal<{ of: ComponentType | null } | null>(null);
  const isLate = useSignal(false);
  const isTaken = useSignal(false);
  const isDrawn = useRef<boolean | null>(null);
  const isTreeKnown = tree.state.value !== 'waiting';
  const isTreeless = tree.state.value === 'ready' && tree.branches.value.size === 0;
  const needsFirst = isTreeless && plant.loaded.value && session.may('plant:edit');
  useEffect(() => {
    const timer = setTimeout(() => {
      isLate.value = true;
    }, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!needsFirst || first.peek() !== null) return;
    const keep = (of: ComponentType | null) => {
      first.value = { of };
    };
    // A script that does not come is tried again where it is drawn.
    loadFirst().then(keep, () => keep(null));
  }, [needsFirst]);
  const areAlarmsKnown = alarms.isLoaded.value || !session.mayAnywhere('alarm:read');
  const isKnown = plant.loaded.value && isTreeKnown && areAlarmsKnown;
  const isComplete = isKnown && (!needsFirst || first.value !== null);
  // Who comes back from another screen finds it as it was.
  isDrawn.current ??= isComplete;
  isDrawn.current ||= isLate.value || isTaken.value;
  useEffect(() => {
    if (!isComplete || isDrawn.current) return;
    // What came last is read in this task, all is drawn in the next: a phone hears fingers between the two.
    const timer = setTimeout(() => {
      isTaken.value = true;
    });
    return () => clearTimeout(timer);
  }, [isComplete]);
  return { isReady: isDrawn.current, first: first.value?.of ?? null };
}
