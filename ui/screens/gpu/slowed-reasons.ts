import type { GpuReport, THROTTLE_REASONS } from '#schemas/broker/gpu';

type Reason = (typeof THROTTLE_REASONS)[number];

/** Clocks are held down for these when nothing is wrong. */
const HARMLESS: readonly Reason[] = [
  'gpu_idle',
  'applications_clocks_setting',
  'display_clocks_setting',
];

/** Why a GPU is slower than it should be; none where it does not tell. */
export function slowedReasons({ throttle }: Pick<GpuReport, 'throttle'>): Reason[] {
  return throttle?.filter((reason) => !HARMLESS.includes(reason)) ?? [];
}
