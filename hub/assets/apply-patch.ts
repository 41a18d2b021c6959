import type { PointPatch } from '#schemas/http/points';
import type { PointRecord } from './point-record.ts';

/**
 * A person's edits on top of the earlier ones; null says that the fact is unknown, whatever the sensor says. An edit that
 * agrees with the sensor's description fixes nothing: from then on the description counts again.
 */
export function applyPatch(point: PointRecord, patch: PointPatch): PointRecord {
  const { describedFacts } = point;
  const edits = Object.entries({ ...point.editedFacts, ...patch.facts }).filter(
    ([name, value]) =>
      value !== undefined &&
      !Bun.deepEquals(value, describedFacts[name as keyof typeof describedFacts]),
  );
  const name = patch.name ?? point.editedName;
  return {
    ...point,
    editedName: name === point.name ? null : name,
    editedArea: patch.area === undefined ? point.editedArea : patch.area,
    editedTags: patch.tags ?? point.editedTags,
    editedFacts: Object.fromEntries(edits),
  };
}
