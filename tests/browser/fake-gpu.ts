import type { GpuProcess, GpuReport, GpuState, MigInstance } from '#schemas/broker/gpu';

/** One agent without a driver, one with two cards; `failing` loses one and slows the other down. */
export function fakeGpu(agent: number, failing: boolean): GpuState {
  if (agent === 1) {
    return { gpus: [], trouble: 'No NVIDIA driver: nvidia-smi is not installed.' };
  }
  return { gpus: [card(0, false, failing), card(1, failing, false)], trouble: null };
}

const JOB_ID = 'jb_01M7YSSDX3VRAP5VSTXZ1WEK41';
const PROGRAM = '/usr/local/bin/bun';
const PROCESSES: GpuProcess[] = [
  { pid: 4_012, name: PROGRAM, memoryMb: 1_024, gpuInstance: null, jobId: JOB_ID, lane: null },
  { pid: 3_990, name: PROGRAM, memoryMb: 210, gpuInstance: null, jobId: null, lane: 1 },
  { pid: 88, name: '/usr/lib/xorg/Xorg', memoryMb: null, gpuInstance: null },
];
const INSTANCES: MigInstance[] = [3, 5].map((gpuInstance, index) => ({
  ...{ index, gpuInstance, computeInstance: 0 },
  ...{ memoryTotalMb: 19_968, memoryUsedMb: 12, multiprocessors: 14 },
}));

function card(index: number, isLost: boolean, isHot: boolean): GpuReport {
  return {
    uuid: `GPU-${index}`,
    index,
    name: 'NVIDIA A100-SXM4-80GB',
    busId: '00000000:01:00.0',
    driver: '535.54.03',
    state: isLost ? 'lost' : 'ok',
    memoryTotalMb: 81_920,
    memoryUsedMb: isHot ? 79_000 : 1_240,
    utilisation: index === 0 ? 0.41 : null,
    temperatureC: isHot ? 91 : 44,
    powerW: isLost ? null : 67.03,
    powerLimitW: 400,
    clockMhz: 1_275,
    memoryClockMhz: 1_593,
    throttle: isHot ? ['hw_thermal_slowdown'] : ['gpu_idle'],
    detail: {
      cudaVersion: '12.2',
      eccMode: 'enabled',
      eccCorrected: { volatile: 0, aggregate: 0 },
      eccUncorrected: { volatile: isLost ? 3 : 0, aggregate: 3 },
      retiredPages: 0,
      mig: { mode: index === 0 ? 'disabled' : 'enabled', instances: index === 0 ? [] : INSTANCES },
      processes: index === 0 ? PROCESSES : [],
    },
  };
}
