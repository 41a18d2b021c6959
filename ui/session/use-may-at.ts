import type { Permission } from '#schemas/access/permissions';
import type { NodeId, PointId } from '#schemas/ids/ids';
import { useApp } from './app.ts';
import { placeScopes } from './place-scopes.ts';

/** What this person may where: everywhere, or in the parts of the plant in which a role lets him. */
export interface MayAt {
  /** Null: for the whole site. */
  readonly node: (right: Permission, nodeId: string | null) => boolean;
  /** At each of them; a point that is not in the plant is in no part. */
  readonly points: (right: Permission, pointIds: readonly PointId[]) => boolean;
  /** The topmost nodes at which he may; none where that is everywhere. */
  readonly parts: (right: Permission) => readonly NodeId[];
}

/** Reads the signals of session, tree and points. */
export function useMayAt(): MayAt {
  const { session, tree, plant } = useApp();
  const branches = tree.branches.value;
  const node = (right: Permission, nodeId: string | null) =>
    session.mayIn(right, nodeId === null ? null : tree.pathOf(nodeId).map(({ id }) => id));
  const isAtPoint = (right: Permission, pointId: PointId) => {
    const point = plant.cell(pointId)?.point.value;
    return point !== undefined && session.mayIn(right, placeScopes(point));
  };
  return {
    node,
    points: (right, pointIds) =>
      session.may(right) ||
      (pointIds.length > 0 && pointIds.every((pointId) => isAtPoint(right, pointId))),
    parts: (right) =>
      session.may(right)
        ? []
        : [...branches.values()]
            .filter(({ id, parentId }) => node(right, id) && !node(right, parentId))
            .map(({ id }) => id),
  };
}
