import type {
  Partition,
  PartitionInstance,
  PartitionLayout,
  PartitionPlan,
  PartitionProfile,
} from '#schemas/broker/partition';
import { placeProfiles } from './place-profiles.ts';

/** What a plan is made of: the card as it is. */
export type FoundPartition = Pick<
  Partition,
  'gpuUuid' | 'mode' | 'pendingMode' | 'profiles' | 'instances'
>;

/** How to get from what is there to what is wanted, or in a sentence why not. `nothing`: it is like that already. */
export type Way =
  | {
      readonly kind: 'way';
      readonly commands: string[][];
      readonly after: PartitionPlan['after'];
      readonly goes: PartitionInstance[];
    }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly sentence: string };

const refused = (sentence: string): Way => ({ kind: 'refused', sentence });

type Placed = PartitionPlan['after'][number] & { readonly hasCompute: boolean };

/**
 * The commands in their order: compute instances go before the GPU instances that they lie in, both before the mode changes
 * (NVIDIA MIG User Guide, "Destroying GPU Instances"), and the largest profile is made first (there, "Creating GPU Instances").
 */
export function wayTo(found: FoundPartition, wanted: PartitionLayout): Way {
  const { gpuUuid, mode, instances } = found;
  if (mode === null) return refused('This GPU does not support MIG.');
  const strange = instances.find((one) => !isPlain(one));
  if (strange !== undefined) {
    return refused(
      `Instance ${strange.gpuInstance} has compute instances of its own (${strange.compute.map(({ name }) => name).join(', ')}), which could not be brought back: remove them by hand first.`,
    );
  }
  const placed = placedOf(found, wanted);
  if (!Array.isArray(placed)) return placed;
  if (isLike(found, wanted)) return { kind: 'nothing' };
  const mig = (...more: string[]) => ['nvidia-smi', 'mig', '-i', gpuUuid, ...more];
  const commands: string[][] = [];
  if (instances.some(({ compute }) => compute.length > 0)) commands.push(mig('-dci'));
  if (instances.length > 0) commands.push(mig('-dgi'));
  if (mode !== wanted.mode || found.pendingMode !== wanted.mode) {
    commands.push(['nvidia-smi', '-i', gpuUuid, '-mig', wanted.mode === 'enabled' ? '1' : '0']);
  }
  for (const hasCompute of [true, false]) {
    const group = placed.filter((one) => one.hasCompute === hasCompute);
    if (group.length === 0) continue;
    const list = group.map(({ profileId, start }) =>
      start === null ? `${profileId}` : `${profileId}:${start}`,
    );
    commands.push(mig('-cgi', list.join(','), ...(hasCompute ? ['-C'] : [])));
  }
  const after = placed.map(({ hasCompute: _, ...one }) => one);
  return { kind: 'way', commands, after, goes: [...instances] };
}

/** What is there, as it can be asked for again. */
export function layoutOf({ mode, instances }: FoundPartition): PartitionLayout {
  return {
    mode: mode ?? 'disabled',
    instances: instances.map(({ profileId, start, compute }) => ({
      profileId,
      start,
      hasCompute: compute.length > 0,
    })),
  };
}

/** Whether the card is as was wanted, wherever the driver put what had no place of its own. */
export function isLike(found: FoundPartition, wanted: PartitionLayout): boolean {
  if (found.mode !== wanted.mode || found.pendingMode !== wanted.mode) return false;
  if (found.instances.length !== wanted.instances.length) return false;
  const left = [...layoutOf(found).instances];
  // Those with a place first: one that may lie anywhere must not take another's.
  return wanted.instances
    .toSorted((a, b) => Number(a.start === null) - Number(b.start === null))
    .every((one) => {
      const at = left.findIndex(
        ({ profileId, start, hasCompute }) =>
          profileId === one.profileId &&
          hasCompute === one.hasCompute &&
          (one.start === null || start === one.start),
      );
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
}

/** One compute instance over the whole, as `-C` makes it, or none: what can be brought back. */
function isPlain({ name, compute }: PartitionInstance): boolean {
  return compute.length === 0 || (compute.length === 1 && compute[0].name === name);
}

function placedOf(found: FoundPartition, wanted: PartitionLayout): Placed[] | Way {
  if (wanted.instances.length === 0) return [];
  const { profiles } = found;
  if (profiles === null) {
    // What was there before can be there again, whatever the driver lists while MIG is off.
    if (wanted.instances.every(({ start }) => start !== null)) {
      return wanted.instances.map((one) => ({
        ...one,
        name: `profile ${one.profileId}`,
        memoryGib: null,
      }));
    }
    return refused(
      'The driver lists the profiles of this GPU only once MIG is on: turn it on without instances first.',
    );
  }
  const known = new Map(profiles.map((profile) => [profile.profileId, profile]));
  const stranger = wanted.instances.find(({ profileId }) => !known.has(profileId));
  if (stranger !== undefined) return refused(`This GPU has no profile ${stranger.profileId}.`);
  const each = wanted.instances
    .map((one) => ({ ...one, profile: known.get(one.profileId) as PartitionProfile }))
    .toSorted((a, b) => b.profile.memoryGib - a.profile.memoryGib);
  for (const [profile, same] of Map.groupBy(each, ({ profile }) => profile)) {
    if (same.length > profile.total) {
      return refused(`Of ${profile.name} there can be ${profile.total}, not ${same.length}.`);
    }
  }
  const isKnown = each.every(({ profile }) => profile.placement !== null);
  const starts = isKnown ? placeProfiles(each) : each.map(({ start }) => start);
  if (starts === null) return refused('These instances do not fit beside each other on this GPU.');
  return each.map(({ profile, hasCompute }, i) => ({
    profileId: profile.profileId,
    name: profile.name,
    start: starts[i],
    memoryGib: profile.memoryGib,
    hasCompute,
  }));
}
