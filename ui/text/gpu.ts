import type { GpuDetail, THROTTLE_REASONS } from '#schemas/broker/gpu';

const throttle: Record<(typeof THROTTLE_REASONS)[number], string> = {
  gpu_idle: 'idle',
  applications_clocks_setting: 'set clocks',
  sw_power_cap: 'power limit',
  hw_slowdown: 'hardware slowdown',
  hw_thermal_slowdown: 'too hot',
  hw_power_brake_slowdown: 'power brake',
  sync_boost: 'in step with others',
  sw_thermal_slowdown: 'warm',
  display_clocks_setting: 'display',
};

/** Words about GPUs, in English. */
export const gpu = {
  title: 'GPU',
  of: (agent: string) => `GPUs of ${agent}`,
  none: (why: string) => `${why} The agent goes on with the processor.`,
  lost: 'Lost',
  notTold: 'not supported',
  notSlowed: 'no',
  throttle,
  memory: (used: string, total: string) => `${used} of ${total} GiB`,
  mig: (mode: GpuDetail['mig']['mode'], instances: number): string | null => {
    if (mode === null) return null;
    return mode === 'disabled' ? 'off' : `${instances} instances`;
  },
  columns: {
    memory: 'Memory',
    utilisation: 'Busy',
    temperature: 'Temperature',
    power: 'Power',
    clock: 'Clock',
    slowed: 'Slowed down',
    errors: 'Memory errors',
    mig: 'MIG',
  },
} as const;
