import { expect, test } from 'bun:test';
import type {
  PartitionInstance,
  PartitionLayout,
  PartitionProfile,
} from '#schemas/broker/partition';
import { type FoundPartition, isLike, layoutOf, wayTo } from './plan-partition.ts';

const profile = (
  profileId: number,
  name: string,
  total: number,
  memoryGib: number,
  starts: number[],
  size: number,
): PartitionProfile => ({
  ...{ profileId, name, total, memoryGib, multiprocessors: 14 },
  placement: { starts, size },
});
const PROFILES = [
  profile(19, '1g.5gb', 7, 4.75, [0, 1, 2, 3, 4, 5, 6], 1),
  profile(14, '2g.10gb', 3, 9.75, [0, 2, 4], 2),
  profile(9, '3g.20gb', 2, 19.62, [0, 4], 4),
  profile(0, '7g.40gb', 1, 39.5, [0], 8),
];
const CARD: FoundPartition = {
  ...{ gpuUuid: 'GPU-1', mode: 'enabled', pendingMode: 'enabled' },
  ...{ profiles: PROFILES, instances: [] },
};
const instance = (gpuInstance: number, profileId: number, start: number): PartitionInstance => {
  const { name, placement } = PROFILES.find((one) => one.profileId === profileId) ?? PROFILES[0];
  return {
    ...{ gpuInstance, profileId, name, start, size: placement?.size ?? 1 },
    compute: [{ computeInstance: 0, name }],
  };
};
const layout = (...ids: number[]): PartitionLayout => ({
  mode: 'enabled',
  instances: ids.map((profileId) => ({ profileId, start: null, hasCompute: true })),
});
const commandsOf = (found: FoundPartition, wanted: PartitionLayout) => {
  const way = wayTo(found, wanted);
  if (way.kind !== 'way') throw new Error(JSON.stringify(way));
  return way.commands.map((one) => one.join(' '));
};

test('what is there goes from the inside out, and the largest is made first', () => {
  const found = { ...CARD, instances: [instance(7, 19, 0), instance(2, 9, 4)] };
  expect(commandsOf(found, layout(19, 14, 9))).toEqual([
    'nvidia-smi mig -i GPU-1 -dci',
    'nvidia-smi mig -i GPU-1 -dgi',
    'nvidia-smi mig -i GPU-1 -cgi 9:0,14:4,19:6 -C',
  ]);
});

test('the first place that is free is left where others need it', () => {
  // At 0 the large one would leave places 4 to 6: three small ones, not four.
  expect(commandsOf(CARD, layout(9, 19, 19, 19, 19))).toEqual([
    'nvidia-smi mig -i GPU-1 -cgi 9:4,19:0,19:1,19:2,19:3 -C',
  ]);
});

test('MIG is turned on before instances are made, and off after they are gone', () => {
  const off = { ...CARD, mode: 'disabled' as const, pendingMode: 'disabled' as const };
  expect(commandsOf(off, layout(0))).toEqual([
    'nvidia-smi -i GPU-1 -mig 1',
    'nvidia-smi mig -i GPU-1 -cgi 0:0 -C',
  ]);
  const full = { ...CARD, instances: [instance(1, 0, 0)] };
  expect(commandsOf(full, { mode: 'disabled', instances: [] })).toEqual([
    'nvidia-smi mig -i GPU-1 -dci',
    'nvidia-smi mig -i GPU-1 -dgi',
    'nvidia-smi -i GPU-1 -mig 0',
  ]);
});

test('instances without a compute instance are brought back without one', () => {
  const wanted = {
    mode: 'enabled' as const,
    instances: [
      { profileId: 9, start: 4, hasCompute: true },
      { profileId: 14, start: 0, hasCompute: false },
    ],
  };
  expect(commandsOf(CARD, wanted)).toEqual([
    'nvidia-smi mig -i GPU-1 -cgi 9:4 -C',
    'nvidia-smi mig -i GPU-1 -cgi 14:0',
  ]);
});

test.each<[string, FoundPartition, PartitionLayout, RegExp]>([
  ['a card without MIG', { ...CARD, mode: null }, layout(9), /does not support MIG/],
  ['a profile that it has not', CARD, layout(21), /no profile 21/],
  ['more than fit of one', CARD, layout(9, 9, 9), /there can be 2, not 3/],
  ['what does not fit together', CARD, layout(9, 9, 19), /do not fit/],
  ['profiles that nobody knows yet', { ...CARD, profiles: null }, layout(9), /only once MIG is on/],
])('%s is refused in a sentence', (_, found, wanted, sentence) => {
  const way = wayTo(found, wanted);
  expect(way.kind === 'refused' && way.sentence).toMatch(sentence);
});

test('a card is not touched whose compute instances could not be brought back', () => {
  const divided = {
    ...instance(3, 9, 0),
    compute: [0, 1].map((computeInstance) => ({ computeInstance, name: '1c.3g.20gb' })),
  };
  const way = wayTo({ ...CARD, instances: [divided] }, layout(0));
  expect(way.kind === 'refused' && way.sentence).toContain('1c.3g.20gb');
});

test('without places from the driver it chooses them itself', () => {
  const profiles = PROFILES.map((one) => ({ ...one, placement: null }));
  expect(commandsOf({ ...CARD, profiles }, layout(14, 9))).toEqual([
    'nvidia-smi mig -i GPU-1 -cgi 9,14 -C',
  ]);
});

test('what was there before is made again also where the driver lists nothing while MIG is off', () => {
  const off = {
    ...CARD,
    mode: 'disabled' as const,
    pendingMode: 'disabled' as const,
    profiles: null,
  };
  const before = layoutOf({ ...CARD, instances: [instance(1, 9, 0), instance(2, 14, 4)] });
  expect(commandsOf(off, before)).toEqual([
    'nvidia-smi -i GPU-1 -mig 1',
    'nvidia-smi mig -i GPU-1 -cgi 9:0,14:4 -C',
  ]);
});

test('a card is like what was wanted wherever the driver put it, and not with another place that was named', () => {
  const found = { ...CARD, instances: [instance(1, 9, 4), instance(2, 9, 0)] };
  expect(isLike(found, layout(9, 9))).toBe(true);
  expect(isLike(found, layoutOf(found))).toBe(true);
  expect(wayTo(found, layout(9, 9)).kind).toBe('nothing');
  const other = { ...CARD, instances: [instance(1, 14, 0)] };
  const at2 = {
    mode: 'enabled' as const,
    instances: [{ profileId: 14, start: 2, hasCompute: true }],
  };
  expect(isLike(other, at2)).toBe(false);
  expect(isLike({ ...found, pendingMode: 'disabled' }, layout(9, 9))).toBe(false);
});
