import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GpuReport } from '#schemas/broker/gpu';
import type { HostState } from '#schemas/broker/host';
import type { Heartbeat } from '#schemas/broker/messages';
import { createLog } from '../log.ts';
import { rollUpSlice } from '../store/series/roll-up.ts';
import { Store } from '../store/store.ts';
import { GpuRegister } from './gpu-register.ts';
import { TelemetryKeeper } from './telemetry-keeper.ts';
import { TelemetryReader } from './telemetry-reader.ts';
import { GPU_SERIES } from './telemetry-series.ts';

const DAY = 86_400_000;
const START = 20_000 * DAY;
const KEPT = [14, 400, 3_650] as const;
const CARD: GpuReport = {
  uuid: 'GPU-a',
  index: 0,
  name: 'Tesla T4',
  busId: '',
  driver: '535.54.03',
  state: 'ok',
  memoryTotalMb: 15_360,
  memoryUsedMb: 1_000,
  utilisation: 0.5,
  temperatureC: 60,
  powerW: null,
  powerLimitW: 70,
  clockMhz: 585,
  memoryClockMhz: 5_000,
  throttle: [],
  detail: null,
};
const HOST: HostState = { cpuShare: 0.25, memoryUsedShare: 0.5, diskUsedShare: null };

let store: Store;
let dataDir: string;
let nowMs: number;
let lost: number;
let failures: number;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tremolo-telemetry-'));
  store = new Store({ dataDir, log: createLog('test', () => undefined), onCrash: () => undefined });
  await store.start();
  [nowMs, lost, failures] = [START, 0, 0];
});
afterEach(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

async function rooms() {
  const clock = () => nowMs;
  const register = new GpuRegister(store);
  const keeper = new TelemetryKeeper({
    store,
    register,
    clock,
    keptMs: 3_650 * DAY,
    lost: (rows) => {
      lost += rows;
    },
    failed: () => {
      failures++;
    },
  });
  await keeper.start();
  const reader = new TelemetryReader({ store, clock, keptDays: KEPT });
  return { register, keeper, reader };
}

const beat = (agentId: string, gpus: readonly GpuReport[], host?: HostState) =>
  ({ agentId, ...(host && { host }), gpu: { gpus, trouble: null } }) as Heartbeat;
const hour = () => ({ from: START, to: START + 3_600_000, maxBuckets: 1_000 });
const gpuAt = (register: GpuRegister, agentId: string, index: number) => {
  const gpu = register.at(agentId, index);
  if (gpu === null) throw new Error('There is none.');
  return gpu;
};

test('seconds become buckets with smallest, mean and largest; what is not told stays unknown, and a gap a gap', async () => {
  const { register, keeper, reader } = await rooms();
  for (const [second, utilisation] of [
    [0, 0.2],
    [1, 0.6],
    [60, 1],
  ] as const) {
    nowMs = START + second * 1_000;
    keeper.take(beat('agent-1', [{ ...CARD, utilisation }], HOST));
  }
  await keeper.flush();
  const kept = await reader.gpu(gpuAt(register, 'agent-1', 0), hour());
  expect(kept.atMs).toEqual([START, START + 60_000]);
  expect(kept.utilisation).toEqual({ min: [0.2, 1], mean: [0.4, 1], max: [0.6, 1] });
  expect(kept.powerW).toEqual({ min: [null, null], mean: [null, null], max: [null, null] });
  expect(kept.gpu).toMatchObject({ uuid: 'GPU-a', name: 'Tesla T4', memoryTotalMb: 15_360 });
  const host = await reader.host(keeper.hostKey('agent-1') ?? -1, hour());
  expect(host.cpuShare.mean).toEqual([0.25, 0.25]);
  expect(host.diskUsedShare.mean).toEqual([null, null]);
  await keeper.stop();
});

test('rows of one bucket that are written in two commits are one bucket, and reach the coarser level once', async () => {
  const { register, keeper, reader } = await rooms();
  keeper.take(beat('agent-1', [{ ...CARD, temperatureC: 50 }]));
  await keeper.flush();
  nowMs += 1_000;
  keeper.take(beat('agent-1', [{ ...CARD, temperatureC: 70 }]));
  await keeper.flush();
  while (await rollUpSlice(store, GPU_SERIES, START + 3 * DAY));
  const gpu = gpuAt(register, 'agent-1', 0);
  for (const maxBuckets of [1_000, 10, 2]) {
    const { temperatureC } = await reader.gpu(gpu, { ...hour(), maxBuckets });
    expect(temperatureC).toEqual({ min: [50], mean: [60], max: [70] });
  }
  await keeper.stop();
});

test('a lost card tells no figures, only that it is lost, and heat is told as a share of the time', async () => {
  const { register, keeper, reader } = await rooms();
  keeper.take(beat('agent-1', [{ ...CARD, throttle: ['sw_thermal_slowdown'] }]));
  nowMs += 1_000;
  keeper.take(beat('agent-1', [{ ...CARD, state: 'lost', utilisation: 0.9 }]));
  await keeper.flush();
  const kept = await reader.gpu(gpuAt(register, 'agent-1', 0), hour());
  expect([kept.hotShare, kept.lostShare]).toEqual([[0.5], [0.5]]);
  expect(kept.utilisation.max).toEqual([0.5]);
  await keeper.stop();
});

test('the history of a card goes with it into another slot and machine, also across a restart', async () => {
  const first = await rooms();
  first.keeper.take(beat('agent-1', [CARD, { ...CARD, uuid: 'GPU-b', index: 1 }]));
  await first.keeper.stop();
  const { register, keeper, reader } = await rooms();
  nowMs = START + 60_000;
  keeper.take(beat('agent-1', [{ ...CARD, index: 1 }]));
  keeper.take(beat('agent-2', [{ ...CARD, uuid: 'GPU-b', index: 7 }]));
  await keeper.flush();
  expect(register.at('agent-1', 1)?.uuid).toBe('GPU-a');
  expect(register.at('agent-1', 0)).toBeNull();
  const moved = await reader.gpu(gpuAt(register, 'agent-2', 7), hour());
  expect([moved.gpu.uuid, moved.atMs]).toEqual(['GPU-b', [START, START + 60_000]]);
  await keeper.stop();
});

test('the overview has the same slots for all, empty where nothing was told', async () => {
  const { register, keeper, reader } = await rooms();
  keeper.take(beat('agent-1', [CARD]));
  nowMs = START + 600_000;
  keeper.take(beat('agent-2', [{ ...CARD, uuid: 'GPU-b', utilisation: 1 }]));
  await keeper.flush();
  const range = { from: START, to: nowMs, slots: 10 };
  const overview = await reader.overview(register.all(), range);
  expect(overview.gpus.map(({ agentId }) => agentId)).toEqual(['agent-1', 'agent-2']);
  const [one, two] = overview.gpus.map(({ utilisation }) => utilisation);
  expect([one?.length, two?.length]).toEqual([10, 10]);
  expect(two?.at(-1)).toBe(1);
  expect(one?.at(-1)).toBeNull();
  expect(one?.filter((value) => value !== null)).toEqual([0.5]);
  expect((await reader.overview(register.all('agent-2'), range)).gpus).toHaveLength(1);
  expect((await reader.overview([], range)).gpus).toEqual([]);
  await keeper.stop();
});

test('what cannot be written waits and is written later', async () => {
  const { register, keeper, reader } = await rooms();
  await store.script(
    "CREATE TRIGGER full BEFORE INSERT ON gpu_10s BEGIN SELECT RAISE(ABORT, 'full'); END",
  );
  keeper.take(beat('agent-1', [CARD], HOST));
  await keeper.flush();
  expect([failures, lost]).toEqual([1, 0]);
  await store.script('DROP TRIGGER full');
  nowMs += 1_000;
  keeper.take(beat('agent-1', [CARD], HOST));
  await keeper.flush();
  expect((await reader.gpu(gpuAt(register, 'agent-1', 0), hour())).atMs).toEqual([START]);
  const [{ n }] = await store.read('SELECT n FROM gpu_10s');
  expect(n).toBe(2);
  await keeper.stop();
});

test('an agent that makes cards up fills no table: from some number on they are counted as lost', async () => {
  const { register, keeper } = await rooms();
  for (let i = 0; i < 4_100; i++) keeper.take(beat('agent-1', [{ ...CARD, uuid: `GPU-${i}` }]));
  expect([register.all().length, lost]).toEqual([4_096, 4]);
  await keeper.stop();
});
