import type { AlarmRule, RuleBody } from '#schemas/alarms/rule';

/** What of a kept rule a person writes: as it is sent back. */
export function bodyOf(rule: AlarmRule): RuleBody {
  const { ruleId, isBuiltIn, priority, revision, changedMs, changedByName, ...body } = rule;
  return body;
}
