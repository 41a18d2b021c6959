import type { AlarmRuleId } from '#schemas/ids/ids';

const idOf = (n: number) => `ar_${String(n).padStart(26, '0')}` as AlarmRuleId;

/** The rules that come with Tremolo. Their ids are the same on every site, so that a change of one finds it again after an update. */
export const BUILT_IN_RULE_IDS = {
  zone_d: idOf(1),
  zone_c: idOf(2),
  changed: idOf(3),
  bearing_advanced: idOf(4),
  bearing_early: idOf(5),
  machine_fault: idOf(6),
  signal_lost: idOf(7),
  sensor: idOf(8),
  system_critical: idOf(9),
  system_warning: idOf(10),
  anomaly: idOf(11),
  grown: idOf(12),
} as const;
export type BuiltInRule = keyof typeof BUILT_IN_RULE_IDS;

/** What each is called, and what it is for. */
export type RuleWords = Readonly<Record<BuiltInRule, readonly [name: string, description: string]>>;

/** Which of them it is; null: a rule of the site’s own. */
export function builtInRuleOf(ruleId: string): BuiltInRule | null {
  return BY_ID.get(ruleId) ?? null;
}

const BY_ID: ReadonlyMap<string, BuiltInRule> = new Map(
  Object.entries(BUILT_IN_RULE_IDS).map(([rule, ruleId]) => [ruleId, rule as BuiltInRule]),
);
