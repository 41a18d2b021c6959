import { expect, test } from 'bun:test';
import type { GpuReport } from '#schemas/broker/gpu';
import type { Finding } from '#schemas/broker/preflight';
import { type MachineFacts, preflight } from './preflight-checks.ts';

const GPU: GpuReport = {
  uuid: 'GPU-1',
  index: 0,
  name: 'Tesla T4',
  busId: '',
  driver: '535.54.03',
  state: 'ok',
  memoryTotalMb: 15_360,
  memoryUsedMb: 0,
  utilisation: 0,
  temperatureC: 40,
  powerW: 26,
  powerLimitW: 70,
  clockMhz: 585,
  memoryClockMhz: 5_000,
  throttle: [],
  detail: {
    cudaVersion: '12.2',
    eccCorrected: { volatile: 0, aggregate: 0 },
    eccUncorrected: { volatile: 0, aggregate: 0 },
    retiredPages: 0,
    mig: { mode: null, instances: [] },
    processes: [],
  },
};
const GOOD: MachineFacts = {
  platform: 'linux',
  nowMs: 2_000_000,
  builtMs: 1_000_000,
  clockSynchronised: true,
  dataDir: '/var/lib/tremolo',
  dataDirObstacle: null,
  diskFreeMb: 10_000,
  outboxMb: 256,
  memoryFreeMb: 16_000,
  lanes: 4,
  cores: 4,
  gpus: [GPU],
  gpuTrouble: null,
  libraries: { 'libcudart.so.12': true, 'libcudnn.so.9': true },
  asked: 'auto',
  providers: [
    { provider: 'cuda', why: null },
    { provider: 'cpu', why: null },
  ],
  broker: { url: 'mqtts://hub:8883', obstacle: null },
};

const judged = (change: Partial<MachineFacts>, check: string): Finding | undefined =>
  preflight({ ...GOOD, ...change }).find((finding) => finding.check === check);

test('a good machine has nothing to mend', () => {
  expect(preflight(GOOD).map(({ state, fix }) => [state, fix])).toEqual(
    preflight(GOOD).map(() => ['ok', null]),
  );
});

test('each weakness is named with what to do', () => {
  const { detail } = GPU;
  const cases: [Partial<MachineFacts>, string, Finding['state'], RegExp][] = [
    [{ broker: { url: 'u', obstacle: 'connect ECONNREFUSED' } }, 'broker', 'failed', /firewall/],
    [{ broker: { url: 'u', obstacle: 'Not authorized' } }, 'broker', 'failed', /credential add/],
    [{ nowMs: 0 }, 'clock', 'failed', /time server/],
    [{ clockSynchronised: false }, 'clock', 'warning', /timedatectl/],
    [{ dataDirObstacle: 'EACCES' }, 'data folder', 'failed', /account/],
    [{ diskFreeMb: 300 }, 'disk', 'warning', /outbox/],
    [{ diskFreeMb: 100 }, 'disk', 'failed', /outbox/],
    [{ memoryFreeMb: 500 }, 'memory', 'warning', /lanes/],
    [
      { gpus: [], gpuTrouble: 'nvidia-smi failed: version mismatch' },
      'driver',
      'failed',
      /Restart/,
    ],
    [{ gpus: [{ ...GPU, state: 'lost' }] }, 'driver', 'failed', /slot/],
    [
      { gpus: [{ ...GPU, detail: detail && { ...detail, cudaVersion: '11.4' } }] },
      'driver',
      'failed',
      /525/,
    ],
    [{ libraries: { 'libcudnn.so.9': false } }, 'CUDA libraries', 'failed', /libcudnn9-cuda-12/],
    [{ providers: [{ provider: 'cuda', why: 'No.' }] }, 'provider cuda', 'failed', /above/],
  ];
  for (const [change, check, state, fix] of cases) {
    const finding = judged(change, check);
    expect([check, finding?.state]).toEqual([check, state]);
    expect(finding?.fix).toMatch(fix);
  }
});

test('memory that wears out and MIG without instances are named, and a card that says nothing is not judged', () => {
  const withDetail = (change: Partial<NonNullable<GpuReport['detail']>>) => ({
    gpus: [{ ...GPU, detail: GPU.detail && { ...GPU.detail, ...change } }],
  });
  const errors = withDetail({ eccUncorrected: { volatile: 2, aggregate: 9 } });
  expect(judged(errors, 'GPU memory')?.state).toBe('failed');
  expect(judged(withDetail({ retirementPending: true }), 'GPU memory')?.state).toBe('warning');
  expect(judged(withDetail({ mig: { mode: 'enabled', instances: [] } }), 'MIG')?.fix).toMatch(
    /-mig 0/,
  );
  expect(judged({ gpus: [{ ...GPU, detail: null }] }, 'GPU memory')).toBeUndefined();
});

test('a machine without a card is no worse for it, unless CUDA was asked for', () => {
  const without: Partial<MachineFacts> = {
    gpus: [],
    gpuTrouble: 'No NVIDIA driver: nvidia-smi is not installed.',
    libraries: { 'libcudnn.so.9': false },
    providers: [
      { provider: 'cuda', why: 'CUDA is not available.' },
      { provider: 'cpu', why: null },
    ],
  };
  const states = preflight({ ...GOOD, ...without }).map(({ state }) => state);
  expect(states).not.toContain('failed');
  expect(judged(without, 'CUDA libraries')).toBeUndefined();
  expect(judged({ ...without, asked: 'cuda' }, 'provider cuda')?.state).toBe('failed');
});
