import type { AlarmRule, RuleScope } from '#schemas/alarms/rule';
import type { Place } from '../plant-view.ts';

/** What of a thing decides whether a rule holds on it. */
export interface Scoped extends Place {
  readonly pointId?: string;
  readonly tags?: readonly string[];
}

/** Whether the rule holds on it: everywhere, or where any of its lists names it. */
export function isInScope({ scope }: Pick<AlarmRule, 'scope'>, one: Scoped): boolean {
  if (isEverywhere(scope)) return true;
  const kind = one.machine?.kind ?? null;
  return (
    one.nodeIds.some((nodeId) => scope.nodeIds.includes(nodeId)) ||
    (one.tags ?? []).some((tag) => scope.tags.includes(tag)) ||
    (kind !== null && scope.machineKinds.includes(kind)) ||
    (one.pointId !== undefined && scope.pointIds.includes(one.pointId))
  );
}

function isEverywhere({ nodeIds, tags, machineKinds, pointIds }: RuleScope): boolean {
  return [nodeIds, tags, machineKinds, pointIds].every((list) => list.length === 0);
}
