import { afterEach, expect, test } from 'bun:test';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { GpuState } from '#schemas/broker/gpu';
import { GpuWatch } from '../../agent/telemetry/gpu-watch.ts';
import { NvidiaSmi } from '../../agent/telemetry/nvidia-smi.ts';
import { NvidiaSmiScenario, type Scenario } from '../rig/nvidia-smi-scenario.ts';

const RULES = {
  periodMs: 20,
  silenceMs: 1_000,
  detailMs: 100,
  firstRetryMs: 20,
  longestRetryMs: 40,
};
const XML = join(import.meta.dirname, '../golden/nvidia-smi/a100-sxm4-mig-v12.xml');
const A100 = {
  index: '0',
  uuid: 'GPU-513536b6-7d19-9063-b049-1e69664bb298',
  name: 'NVIDIA A100-SXM4-80GB',
  'memory.used': '50',
  'temperature.gpu': '27',
  'power.draw': '67.03',
};
const SECOND = { ...A100, index: '1', uuid: 'GPU-2' };
let scenario: NvidiaSmiScenario | null = null;
let watch: GpuWatch | null = null;

afterEach(() => {
  watch?.stop();
  scenario?.remove();
  scenario = null;
});

function begin(first: Partial<Scenario>): GpuWatch {
  scenario = new NvidiaSmiScenario(first);
  return look(scenario.path);
}

function look(path: string): GpuWatch {
  watch = new GpuWatch({
    nvidiaSmi: new NvidiaSmi({ path }),
    clock: Date.now,
    log: () => undefined,
    rules: RULES,
  });
  watch.start();
  return watch;
}

/** Looks until it is so; the test's own time limit ends it. */
async function until(of: GpuWatch, isSo: (state: GpuState) => boolean): Promise<GpuState> {
  for (;;) {
    const state = GpuState.parse(of.state());
    if (isSo(state)) return state;
    await Bun.sleep(10);
  }
}

test('cards are told of as they are, details as they come', async () => {
  const { gpus, trouble } = await until(
    begin({ gpus: [A100], xmlFile: XML }),
    (state) => state.gpus[0]?.detail?.mig.mode === 'enabled',
  );
  expect(trouble).toBeNull();
  expect(gpus[0]).toMatchObject({ name: A100.name, temperatureC: 27, powerW: 67.03, state: 'ok' });
  expect(gpus[0]?.powerLimitW).toBeNull();
  expect(gpus[0]?.detail?.mig.instances).toHaveLength(4);
});

test('a driver that knows fields by older names only is asked by those', async () => {
  const old = { ...A100, 'clocks_throttle_reasons.active': '0x0000000000000008' };
  const unknownFields = ['clocks_event_reasons.active', 'enforced.power.limit'];
  const { gpus } = await until(
    begin({ gpus: [old], unknownFields }),
    (state) => state.gpus.length > 0,
  );
  expect(gpus[0]?.throttle).toEqual(['hw_slowdown']);
});

test('without nvidia-smi that is said, and it is found when it comes', async () => {
  scenario = new NvidiaSmiScenario({ gpus: [A100] });
  const { path } = scenario;
  renameSync(path, `${path}.away`);
  const gpus = look(path);
  const { trouble } = await until(gpus, (state) => state.trouble !== null);
  expect(trouble).toBe(`No NVIDIA driver: ${path} is not installed.`);
  expect(gpus.state().gpus).toEqual([]);
  renameSync(`${path}.away`, path);
  expect((await until(gpus, (state) => state.gpus.length === 1)).trouble).toBeNull();
});

test('a driver that fails after an update is quoted, and its cards come back with it', async () => {
  const failure = 'Failed to initialize NVML: Driver/library version mismatch';
  const gpus = begin({ gpus: [A100], failure });
  const { trouble } = await until(gpus, (state) => state.trouble !== null);
  expect(trouble).toBe(`nvidia-smi failed: ${failure}`);
  scenario?.play({ failure: null });
  const back = await until(gpus, (state) => state.gpus.length === 1);
  expect(back.trouble).toBeNull();
});

test('one that hangs is ended and started again, and what it said last is shown as lost', async () => {
  const gpus = begin({ gpus: [A100] });
  await until(gpus, (state) => state.gpus[0]?.state === 'ok');
  scenario?.play({ hangs: true });
  const { trouble } = await until(gpus, (state) => state.trouble !== null);
  expect(trouble).toBe('nvidia-smi does not answer.');
  expect(gpus.state().gpus[0]?.state).toBe('lost');
  scenario?.play({ hangs: false });
  expect((await until(gpus, (state) => state.trouble === null)).gpus[0]?.state).toBe('ok');
});

test('a card that falls off the bus is lost, the other goes on', async () => {
  const gpus = begin({ gpus: [A100, SECOND] });
  await until(gpus, (state) => state.gpus.length === 2);
  scenario?.play({ gpus: [A100, { ...SECOND, 'temperature.gpu': '[GPU is lost]' }] });
  const lost = await until(gpus, (state) => state.gpus[1]?.state === 'lost');
  expect(lost.gpus[0]?.state).toBe('ok');
  scenario?.play({ gpus: [A100, SECOND] });
  await until(gpus, (state) => state.gpus[1]?.state === 'ok');
  scenario?.play({ gpus: [A100] });
  const gone = await until(gpus, (state) => state.gpus[1]?.state === 'lost');
  expect(gone.gpus[0]?.state).toBe('ok');
});

test('while it is paused no nvidia-smi of ours holds the cards, and they stay as they were told last', async () => {
  const gpus = begin({ gpus: [A100, SECOND], xmlFile: XML });
  await until(gpus, (state) => state.gpus.length === 2 && state.gpus[0].detail !== null);
  const resume = gpus.pause();
  // From now on any nvidia-smi of ours would say so.
  scenario?.play({ failure: 'It was started all the same' });
  await Bun.sleep(1.5 * RULES.silenceMs);
  expect(gpus.state().trouble).toBeNull();
  expect(gpus.state().gpus.map(({ state }) => state)).toEqual(['ok', 'ok']);
  scenario?.play({ failure: null, gpus: [A100] });
  resume();
  const after = await until(gpus, (state) => state.gpus[1]?.state === 'lost');
  expect(after.gpus[0].state).toBe('ok');
});
