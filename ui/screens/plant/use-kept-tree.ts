import { type Signal, useSignal, useSignalEffect } from '@preact/signals';

const KEY = 'tremolo.plant.tree';

/** Whether the tree stands beside the tiles, as it was left in this browser. */
export function useKeptTree(): Signal<boolean> {
  const isShown = useSignal(localStorage.getItem(KEY) !== 'hidden');
  useSignalEffect(() => localStorage.setItem(KEY, isShown.value ? 'shown' : 'hidden'));
  return isShown;
}
