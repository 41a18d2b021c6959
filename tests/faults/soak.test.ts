import { expect, test } from 'bun:test';
import { soak } from './soak-run.ts';

test('a shortened soak: nothing is lost and memory stays flat', async () => {
  const result = await soak({ minutes: 0.7, sensors: 12, say: () => undefined });
  expect(result.windowsLost).toBe(0);
  expect(result.windowsDiagnosed).toBeGreaterThan(12 * 12.5 * 25);
  expect(result.flat).toBe(true);
}, 90_000);
