import type { LaneOrder } from './lane-messages.ts';

type Provider = LaneOrder['provider'];

/** What a lane computes on. `gpu`: the only card that it sees, by UUID; null: whatever the provider takes. */
export type LaneDevice = Pick<LaneOrder, 'provider' | 'gpu'>;

/** The cards of the machine as the lanes may use them. */
export interface LaneCards {
  /** UUIDs of all that are there, in the order of the driver. */
  readonly all: readonly string[];
  /** Of these, those that no lane may use now: in maintenance, or lost. */
  readonly resting: ReadonlySet<string>;
}

/** Providers that take the first card they see: without being shown one, every lane would work on the same. */
const TAKES_FIRST: readonly Provider[] = ['cuda', 'tensorrt'];

/**
 * Lanes go round over the cards. One whose card rests takes another, the processor where none is left; the others stay where they
 * are.
 */
export function laneDevice(
  lane: number,
  provider: Provider,
  { all, resting }: LaneCards,
): LaneDevice {
  if (!TAKES_FIRST.includes(provider) || all.length === 0) return { provider, gpu: null };
  const own = all[lane % all.length] ?? null;
  if (own !== null && !resting.has(own)) return { provider, gpu: own };
  const usable = all.filter((uuid) => !resting.has(uuid));
  const other = usable[lane % usable.length];
  return other === undefined ? { provider: 'cpu', gpu: null } : { provider, gpu: other };
}
