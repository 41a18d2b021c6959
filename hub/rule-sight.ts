/** Which rules of alarms a person sees who sees a part of the plant: those that can raise something there. */
import { realmOf, termsOf } from '#schemas/alarms/expression';
import type { AlarmRule, RuleBody } from '#schemas/alarms/rule';
import { isInScope, type Scoped } from './alarms/rules/in-scope.ts';
import type { Rooms } from './rooms.ts';
import type { Sight } from './sight.ts';

type PlantRooms = Pick<Rooms, 'plant' | 'assets' | 'alarmPlant'>;

/** What rules can hold on that is in sight: nodes, for the values there, and points. */
export function scopedInSight({ plant, assets, alarmPlant }: PlantRooms, sight: Sight): Scoped[] {
  const nodes = [...plant.tree.all()].filter(({ nodeId }) => sight.node(nodeId));
  const points = assets.all().filter(sight.point);
  return [
    ...nodes.flatMap(({ nodeId }) => alarmPlant.node(nodeId) ?? []),
    ...points.flatMap(({ pointId }) => alarmPlant.point(pointId) ?? []),
  ];
}

/** Whether the rule holds on one of these. Rules of the system itself hold nowhere in the plant. */
export function ruleTouches(
  { scope, when }: Pick<RuleBody, 'scope' | 'when'>,
  seen: readonly Scoped[],
): boolean {
  if (termsOf(when).every((term) => realmOf(term) === 'system')) return false;
  // The kind of machine narrows what it holds on now; a machine of that kind may come tomorrow.
  const named = { scope: { ...scope, machineKinds: [] } };
  return seen.some((one) => isInScope(named, one));
}

/** The rule without what it names elsewhere: what is left is what it says of the part in sight. */
export function ruleInSight({ assets }: PlantRooms, rule: AlarmRule, sight: Sight): AlarmRule {
  const seen = assets.all().filter(sight.point);
  const points = new Set<string>(seen.map(({ pointId }) => pointId));
  const tagged = new Set(seen.flatMap(({ editedTags }) => editedTags));
  const { nodeIds, pointIds, tags } = rule.scope;
  return {
    ...rule,
    scope: {
      ...rule.scope,
      nodeIds: nodeIds.filter((nodeId) => sight.node(nodeId) || sight.leadsTo(nodeId)),
      pointIds: pointIds.filter((pointId) => points.has(pointId)),
      tags: tags.filter((tag) => tagged.has(tag)),
    },
  };
}

/** Whether somebody sees what is kept for this part of the plant: for the whole site, a part that holds his, or one in his. */
export function isKeptInSight(nodeId: string | null, sight: Sight | null): boolean {
  return sight === null || nodeId === null || sight.node(nodeId) || sight.leadsTo(nodeId);
}
