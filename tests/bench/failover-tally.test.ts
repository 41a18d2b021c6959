import { beforeEach, expect, test } from 'bun:test';
import type { ServerMessage } from '#schemas/websocket/messages';
import { FailoverTally } from './failover-tally.ts';

/** Windows of 100 ms from 0 on; the agent of `pt_b` dies at 1050 ms. */
const WINDOW_MS = 100;
const KILLED_MS = 1_050;
const WINDOWS = 30;
let tally: FailoverTally;

const summary = (pointId: string, endMs: number, windows: number) =>
  ({ type: 'summaries', summaries: [{ pointId, atMs: endMs, windows }] }) as ServerMessage;
const sensors = {
  framesHanded: 2 * WINDOWS,
  framesUnsent: 0,
  watched: [0, 1].map((channel) => ({
    channel,
    startUs: 0,
    handedMs: Array.from({ length: WINDOWS }, (_, i) => (i + 1) * WINDOW_MS),
  })),
};
/** Both points filled a context of three windows; the first five windows of `pt_b` after the kill reached nobody. */
const counters = { windows: WINDOWS + 20 - 5, warming: 2 * 3, losses: 0 };

beforeEach(() => {
  tally = new FailoverTally({
    points: 2,
    sampleRateHz: 10_000,
    windowSamples: 1_000,
    channelOf: new Map([
      ['pt_a', 0],
      ['pt_b', 1],
    ]),
  });
  tally.heard(summary('pt_a', 900, 5), 905);
  tally.heard(summary('pt_b', 800, 5), 805);
  tally.killed(KILLED_MS, new Set(['pt_b']));
});

test('a point is covered by a judged window that began after the kill, and by nothing before', async () => {
  let isCovered = false;
  const covered = tally.covered.then(() => {
    isCovered = true;
  });
  tally.heard(summary('pt_a', 1_100, 2), 1_110);
  tally.heard(summary('pt_b', 1_700, 0), 1_710);
  tally.heard(summary('pt_a', 1_300, 1), 1_310);
  await Promise.resolve();
  expect(isCovered).toBe(false);
  tally.heard(summary('pt_b', 1_900, 1), 1_910);
  await covered;
  const { secondsToFullCoverage, stages } = tally.result(sensors, counters);
  expect(secondsToFullCoverage).toBeCloseTo(0.86, 6);
  expect(stages['last result of the others']).toBeCloseTo(0.26, 6);
});

test('windows lost are counted twice over: by the counters, and by the first result', () => {
  tally.heard(summary('pt_a', 1_300, 1), 1_310);
  // Windows 10 to 14 reached nobody, 15 to 17 filled the context, 18 ends at 1900 ms.
  tally.heard(summary('pt_b', 1_900, 1), 1_910);
  const result = tally.result(sensors, counters);
  expect(result.windowsLost).toBe(5);
  expect(result.windowsLostByResults).toBe(5);
  // Windows 8 and 9 were handed over before the kill, after the last result.
  expect(result.windowsUntold).toBe(2);
  expect(result.windowsWarming).toBe(3);
});

test('a result that speaks of several windows counts from the first of them', () => {
  tally.heard(summary('pt_a', 1_300, 1), 1_310);
  tally.heard(summary('pt_b', 2_100, 3), 2_110);
  expect(tally.result(sensors, counters).windowsLostByResults).toBe(5);
});

test('no figure is given where a point stays uncovered; what the survivor itself lost is named', () => {
  tally.heard(summary('pt_a', 1_300, 1), 1_310);
  expect(() => tally.result(sensors, counters)).toThrow('1 points were not covered');
  tally.heard(summary('pt_b', 1_900, 1), 1_910);
  const busy = { ...counters, windows: counters.windows - 2, losses: 2 };
  expect(tally.result(sensors, busy)).toMatchObject({ windowsLost: 7, survivorLosses: 2 });
});
