/**
 * `bun run bench:failover [--points 1000] [--rate 8192] [--runs 3] [--silent]`
 * Hub with its broker, two agents with a lane each and simulated sensors on this machine; one agent and its lane get SIGKILL, or
 * with `--silent` SIGSTOP: then nothing closes, and only missing heartbeats tell. Covered is a point once a screen has a result,
 * diagnosed from windows that began after the kill. A window is 2048 samples: 4000 a second at 8192 Hz, which the one lane that is
 * left carries on two cores beside all the rest and other work. Where it cannot, its own losses say so.
 */
import { parseArgs } from 'node:util';
import type { FailoverResult } from './failover-result.ts';
import { FailoverRun } from './failover-run.ts';
import { NotCovered } from './failover-tally.ts';
import { numberOption } from './number-option.ts';

const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '8192' },
    runs: { type: 'string', default: '3' },
    silent: { type: 'boolean', default: false },
  },
});
const points = numberOption(values, 'points');
const sampleRateHz = numberOption(values, 'rate');
const runs = numberOption(values, 'runs');
const WINDOW_SAMPLES = 2048;
const WARM_UP_MS = 8_000;
const say = (words: string) => console.error(words);

say(
  `${points} points of ${sampleRateHz} Hz: ${Math.round((points * sampleRateHz) / WINDOW_SAMPLES)} windows a second`,
);

/** Null where points stay uncovered: on a machine that is too busy the survivor sheds them, and there is no time to be told. */
async function runOnce(): Promise<FailoverResult | null> {
  try {
    return await new FailoverRun({
      points,
      sampleRateHz,
      windowSamples: WINDOW_SAMPLES,
      warmUpMs: WARM_UP_MS,
      signal: values.silent ? 'SIGSTOP' : 'SIGKILL',
    }).run();
  } catch (error) {
    if (!(error instanceof NotCovered)) throw error;
    say(error.message);
    return null;
  }
}

function describe(result: FailoverResult): void {
  const cores = Object.entries(result.coresByPart).map(([part, n]) => `${part} ${n.toFixed(2)}`);
  say(`cores before the kill: ${cores.join(', ')}`);
  for (const [stage, s] of Object.entries(result.stages)) say(`${stage}: ${s.toFixed(2)} s`);
  say(
    `${result.orphans} points moved; lost ${result.windowsLost} windows by the hub's counters, ${result.windowsLostByResults} by the results; ${result.windowsUntold} of before untold; ${result.windowsWarming} to fill each context; the survivor's own losses ${result.survivorLosses}`,
  );
}

const results: (FailoverResult | null)[] = [];
for (let i = 0; i < runs; i++) {
  const result = await runOnce();
  results.push(result);
  if (result !== null) describe(result);
}
const seconds = (result: FailoverResult | null) =>
  result === null ? null : Number(result.secondsToFullCoverage.toFixed(2));
// A run without a figure is worse than any with one.
const ordered = results.toSorted(
  (a, b) => (seconds(a) ?? Number.MAX_VALUE) - (seconds(b) ?? Number.MAX_VALUE),
);
const median = ordered[Math.floor((runs - 1) / 2)] ?? null;
console.log(
  JSON.stringify({
    bench: 'failover',
    points,
    agents: 2,
    sampleRateHz,
    secondsToFullCoverage: seconds(median),
    windowsLost: median?.windowsLost ?? null,
    windowsLostByResults: median?.windowsLostByResults ?? null,
    windowsUntold: median?.windowsUntold ?? null,
    survivorLosses: median?.survivorLosses ?? null,
    silent: values.silent,
    runs: results.map(seconds),
  }),
);
