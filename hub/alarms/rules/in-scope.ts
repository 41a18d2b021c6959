import type { AlarmRule } from '#schemas/alarms/rule';
import type { Place } from '../plant-view.ts';

/** What of a thing decides whether a rule holds on it. */
export interface Scoped extends Place {
  readonly pointId?: string;
  readonly tags?: readonly string[];
}

/**
 * Whether the rule holds on it: where any of nodes, tags and points names it, or everywhere if none of these says anything; and of kinds
 * of machines, where the rule names some, only on those. So it can say “all pumps of Line 2”.
 */
export function isInScope({ scope }: Pick<AlarmRule, 'scope'>, one: Scoped): boolean {
  const { nodeIds, tags, machineKinds, pointIds } = scope;
  const isAnywhere = [nodeIds, tags, pointIds].every((list) => list.length === 0);
  const isHere =
    isAnywhere ||
    one.nodeIds.some((nodeId) => nodeIds.includes(nodeId)) ||
    (one.tags ?? []).some((tag) => tags.includes(tag)) ||
    (one.pointId !== undefined && pointIds.includes(one.pointId));
  const kind = one.machine?.kind ?? null;
  return isHere && (machineKinds.length === 0 || (kind !== null && machineKinds.includes(kind)));
}
