import type { NodeId } from '#schemas/ids/ids';
import type { AssetRegister } from '../asset-register.ts';
import type { PointRecord } from '../point-record.ts';
import type { NodeRecord } from '../tree/node-record.ts';
import type { PlantTree } from '../tree/plant-tree.ts';
import type { TransferRow } from './transfer-row.ts';

/** The plant, or what is at and below a node, as rows: each node before what is below it, each with its points. */
export function* exportRows(
  tree: PlantTree,
  assets: AssetRegister,
  nodeId: NodeId | null,
): Generator<TransferRow> {
  const points = Map.groupBy(assets.all(), (point) => point.nodeId);
  const nodes = nodeId === null ? tree.inOrder() : tree.subtreeOf(nodeId);
  for (const node of nodes) {
    const path = tree.pathOf(node.nodeId).split('/');
    yield nodeRow(node, path);
    for (const point of points.get(node.nodeId) ?? []) yield pointRow(point, path);
  }
  if (nodeId !== null) return;
  for (const point of points.get(null) ?? []) yield pointRow(point, []);
}

function nodeRow(node: NodeRecord, path: string[]): TransferRow {
  const { kind, externalId, machine, position, notes, links } = node;
  return {
    kind,
    path,
    externalId,
    ...(machine === null ? {} : { machine }),
    ...(position === null ? {} : { position }),
    notes,
    links: [...links],
  };
}

function pointRow(point: PointRecord, path: string[]): TransferRow {
  const { baselineVelocityMmS, limits } = point.editedFacts;
  const facts = {
    ...(baselineVelocityMmS === undefined ? {} : { baselineVelocityMmS }),
    ...(limits === undefined ? {} : { limits }),
  };
  return {
    kind: 'point',
    path,
    sensorId: point.sensorId,
    axis: point.axis,
    name: point.editedName ?? point.name,
    tags: [...point.editedTags],
    mounting: point.mounting,
    facts,
  };
}
