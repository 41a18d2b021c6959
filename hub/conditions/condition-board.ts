import {
  SYSTEM_CONDITION_KINDS,
  type SystemCondition,
  type SystemConditionKind,
  type SystemSubject,
} from '#schemas/fleet/system-condition';
import { newId } from '#schemas/ids/ids';
import type { ConditionRule, ConditionRules } from './condition-rules.ts';

/** One value as it is now; null: it cannot be told, and nothing changes for it. */
export interface ConditionReading {
  readonly kind: SystemConditionKind;
  readonly subject: SystemSubject;
  readonly value: number | null;
}

interface Entry {
  readonly kind: SystemConditionKind;
  readonly subject: SystemSubject;
  raised: SystemCondition | null;
  /** Since when the value says the opposite of what is shown; null: it does not. */
  turningMs: number | null;
}

const keyOf = (kind: SystemConditionKind, { agentId, gpuUuid, part }: SystemSubject) =>
  JSON.stringify([kind, agentId, gpuUuid, part]);

/** Raises and clears conditions by their rules. Knows no clock and no store: whoever calls hands in the time. */
export class ConditionBoard {
  readonly #entries = new Map<string, Entry>();

  /** Takes up what was raised when the hub stopped. */
  recall(raised: readonly SystemCondition[]): void {
    for (const condition of raised) {
      const { kind, subject } = condition;
      this.#entries.set(keyOf(kind, subject), {
        kind,
        subject,
        raised: condition,
        turningMs: null,
      });
    }
  }

  /** What is wrong now, critical first, then the newest first. */
  raised(): SystemCondition[] {
    const rank = ({ severity }: SystemCondition) => (severity === 'critical' ? 0 : 1);
    return [...this.#entries.values()]
      .flatMap(({ raised }) => raised ?? [])
      .sort((a, b) => rank(a) - rank(b) || b.raisedMs - a.raisedMs);
  }

  /**
   * Gives what was raised and what was cleared with this turn. What nothing is read of any more is taken for right again, unless
   * `isUnclear` says that it just cannot be told.
   */
  turn(
    readings: readonly ConditionReading[],
    rules: ConditionRules,
    nowMs: number,
    isUnclear: (kind: SystemConditionKind, subject: SystemSubject) => boolean,
  ): SystemCondition[] {
    const read = new Set<string>();
    const changed: SystemCondition[] = [];
    const step = (key: string, entry: Entry, value: number | null) => {
      const change = next(entry, value, rules[entry.kind], nowMs);
      if (change !== null) changed.push(change);
      if (entry.raised === null && entry.turningMs === null) this.#entries.delete(key);
    };
    for (const { kind, subject, value } of readings) {
      const key = keyOf(kind, subject);
      const entry = this.#entries.get(key) ?? { kind, subject, raised: null, turningMs: null };
      this.#entries.set(key, entry);
      read.add(key);
      step(key, entry, value);
    }
    for (const [key, entry] of this.#entries) {
      if (read.has(key)) continue;
      step(key, entry, isUnclear(entry.kind, entry.subject) ? null : Number.NEGATIVE_INFINITY);
    }
    return changed;
  }
}

/** Moves one entry on; gives its condition when that was raised or cleared. */
function next(
  entry: Entry,
  value: number | null,
  { limit, deadBand, onDelayMs, offDelayMs }: ConditionRule,
  nowMs: number,
): SystemCondition | null {
  const { kind, subject, raised } = entry;
  const isTurning = value !== null && (raised === null ? value > limit : value <= limit - deadBand);
  if (raised !== null && value !== null && value > raised.worst) {
    entry.raised = { ...raised, worst: value };
  }
  if (!isTurning || value === null) {
    entry.turningMs = null;
    return null;
  }
  entry.turningMs ??= nowMs;
  if (nowMs - entry.turningMs < (raised === null ? onDelayMs : offDelayMs)) return null;
  entry.turningMs = null;
  if (raised !== null) {
    entry.raised = null;
    return { ...raised, clearedMs: nowMs };
  }
  const { severity } = SYSTEM_CONDITION_KINDS[kind];
  const conditionId = newId('sc');
  const times = { raisedMs: nowMs, clearedMs: null };
  entry.raised = { conditionId, kind, severity, subject, ...times, limit, worst: value };
  return entry.raised;
}
