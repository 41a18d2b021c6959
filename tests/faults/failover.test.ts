import { expect, test } from 'bun:test';
import { FailoverRun } from '../bench/failover-run.ts';

const POINTS = 16;
/** As `bench:failover`, with room for a machine that is busy with other tests. */
const WITHIN_S = 6;

test('after an agent is killed each point has a result of the other, and every window that nobody had is counted', async () => {
  const run = new FailoverRun({
    points: POINTS,
    sampleRateHz: 8192,
    windowSamples: 2048,
    warmUpMs: 3_000,
    signal: 'SIGKILL',
  });
  const result = await run.run();
  expect(result.orphans).toBe(POINTS / 2);
  expect(result.secondsToFullCoverage).toBeLessThan(WITHIN_S);
  // Four windows a second end at each point; and the counters say what the results say.
  expect(result.windowsLost).toBeLessThan(result.orphans * WITHIN_S * 4);
  expect(result.windowsLostByResults).toBe(result.windowsLost);
}, 60_000);
