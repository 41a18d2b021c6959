import type { PointPatch } from '#schemas/http/points';
import type { PointRecord } from './point-record.ts';

/** A person's edits on top of the earlier ones. A fact set to null is given back to the sensor's description. */
export function applyPatch(point: PointRecord, patch: PointPatch): PointRecord {
  const facts = { ...point.editedFacts, ...patch.facts };
  const kept = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined);
  return {
    ...point,
    editedName: patch.name ?? point.editedName,
    editedFacts: Object.fromEntries(kept),
  };
}
