import { z } from 'zod';
import { JobId } from '#schemas/ids/ids';

/** A figure that the card or its driver does not give is null: screens say "not supported", never zero. */
const figure = z.number().nullable();
const count = z.number().int().nonnegative().nullable();

/** Why a GPU holds its clocks down, as the driver names it. */
export const THROTTLE_REASONS = [
  'gpu_idle',
  'applications_clocks_setting',
  'sw_power_cap',
  'hw_slowdown',
  'hw_thermal_slowdown',
  'hw_power_brake_slowdown',
  'sync_boost',
  'sw_thermal_slowdown',
  'display_clocks_setting',
] as const;

/** A MIG device as `nvidia-smi -L` names it from driver 470 on. */
export const MigUuid = z.string().regex(/^MIG-[\da-f-]{8,64}$/i);

export const MigInstance = z.strictObject({
  index: z.number().int().nonnegative(),
  /** `MIG-…`, by which a program is given this instance and no other; null: the driver does not tell it. */
  uuid: MigUuid.nullable().optional(),
  gpuInstance: z.number().int().nonnegative(),
  computeInstance: z.number().int().nonnegative(),
  memoryTotalMb: figure,
  memoryUsedMb: figure,
  multiprocessors: count,
});
export type MigInstance = z.infer<typeof MigInstance>;

export const GpuProcess = z.strictObject({
  pid: z.number().int().positive(),
  name: z.string().max(160),
  memoryMb: figure,
  gpuInstance: z.number().int().nonnegative().nullable(),
  /** The job or the lane of this agent that it belongs to; null: neither. */
  jobId: JobId.nullable().optional(),
  lane: z.number().int().nonnegative().nullable().optional(),
});
export type GpuProcess = z.infer<typeof GpuProcess>;

/** What takes long to ask and changes seldom. */
export const GpuDetail = z.strictObject({
  cudaVersion: z.string().max(24).nullable(),
  /** Null where the card has none. While it is off nothing is counted. */
  eccMode: z.enum(['enabled', 'disabled']).nullable().optional(),
  eccCorrected: z.strictObject({ volatile: count, aggregate: count }),
  eccUncorrected: z.strictObject({ volatile: count, aggregate: count }),
  /** Pages (up to Volta) or rows (from Ampere) taken out of use. */
  retiredPages: count,
  /** Whether more of them go out of use with the next restart of the machine. */
  retirementPending: z.boolean().nullable().optional(),
  mig: z.strictObject({
    mode: z.enum(['enabled', 'disabled']).nullable(),
    instances: z.array(MigInstance).max(64),
  }),
  processes: z.array(GpuProcess).max(64),
});
export type GpuDetail = z.infer<typeof GpuDetail>;

/** One GPU now. Memory in MiB, power in W, temperature in °C, clocks in MHz, shares 0…1. */
export const GpuReport = z.strictObject({
  uuid: z.string().max(80),
  index: z.number().int().nonnegative(),
  name: z.string().max(80),
  busId: z.string().max(40),
  driver: z.string().max(24),
  /** `lost`: it was there and the driver no longer reaches it. */
  state: z.enum(['ok', 'lost']),
  memoryTotalMb: figure,
  memoryUsedMb: figure,
  utilisation: figure,
  temperatureC: figure,
  powerW: figure,
  powerLimitW: figure,
  clockMhz: figure,
  memoryClockMhz: figure,
  throttle: z.array(z.enum(THROTTLE_REASONS)).nullable(),
  detail: GpuDetail.nullable(),
  /** It is being partitioned, or was just now: what `detail` tells of its instances is not true any more. */
  isChanging: z.boolean().optional(),
});
export type GpuReport = z.infer<typeof GpuReport>;

/** All GPUs of a machine; `trouble` says in a sentence why there are none, or why what is shown is not fresh. */
export const GpuState = z.strictObject({
  gpus: z.array(GpuReport).max(32),
  trouble: z.string().max(240).nullable(),
});
export type GpuState = z.infer<typeof GpuState>;
