import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  MigOutputError,
  parseComputeInstances,
  parseGpuInstances,
  parsePlacements,
  parseProfiles,
} from './parse-mig.ts';

const RECORDED = readFileSync(
  join(import.meta.dirname, '../../tests/golden/nvidia-smi/mig-a100-sxm4-40gb.txt'),
  'utf8',
);

function recorded(question: string): string {
  const part = RECORDED.split('\n$ nvidia-smi mig ').find((each) => each.startsWith(question));
  return part?.slice(part.indexOf('\n') + 1) ?? '';
}

test('the profiles of an A100, with how many fit and how much memory each has', () => {
  const profiles = parseProfiles(recorded('-lgip\n'));
  expect(profiles?.map(({ profileId, name, total }) => [profileId, name, total])).toEqual([
    [19, '1g.5gb', 7],
    [14, '2g.10gb', 3],
    [9, '3g.20gb', 2],
    [5, '4g.20gb', 1],
    [0, '7g.40gb', 1],
  ]);
  expect(profiles?.[2]).toMatchObject({ memoryGib: 19.62, multiprocessors: 42 });
});

test('profiles of Blackwell with media engines and graphics in their names', () => {
  // Rows as an RTX PRO 6000 Blackwell Server Edition prints them under R580.
  const text = `+-------------------------------------------------------------------------------+
| GPU instance profiles:                                                        |
| GPU   Name               ID    Instances   Memory     P2P    SM    DEC   ENC  |
|                                Free/Total   GiB              CE    JPEG  OFA  |
|===============================================================================|
|   0  MIG 1g.24gb+me.all  65     1/1        23.62      No     46     4     4   |
|                                                               1     4     1   |
+-------------------------------------------------------------------------------+
|   0  MIG 1g.24gb-me      67     4/4        23.62      No     46     0     0   |
|                                                               1     0     0   |
+-------------------------------------------------------------------------------+
`;
  expect(parseProfiles(text)?.map(({ name }) => name)).toEqual(['1g.24gb+me.all', '1g.24gb-me']);
});

test('where instances may begin, one place or several', () => {
  const placements = parsePlacements(recorded('-lgipp\n'));
  expect(placements.get(9)).toEqual({ starts: [0, 4], size: 4 });
  expect(placements.get(0)).toEqual({ starts: [0], size: 8 });
});

test('instances with their places, and compute instances of drivers that print no place', () => {
  expect(parseGpuInstances(recorded('-lgi\n')).at(-1)).toEqual({
    ...{ gpuInstance: 2, profileId: 9, name: '3g.20gb', start: 4, size: 4 },
  });
  expect(parseComputeInstances(recorded('-lci -gi 1\n'))).toEqual(
    [0, 1, 2].map((computeInstance) => ({ gpuInstance: 1, computeInstance, name: '1c.3g.20gb' })),
  );
});

test('that there is none is believed only where the driver says just that', () => {
  expect(parseGpuInstances('No GPU instances found: Not Found\n')).toEqual([]);
  expect(parseProfiles('No MIG-enabled devices found.\n')).toBeNull();
  expect(() => parseGpuInstances('No GPU instances found: Permission denied\n')).toThrow(
    MigOutputError,
  );
  expect(() => parseGpuInstances('')).toThrow(MigOutputError);
});

test('a line that is not understood is no line that is passed over', () => {
  const broken = recorded('-lgi\n').replace('0:1', 'somewhere');
  expect(() => parseGpuInstances(broken)).toThrow('somewhere');
});
