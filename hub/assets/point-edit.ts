import { refused } from '#schemas/errors/refused';
import type { PointPatch } from '#schemas/http/points';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import type { AssetRegister } from './asset-register.ts';
import type { Plan } from './plant.ts';
import { editsOf, type PointEdits, patched } from './point-edits.ts';
import type { PointRecord } from './point-record.ts';

/** What a person changes of one point. Throws `not_found` or `conflict`. */
export function planPointEdit(
  assets: AssetRegister,
  pointId: string,
  patch: PointPatch,
  /** What holds of the machine at this place without the person's edits. */
  uneditedAt: (point: PointRecord, nodeId: PointEdits['nodeId']) => MachineFacts,
): Plan {
  const point = wantedPoint(assets, pointId);
  const nodeId = patch.nodeId === undefined ? point.nodeId : patch.nodeId;
  if (patch.area !== undefined && patch.area !== point.editedArea && nodeId !== null) {
    throw refused('area_by_tree');
  }
  const before = editsOf(point);
  const after = patched(point, patch, uneditedAt(point, nodeId));
  const isMoved = before.nodeId !== after.nodeId;
  return {
    what: isMoved ? 'placed' : 'point_edited',
    targetId: point.pointId,
    edit: { nodes: [], points: [{ pointId: point.pointId, before, after }] },
  };
}

/** Takes a point out of the plant whose sensor is gone. Throws `not_found` or `conflict`. */
export function planPointRemoval(assets: AssetRegister, pointId: string): Plan {
  const point = wantedPoint(assets, pointId);
  if (assets.isOnline(point.sensorId)) {
    throw refused('sensor_still_there');
  }
  const before = editsOf(point);
  const after = { ...before, isRemoved: true, nodeId: null };
  return {
    what: 'point_removed',
    targetId: point.pointId,
    edit: { nodes: [], points: [{ pointId: point.pointId, before, after }] },
  };
}

/** Gives a tag another name on every point, or takes it off (null). Throws `not_found` when no point has it. */
export function planRetagging(assets: AssetRegister, tag: string, next: string | null): Plan {
  const tagged = assets.all().filter(({ editedTags }) => editedTags.includes(tag));
  if (tagged.length === 0) throw refused('tag_unknown');
  const points = tagged.map((point) => {
    const before = editsOf(point);
    const tags = before.tags.flatMap((one) => (one === tag ? (next ?? []) : one));
    const after = { ...before, tags: [...new Set(tags)].sort() };
    return { pointId: point.pointId, before, after };
  });
  return { what: 'point_edited', targetId: null, title: tag, edit: { nodes: [], points } };
}

function wantedPoint(assets: AssetRegister, pointId: string): PointRecord {
  const point = assets.get(pointId);
  if (point === null) throw refused('point_unknown');
  return point;
}
