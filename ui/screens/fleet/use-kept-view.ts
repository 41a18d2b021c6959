import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { useApp } from '../../session/app.ts';

export type FleetView = 'cards' | 'table';

/** Cards or a table, as this person chose in this browser before. */
export function useKeptView(): Signal<FleetView> {
  const { session } = useApp();
  const state = session.state.peek();
  const key = `tremolo.fleet.view.${state.kind === 'person' ? state.info.user.userId : ''}`;
  const view = useSignal<FleetView>(localStorage.getItem(key) === 'table' ? 'table' : 'cards');
  useSignalEffect(() => localStorage.setItem(key, view.value));
  return view;
}
