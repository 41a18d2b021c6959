import type { NodeId } from '#schemas/ids/ids';
import type { AssetRegister } from '../asset-register.ts';
import type { PointRecord } from '../point-record.ts';
import type { NodeRecord } from '../tree/node-record.ts';
import type { PlantTree } from '../tree/plant-tree.ts';
import type { TransferRow } from './transfer-row.ts';

/** Which part of the plant is taken out. */
export interface ExportedPart {
  /** These with all that is below them. */
  readonly nodeIds: readonly NodeId[];
  /** Whether a point that hangs nowhere is taken along. */
  readonly hasLoose: (point: PointRecord) => boolean;
}

/** The plant, or a part of it, as rows: each node before what is below it, each with its points. */
export function* exportRows(
  tree: PlantTree,
  assets: AssetRegister,
  part: ExportedPart | null,
): Generator<TransferRow> {
  const points = Map.groupBy(assets.all(), (point) => point.nodeId);
  const nodes = part === null ? tree.inOrder() : part.nodeIds.flatMap((id) => tree.subtreeOf(id));
  for (const node of nodes) {
    const path = tree.pathOf(node.nodeId).split('/');
    yield nodeRow(node, path);
    for (const point of points.get(node.nodeId) ?? []) yield pointRow(point, path);
  }
  for (const point of points.get(null) ?? []) {
    if (part === null || part.hasLoose(point)) yield pointRow(point, []);
  }
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
