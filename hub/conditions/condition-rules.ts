import type { SettingsOf } from '#schemas/config/site-settings';
import type { SystemConditionKind } from '#schemas/fleet/system-condition';

/** When a condition is raised, and when it is cleared. */
export interface ConditionRule {
  /** Raised above this, */
  readonly limit: number;
  /** for so long without a break; */
  readonly onDelayMs: number;
  /** cleared once it is at or below the limit by so much, */
  readonly deadBand: number;
  /** for so long. */
  readonly offDelayMs: number;
}

export type ConditionRules = Readonly<Record<SystemConditionKind, ConditionRule>>;

const SECOND_MS = 1_000;
/** A single slow look at a disk or a queue that empties itself at once is no news. */
const QUEUE_ON_MS = 60 * SECOND_MS;
const PART_ON_MS = 10 * SECOND_MS;
const GPU_ON_MS = 5 * SECOND_MS;
const DISK_ON_MS = 30 * SECOND_MS;

/** The rules as the site’s settings have them. */
export function conditionRules(settings: SettingsOf<'conditions'>): ConditionRules {
  const offDelayMs = settings.clearAfterSeconds * SECOND_MS;
  const yesNo = (onDelayMs: number) => ({ limit: 0.5, onDelayMs, deadBand: 0, offDelayMs });
  const above = (limit: number, deadBand: number, onDelayMs: number) => ({
    limit,
    onDelayMs,
    deadBand,
    offDelayMs,
  });
  const disk = (percent: number) => above(percent / 100, 0.02, DISK_ON_MS);
  return {
    part_down: yesNo(PART_ON_MS),
    gpu_failed: yesNo(GPU_ON_MS),
    gpu_hot: yesNo(settings.gpuHotSeconds * SECOND_MS),
    disk_nearly_full: disk(settings.diskCriticalPercent),
    disk_filling: disk(settings.diskWarningPercent),
    dead_letters_many: above(settings.deadLetters, settings.deadLetters / 20, 0),
    agent_offline: above(settings.agentOfflineMinutes, 0, 0),
    queue_long: above(settings.queueLength, settings.queueLength / 10, QUEUE_ON_MS),
    store_slow: above(settings.slowQuerySeconds, settings.slowQuerySeconds / 5, 0),
  };
}
