/** The plant as others see it: points with what their place says of them. */
import type { PlantTree as PlantTreeAnswer } from '#schemas/http/nodes';
import type { Point } from '#schemas/http/points';
import type { NodeDetail, PlantNode } from '#schemas/plant/node';
import type { Principal } from './access/principal.ts';
import type { PointRecord } from './assets/point-record.ts';
import { thresholdsOf } from './assets/thresholds-of.ts';
import type { NodeRecord } from './assets/tree/node-record.ts';
import type { FleetPoint } from './fleet/fleet.ts';
import type { Identity } from './identity.ts';
import { factsOfPoint, placeOf } from './plant-places.ts';
import type { Rooms } from './rooms.ts';

/** Where a right must hold for something at this node: there, or anywhere above it. */
export function scopesOfNode({ plant }: Pick<Rooms, 'plant'>, nodeId: string | null): string[] {
  return plant.tree.lineOf(nodeId).map((node) => node.nodeId);
}

/** The same of a point: while it hangs nowhere, the area that people named for it. */
export function scopesOfPoint(
  rooms: Pick<Rooms, 'plant'>,
  { nodeId, editedArea }: PointRecord,
): string[] {
  if (nodeId !== null) return scopesOfNode(rooms, nodeId);
  return editedArea === null ? [] : [editedArea];
}

/** A point as screens see it: what it is, who diagnoses it, the last that was heard of it. */
export function pointOf(rooms: Rooms, record: PointRecord): Point {
  const { agentId, reason } = rooms.fleet.standing(record.sensorId);
  const latest = rooms.latest.of(record.pointId);
  const facts = factsOfPoint(rooms, record);
  return {
    pointId: record.pointId,
    name: record.editedName ?? record.name,
    nodeId: record.nodeId,
    above: rooms.plant.tree.lineOf(record.nodeId).map(({ nodeId }) => nodeId),
    ...placeOf(rooms, record),
    tags: [...record.editedTags],
    sensorId: record.sensorId,
    axis: record.axis,
    unit: record.mounting.unit ?? record.unit,
    mounting: record.mounting,
    thresholds: thresholdsOf(facts),
    sampleRateHz: record.sampleRateHz,
    origin: record.origin,
    facts,
    agentId,
    unassignedReason: reason,
    sensorOnline: rooms.assets.isOnline(record.sensorId),
    latest: latest && {
      atMs: latest.atMs,
      figures: latest.figures,
      verdict: latest.verdict,
      losses: latest.losses,
    },
  };
}

/** A node as the tree lists it. */
export function plantNode({ plantRollup, documents }: Rooms, node: NodeRecord): PlantNode {
  return {
    nodeId: node.nodeId,
    parentId: node.parentId,
    kind: node.kind,
    name: node.name,
    externalId: node.externalId,
    machineKind: node.machine?.machineKind ?? null,
    pictureId: documents.pictureOf(node.nodeId),
    revision: node.revision,
    rollup: plantRollup.of(node.nodeId),
  };
}

/** The whole tree, parents first. */
export function plantTree(rooms: Rooms): PlantTreeAnswer {
  return {
    nodes: rooms.plant.tree.inOrder().map((node) => plantNode(rooms, node)),
    unassigned: rooms.plantRollup.unassigned,
  };
}

/** A node with all that is known of it, as this person sees it. */
export function nodeDetail(
  { rooms, identity }: { readonly rooms: Rooms; readonly identity: Identity },
  node: NodeRecord,
  principal: Principal,
): NodeDetail {
  const line = rooms.plant.tree.lineOf(node.nodeId);
  return {
    ...plantNode(rooms, node),
    path: line.toReversed().map(({ nodeId, kind, name }) => ({ nodeId, kind, name })),
    machine: node.machine,
    position: node.position,
    notes: node.notes,
    links: [...node.links],
    documents: rooms.documents.of(node.nodeId),
    changedMs: node.changedMs,
    mayEdit: identity.mayIn(principal, 'plant:edit', scopesOfNode(rooms, node.nodeId)),
  };
}

/** The points as the fleet needs them. */
export function fleetPoints(rooms: Rooms): FleetPoint[] {
  return rooms.assets.all().map((point) => ({
    pointId: point.pointId,
    sensorId: point.sensorId,
    axis: point.axis,
    unit: point.mounting.unit ?? point.unit,
    // Left out where there is nothing to correct: agents of an older version know no such key.
    ...(point.mounting.scale === 1 ? {} : { scale: point.mounting.scale }),
    facts: factsOfPoint(rooms, point),
    sampleRateHz: point.sampleRateHz,
    agentId: point.agentId,
    condition: rooms.latest.of(point.pointId)?.verdict.condition ?? null,
  }));
}
