import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { PartitionProfile } from '#schemas/broker/partition';
import { placeProfiles } from './place-profiles.ts';

const PLACEMENTS = [
  { starts: [0, 1, 2, 3, 4, 5, 6], size: 1 },
  { starts: [0, 2, 4, 6], size: 2 },
  { starts: [0, 2, 4], size: 2 },
  { starts: [0, 4], size: 4 },
  { starts: [0], size: 4 },
  { starts: [0], size: 8 },
];
/** Those of an A100, as its driver lists them. */
const PROFILES: PartitionProfile[] = PLACEMENTS.map((placement, profileId) => ({
  ...{ profileId, name: `p${profileId}`, total: placement.starts.length },
  ...{ memoryGib: placement.size, multiprocessors: placement.size, placement },
}));

/** Every combination of places tried one after the other. */
function fitsSomehow(wanted: readonly PartitionProfile[], taken = new Set<number>()): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return true;
  const { starts, size } = first.placement as { starts: number[]; size: number };
  return starts.some((start) => {
    const places = Array.from({ length: size }, (_, i) => start + i);
    if (places.some((one) => taken.has(one))) return false;
    return fitsSomehow(rest, new Set([...taken, ...places]));
  });
}

test('places are allowed, none lies on another, and what fits somehow is found', () => {
  const some = fc.array(fc.constantFrom(...PROFILES), { maxLength: 7 });
  fc.assert(
    fc.property(some, (profiles) => {
      const starts = placeProfiles(profiles.map((profile) => ({ profile, start: null })));
      expect(starts !== null).toBe(fitsSomehow(profiles));
      if (starts === null) return;
      const taken = profiles.flatMap(({ placement }, i) => {
        expect(placement?.starts).toContain(starts[i]);
        return Array.from({ length: placement?.size ?? 0 }, (_, at) => starts[i] + at);
      });
      expect(new Set(taken).size).toBe(taken.length);
    }),
    { numRuns: 500 },
  );
});

test('a place that was named is kept, and the others go around it', () => {
  const [small, , , half] = PROFILES;
  const wanted = [
    { profile: small, start: 1 },
    { profile: half, start: null },
    { profile: small, start: null },
  ];
  expect(placeProfiles(wanted)).toEqual([1, 4, 0]);
  expect(placeProfiles([{ profile: half, start: 2 }])).toBeNull();
});
