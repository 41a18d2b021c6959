import { expect, test } from 'bun:test';
import { HostLoad } from './host-load.ts';

test('shares of the machine lie between 0 and 1, and some memory is in use', () => {
  const load = new HostLoad();
  for (let i = 0; i < 1e7; i++) Math.sqrt(i);
  const { cpuShare, memoryUsedShare } = load.read();
  expect(cpuShare).toBeGreaterThanOrEqual(0);
  expect(cpuShare).toBeLessThanOrEqual(1);
  expect(memoryUsedShare).toBeGreaterThan(0);
  expect(memoryUsedShare).toBeLessThanOrEqual(1);
});
