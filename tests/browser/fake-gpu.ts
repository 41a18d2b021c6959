import type { GpuReport, GpuState } from '#schemas/broker/gpu';

/** One agent without a driver, one with two cards; `failing` loses one and slows the other down. */
export function fakeGpu(agent: number, failing: boolean): GpuState {
  if (agent === 1) {
    return { gpus: [], trouble: 'No NVIDIA driver: nvidia-smi is not installed.' };
  }
  return { gpus: [card(0, false, failing), card(1, failing, false)], trouble: null };
}

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
      eccCorrected: { volatile: 0, aggregate: 0 },
      eccUncorrected: { volatile: isLost ? 3 : 0, aggregate: 3 },
      retiredPages: 0,
      mig: { mode: index === 0 ? 'disabled' : 'enabled', instances: [] },
      processes: [],
    },
  };
}
