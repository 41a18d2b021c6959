import { expect, test } from 'bun:test';
import { jobStorm } from './job-storm-run.ts';

test('a short storm over jobs: each ends in one final state, none is done twice, none is lost', async () => {
  const seed = Number(process.env.TREMOLO_STORM_SEED ?? Math.floor(Math.random() * 1e9));
  console.log(`seed ${seed}`);
  const result = await jobStorm({
    ...{ seed, agents: 2, jobs: 12, stormS: 10, settleS: 30 },
    say: () => undefined,
  });
  console.log(JSON.stringify(result));
  const blows = Object.values(result.killed).reduce((sum, count) => sum + count, 0);
  expect(blows).toBeGreaterThan(3);
  expect(result.submitted).toBe(12);
  expect(result).toMatchObject({ lost: 0, unfinished: 0, twice: 0 });
  expect(result.ended.succeeded ?? 0).toBeGreaterThan(0);
}, 120_000);
