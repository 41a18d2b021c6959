import type { AlarmAsset } from '#schemas/alarms/alarm';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { Facts } from './rules/facts.ts';
import { judgeRule, newMemory, type RuleMemory } from './rules/judge-rule.ts';
import type { UsualValues } from './rules/usual-values.ts';

/** What a member is made of. `together`: what its alarms stand together with. */
export interface MemberOf {
  readonly rule: AlarmRule;
  readonly asset: AlarmAsset;
  readonly together: string;
  readonly usual: UsualValues;
}

/** One thing that a rule is judged on: a point, a process value, a condition of the system. */
export class Member {
  readonly memberId: string;
  readonly rule: AlarmRule;
  readonly asset: AlarmAsset;
  /** What its alarms stand together with: its machine, or its agent. */
  readonly together: string;
  readonly memory: RuleMemory;
  /** Null: it was never told. */
  truth: boolean | null = null;

  constructor(memberId: string, { rule, asset, together, usual }: MemberOf) {
    this.memberId = memberId;
    this.rule = rule;
    this.asset = asset;
    this.together = together;
    this.memory = newMemory(rule.when, (figure, seconds) => usual.of(memberId, figure, seconds));
  }

  /** Judges anew; what cannot be told leaves it as it was. */
  judge(facts: Facts): void {
    this.truth = judgeRule(this.rule.when, this.memory, facts) ?? this.truth;
  }
}

/** A rule on an asset: what its members come to, and whether there is an alarm. */
export class Instance {
  readonly key: string;
  readonly rule: AlarmRule;
  asset: AlarmAsset;
  readonly members = new Map<string, Member>();
  /** What was told last: there is an alarm, or there is none. */
  isActive: boolean;
  /** Since when the members say the opposite, by the clock that only goes forward; null: they do not. */
  turningMs: number | null = null;

  constructor(rule: AlarmRule, asset: AlarmAsset, isActive: boolean) {
    this.key = keyOf(rule.ruleId, asset.assetId);
    this.rule = rule;
    this.asset = asset;
    this.isActive = isActive;
  }

  /** Whether there should be an alarm: when any member holds. Null: some were never told, and none holds. */
  wanted(): boolean | null {
    let isTold = true;
    for (const { truth } of this.members.values()) {
      if (truth === true) return true;
      if (truth === null) isTold = false;
    }
    return isTold ? false : null;
  }

  delayMs(to: boolean): number {
    return (to ? this.rule.onDelaySeconds : this.rule.offDelaySeconds) * 1_000;
  }
}

/** What names the alarm of a rule on an asset, of which there is at most one. */
export function keyOf(ruleId: string, assetId: string): string {
  return `${ruleId}|${assetId}`;
}
