import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMigNames } from './mig-names.ts';

const RECORDED = join(import.meta.dirname, '../../tests/golden/nvidia-smi/list-a100.txt');

test('each device has a name of its own, under its card', () => {
  const names = parseMigNames(readFileSync(RECORDED, 'utf8'));
  expect([...names].map(([card, devices]) => [card, Object.fromEntries(devices)])).toEqual([
    [
      'GPU-9c73eb7b-8d6d-6c0e-dc13-97873e2ede40',
      {
        0: 'MIG-a686709d-6dc2-542a-8851-0d2508448c10',
        1: 'MIG-53864714-0a66-5df2-9007-9268e30d9a72',
      },
    ],
    ['GPU-2927d07e-3fe9-7904-9e08-b08b82d9a37d', {}],
  ]);
});

test('names by path, as drivers before 470 gave them, are none', () => {
  const old = `GPU 0: A100-SXM4-40GB (UUID: GPU-5d5ba0d6-d33d-2b2c-524d-9e3d8d2b8a77)
  MIG 3g.20gb Device 0: (UUID: MIG-GPU-5d5ba0d6-d33d-2b2c-524d-9e3d8d2b8a77/1/0)
`;
  expect([...(parseMigNames(old).values().next().value ?? [])]).toEqual([]);
});

test('anything else says nothing', () => {
  expect(parseMigNames('NVIDIA-SMI has failed.\n').size).toBe(0);
});
