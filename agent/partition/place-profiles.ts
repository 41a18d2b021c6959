import type { PartitionProfile } from '#schemas/broker/partition';

/** An instance that is wanted; `start` null: where it fits. */
export interface WantedInstance {
  readonly profile: PartitionProfile;
  readonly start: number | null;
}

/**
 * Where each of the instances can begin so that none lies on another, in the order of `wanted`; null: they do not fit. A card
 * takes only certain beginnings, so that the first place that is free is not always the one that leaves room for the others.
 */
export function placeProfiles(wanted: readonly WantedInstance[]): number[] | null {
  const starts = new Array<number>(wanted.length);
  // The largest first: there are few places for it.
  const order = [...wanted.keys()].sort((a, b) => sizeOf(wanted[b]) - sizeOf(wanted[a]) || a - b);
  const taken = new Set<number>();
  const place = (at: number): boolean => {
    if (at === order.length) return true;
    const { profile, start } = wanted[order[at]];
    const { placement } = profile;
    if (placement === null) return false;
    const before = at === 0 ? null : order[at - 1];
    for (const candidate of start === null ? placement.starts : [start]) {
      if (!placement.starts.includes(candidate)) continue;
      // Of equal ones the order does not matter: without this, seven equal ones are tried in 5 040 ways.
      const isEqual =
        before !== null && start === null && isSame(wanted[before], wanted[order[at]]);
      if (isEqual && candidate < starts[before]) continue;
      const places = Array.from({ length: placement.size }, (_, i) => candidate + i);
      if (places.some((one) => taken.has(one))) continue;
      for (const one of places) taken.add(one);
      starts[order[at]] = candidate;
      if (place(at + 1)) return true;
      for (const one of places) taken.delete(one);
    }
    return false;
  };
  return place(0) ? starts : null;
}

function isSame(a: WantedInstance, b: WantedInstance): boolean {
  return a.start === null && a.profile.profileId === b.profile.profileId;
}

function sizeOf({ profile }: WantedInstance): number {
  return profile.placement?.size ?? 0;
}
