/** Where in the plant alarms are, and which of them a person sees. */
import type { Principal } from './access/principal.ts';
import type { AlarmSight, SeenAsset } from './alarms/alarm-sight.ts';
import { scopesOfNode, scopesOfPoint } from './plant-view.ts';
import type { Rooms } from './rooms.ts';
import { sightOf } from './sight.ts';

type PlacedRooms = Pick<Rooms, 'plant' | 'assets' | 'processValues'>;

/** Where a right must hold for an alarm: where that is now what it is about. Of the system itself: nowhere in the plant. */
export function scopesOfAsset(rooms: PlacedRooms, { assetId, pointId, area }: SeenAsset): string[] {
  const { plant, assets, processValues } = rooms;
  if (plant.tree.get(assetId) !== null) return scopesOfNode(rooms, assetId);
  const value = processValues.get(assetId);
  if (value !== null) return scopesOfNode(rooms, value.nodeId);
  const point = assets.evenRemoved(assetId);
  if (point !== null) return scopesOfPoint(rooms, point);
  if (!assetId.startsWith('machine:')) return [];
  // Machines that only sensors name: two areas can have one of the same name.
  const raisedBy = pointId === null ? null : assets.evenRemoved(pointId);
  if (raisedBy !== null) return scopesOfPoint(rooms, raisedBy);
  return area === null ? [] : [area];
}

/** Null: all of them. */
export function alarmSightOf(
  rooms: PlacedRooms,
  principal: Pick<Principal, 'permissions' | 'inAreas'>,
): AlarmSight | null {
  const sight = sightOf(rooms, principal, 'alarm:read');
  if (sight === null) return null;
  const { plant, assets, processValues } = rooms;
  return {
    sees: (asset) => sight.at(scopesOfAsset(rooms, asset)),
    assetIds: () => [
      ...[...plant.tree.all()].flatMap(({ nodeId }) => (sight.node(nodeId) ? [nodeId] : [])),
      ...assets.allEvenRemoved().flatMap((one) => (sight.point(one) ? [one.pointId] : [])),
      ...processValues
        .all()
        .flatMap(({ valueId, nodeId }) => (sight.at(scopesOfNode(rooms, nodeId)) ? [valueId] : [])),
    ],
  };
}
