import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '#schemas/ids/ids';
import { createLog } from '../log.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import { Store } from '../store/store.ts';
import { CaptureRules, type KeptRule } from './capture-rules.ts';
import { SpeedBands } from './speed-bands.ts';

const MINUTE_MS = 60_000;
let dataDir: string;
let store: Store;
let rules: CaptureRules;
let rule: KeptRule;
let bands: SpeedBands;

/** A hub that starts on what is kept. */
async function restart(): Promise<void> {
  rules = new CaptureRules({
    ...{ store, clock: () => 0 },
    plant: { nameOf: () => 'Hall', machinesBelow: () => [], isBelow: () => true },
  });
  await rules.start();
  bands = new SpeedBands(store);
  await bands.start();
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tremolo-bands-'));
  const log = createLog('test', () => undefined);
  store = new Store({ dataDir, log, onCrash: () => undefined });
  await store.start();
  await restart();
  const body = {
    ...{ name: 'Run-up', nodeId: newId('nd'), isEnabled: true },
    ...{ window: { preMs: 0, postMs: 1_000 } },
    trigger: { kind: 'speed_band', minRpm: 1_000, maxRpm: 1_200, restMinutes: 10 } as const,
  };
  const { ruleId } = await rules.add(body, SYSTEM_ACTOR);
  rule = rules.kept(ruleId);
});
afterEach(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

/** Whether each speed, a minute after the one before, is captured. */
async function captured(speeds: readonly number[], machine = 'Pump 1', fromMs = 0) {
  const seen: boolean[] = [];
  for (const [i, rpm] of speeds.entries()) {
    const { comesIn, keeping } = bands.see(rule, machine, rpm, fromMs + i * MINUTE_MS);
    if (keeping !== null) await store.write([keeping]);
    seen.push(comesIn);
  }
  return seen;
}
const kept = () => store.read('SELECT * FROM capture_bands');

test('a speed is captured when it comes into the band, not while it stays there', async () => {
  expect(await captured([900, 1_100, 1_150, 1_100])).toEqual([false, true, false, false]);
});

test('at the edge it does not come in again and again, and not more often than its rest allows', async () => {
  expect(await captured([1_100, 995, 1_005, 998, 1_001])).toEqual([
    ...[true, false, false, false, false],
  ]);
  const speeds = [1_100, 500, 1_100, ...new Array(8).fill(500), 1_100];
  const seen = await captured(speeds, 'Pump 2');
  expect(seen.map((is, i) => (is ? i : -1)).filter((i) => i >= 0)).toEqual([0, 11]);
});

test('each machine counts for itself', async () => {
  expect(await captured([1_100], 'Pump 1')).toEqual([true]);
  expect(await captured([1_100], 'Pump 2')).toEqual([true]);
});

test('a machine that stays in the band over a restart has not come in, and its rest goes on', async () => {
  expect(await captured([1_100])).toEqual([true]);
  await restart();
  expect(await captured([1_100], 'Pump 1', MINUTE_MS)).toEqual([false]);
  expect(await captured([500], 'Pump 1', 2 * MINUTE_MS)).toEqual([false]);
  await restart();
  expect(await captured([1_100, 500], 'Pump 1', 3 * MINUTE_MS)).toEqual([false, false]);
  await restart();
  expect(await captured([1_100], 'Pump 1', 20 * MINUTE_MS)).toEqual([true]);
});

test('what never was in a band is not written down, and a rule that is deleted takes its machines along', async () => {
  await captured([900, 500]);
  expect(await kept()).toEqual([]);
  await captured([1_100]);
  expect(await kept()).toHaveLength(1);
  await rules.remove(rule.ruleId, SYSTEM_ACTOR);
  expect(await kept()).toEqual([]);
  await captured([500]);
  expect(await kept()).toEqual([]);
});
