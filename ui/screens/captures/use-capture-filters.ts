import type { Signal } from '@preact/signals';
import { useAddressSignal } from '../../session/use-address.ts';

/** What narrows the list of captures: all of it stands in the address. */
export interface CaptureFilterSignals {
  readonly machine: Signal<string>;
  readonly trigger: Signal<string>;
  readonly condition: Signal<string>;
  readonly label: Signal<string>;
  readonly state: Signal<string>;
  readonly protection: Signal<string>;
}

export const UNLABELLED = 'none';

export function useCaptureFilters() {
  const signals: CaptureFilterSignals = {
    machine: useAddressSignal('machine'),
    trigger: useAddressSignal('trigger'),
    condition: useAddressSignal('condition'),
    label: useAddressSignal('label'),
    state: useAddressSignal('state'),
    protection: useAddressSignal('protection'),
  };
  const { machine, trigger, condition, label, state, protection } = signals;
  const isUnlabelled = label.value === UNLABELLED;
  const query = {
    machine: machine.value || undefined,
    trigger: trigger.value || undefined,
    condition: condition.value || undefined,
    label: isUnlabelled ? undefined : label.value || undefined,
    isLabelled: isUnlabelled ? 'false' : undefined,
    state: state.value || undefined,
    isProtected: protection.value || undefined,
  };
  return { signals, query, isAny: Object.values(query).some((value) => value !== undefined) };
}
