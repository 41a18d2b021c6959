import type { Permission } from '#schemas/access/permissions';
import type { Alarm } from '#schemas/alarms/alarm';
import type { HeldAsset } from '#schemas/http/alarms';
import { type App, useApp } from '../../session/app.ts';

type ActPermission = Extract<Permission, `alarm:${string}`>;
type Place = Pick<Alarm['asset'], 'nodeId' | 'area'>;

/** Whether this person may do something with alarms at a place: everywhere, at its node or above; outside the tree, in its area. */
export function useMayAct(): (permission: ActPermission, place: Place) => boolean {
  const { session, tree } = useApp();
  const branches = tree.branches.value;
  return (permission, { nodeId, area }) => {
    // Names of areas give no rights in the tree.
    const scopes: string[] = area === null || branches.has(nodeId ?? '') ? [] : [area];
    for (let at = branches.get(nodeId ?? ''); at; at = branches.get(at.parentId ?? '')) {
      scopes.push(at.id);
    }
    return session.mayIn(permission, scopes);
  };
}

/** Where something is that is held back: its node, or that of its point. */
export function placeOfHeld({ assetId, area }: HeldAsset, plant: App['plant']): Place {
  const point = plant.cell(assetId)?.point.value;
  return { nodeId: point === undefined ? assetId : point.nodeId, area };
}
