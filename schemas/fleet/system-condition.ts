import { z } from 'zod';
import { SystemConditionId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/**
 * What can be wrong with the system itself for a while. `unit` is that of its value and its limit: `share` 0…1, `yes` where there
 * is no measure, only yes or no.
 */
export const SYSTEM_CONDITION_KINDS = {
  part_down: { severity: 'critical', unit: 'yes' },
  gpu_failed: { severity: 'critical', unit: 'yes' },
  gpu_hot: { severity: 'critical', unit: 'yes' },
  disk_nearly_full: { severity: 'critical', unit: 'share' },
  dead_letters_many: { severity: 'critical', unit: 'jobs' },
  agent_offline: { severity: 'warning', unit: 'minutes' },
  disk_filling: { severity: 'warning', unit: 'share' },
  queue_long: { severity: 'warning', unit: 'jobs' },
  store_slow: { severity: 'warning', unit: 'seconds' },
} as const satisfies Record<
  string,
  {
    severity: 'warning' | 'critical';
    unit: 'yes' | 'share' | 'jobs' | 'minutes' | 'seconds';
  }
>;
export type SystemConditionKind = keyof typeof SYSTEM_CONDITION_KINDS;
export const SYSTEM_CONDITION_NAMES = Object.keys(SYSTEM_CONDITION_KINDS) as [
  SystemConditionKind,
  ...SystemConditionKind[],
];

/** What a condition is about. All null: the hub itself. */
export const SystemSubject = z.strictObject({
  agentId: z.string().nullable(),
  /** Of a GPU its identity; `driver`: all of the agent’s. */
  gpuUuid: z.string().nullable(),
  /** A queue, or a part of the hub such as `broker`. */
  part: z.string().nullable(),
});
export type SystemSubject = z.infer<typeof SystemSubject>;

/** Something that is or was wrong with the system, from when it was raised until it was cleared. */
export const SystemCondition = z.strictObject({
  conditionId: SystemConditionId,
  kind: z.enum(SYSTEM_CONDITION_NAMES),
  severity: z.enum(['warning', 'critical']),
  subject: SystemSubject,
  raisedMs: TimeMs,
  /** Null: it still is. */
  clearedMs: TimeMs.nullable(),
  /** The limit that it went beyond, and the worst value so far. */
  limit: z.number(),
  worst: z.number(),
});
export type SystemCondition = z.infer<typeof SystemCondition>;
