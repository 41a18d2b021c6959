/** What of the plant a person sees: all of it, or the parts in which a role lets him look. */
import type { Permission } from '#schemas/access/permissions';
import { refused } from '#schemas/errors/refused';
import type { PlantTree as PlantTreeAnswer } from '#schemas/http/nodes';
import { EMPTY_ROLLUP } from '#schemas/plant/rollup';
import type { ServerMessage } from '#schemas/websocket/messages';
import type { Principal } from './access/principal.ts';
import type { PointRecord } from './assets/point-record.ts';
import { scopesOfNode, scopesOfPoint } from './plant-view.ts';
import type { Rooms } from './rooms.ts';

/** The parts of the plant that somebody sees who does not see all of it. */
export interface Sight {
  /** The parts themselves: ids of nodes, and names of areas. */
  readonly scopes: readonly string[];
  /** Whether something is in sight that is at one of these nodes, or in an area of this name. */
  readonly at: (scopes: readonly string[]) => boolean;
  readonly point: (record: PointRecord) => boolean;
  readonly node: (nodeId: string) => boolean;
  /** Whether something in sight is below: then the way down to it shows, and nothing else of it. */
  readonly leadsTo: (nodeId: string) => boolean;
}

/** Null: everything. Who sees nothing has a sight in which nothing is. */
export function sightOf(
  rooms: Pick<Rooms, 'plant'>,
  { permissions, inAreas }: Pick<Principal, 'permissions' | 'inAreas'>,
  permission: Permission = 'plant:read',
): Sight | null {
  if (permissions.has(permission)) return null;
  const scopes = new Set(
    [...inAreas].flatMap(([scope, all]) => (all.has(permission) ? [scope] : [])),
  );
  const at = (those: readonly string[]) => those.some((scope) => scopes.has(scope));
  const ways = new Set([...scopes].flatMap((scope) => scopesOfNode(rooms, scope)));
  return {
    scopes: [...scopes],
    at,
    point: (record) => at(scopesOfPoint(rooms, record)),
    node: (nodeId) => at(scopesOfNode(rooms, nodeId)),
    leadsTo: (nodeId) => ways.has(nodeId),
  };
}

/** As if it were not there: whoever may not see a thing learns nothing of it. Throws `not_found`. */
export function refuseUnseen(isSeen: boolean, what: string): void {
  if (!isSeen) throw refused('thing_unknown', { thing: what });
}

/** The tree as far as it is in sight; of nodes that only lead there names, and nothing of how they stand. */
export function treeInSight({ nodes }: PlantTreeAnswer, sight: Sight): PlantTreeAnswer {
  return {
    nodes: nodes.flatMap((node) => {
      if (sight.node(node.nodeId)) return [node];
      if (!sight.leadsTo(node.nodeId)) return [];
      return [{ ...node, externalId: null, pictureId: null, rollup: EMPTY_ROLLUP }];
    }),
    unassigned: 0,
  };
}

/** What of news of the plant is for somebody with this sight; null: nothing. */
export function newsInSight(
  rooms: Pick<Rooms, 'plant' | 'assets'>,
  message: ServerMessage,
  sight: Sight,
): ServerMessage | null {
  const isSeen = (pointId: string) => {
    const record = rooms.assets.get(pointId);
    return record !== null && sight.point(record);
  };
  switch (message.type) {
    case 'plant':
      return { ...message, points: message.points.filter(({ pointId }) => isSeen(pointId)) };
    case 'summaries': {
      const summaries = message.summaries.filter(({ pointId }) => isSeen(pointId));
      return summaries.length === 0 ? null : { ...message, summaries };
    }
    case 'changes': {
      const changes = message.changes.filter(({ pointId }) => isSeen(pointId));
      return changes.length === 0 ? null : { ...message, changes };
    }
    case 'nodes':
      return {
        ...message,
        nodes: treeInSight({ nodes: message.nodes, unassigned: 0 }, sight).nodes,
      };
    case 'rollups': {
      const rollups = message.rollups.filter(({ nodeId }) => sight.node(nodeId));
      return { ...message, rollups, unassigned: 0 };
    }
    case 'values': {
      const values = message.values.filter(({ nodeId }) => sight.node(nodeId));
      return values.length === 0 ? null : { ...message, values };
    }
    // An id says nothing of the point that was taken out.
    case 'gone':
      return message;
    default:
      return null;
  }
}
