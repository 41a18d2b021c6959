import { expect, test } from 'bun:test';
import { failuresOf, jobStorm } from './job-storm-run.ts';

test('a storm over jobs: each ends once, none is done twice or lost, and diagnosis loses nothing to jobs', async () => {
  const seed = Number(process.env.TREMOLO_STORM_SEED ?? Math.floor(Math.random() * 1e9));
  console.log(`seed ${seed}`);
  const result = await jobStorm({
    ...{ seed, agents: 3, jobs: 40, stormS: 30, settleS: 120 },
    say: () => undefined,
  });
  console.log(JSON.stringify(result));
  const blows = Object.values(result.struck).reduce((sum, count) => sum + count, 0);
  expect(blows).toBeGreaterThan(8);
  expect(result.submitted).toBeGreaterThan(40);
  expect(result).toMatchObject({ lost: 0, surplus: 0, unfinished: 0, torn: 0, twice: 0 });
  expect(result.diagnosis).toMatchObject({ lost: 0, unaccounted: 0 });
  expect(result.diagnosis.diagnosed).toBeGreaterThan(20);
  expect(failuresOf(result)).toBe(0);
  expect(result.ended.succeeded ?? 0).toBeGreaterThan(10);
}, 400_000);
