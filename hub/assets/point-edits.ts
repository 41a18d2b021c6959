import type { PointPatch } from '#schemas/http/points';
import type { NodeId } from '#schemas/ids/ids';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import type { Mounting } from '#schemas/plant/mounting';
import type { PointRecord } from './point-record.ts';

/** All that people say of a point, beside what its sensor says. */
export interface PointEdits {
  readonly name: string | null;
  /** Counts only while the point hangs nowhere. */
  readonly area: string | null;
  readonly tags: readonly string[];
  readonly facts: Partial<MachineFacts>;
  /** The machine or position on which it hangs. */
  readonly nodeId: NodeId | null;
  readonly mounting: Mounting;
  /** Its sensor is gone for good, as a person said; it comes back with its sensor. */
  readonly isRemoved: boolean;
}

export function editsOf(point: PointRecord): PointEdits {
  return {
    name: point.editedName,
    area: point.editedArea,
    tags: point.editedTags,
    facts: point.editedFacts,
    nodeId: point.nodeId,
    mounting: point.mounting,
    isRemoved: point.isRemoved,
  };
}

export function withEdits(point: PointRecord, edits: PointEdits): PointRecord {
  return {
    ...point,
    editedName: edits.name,
    editedArea: edits.area,
    editedTags: edits.tags,
    editedFacts: edits.facts,
    nodeId: edits.nodeId,
    mounting: edits.mounting,
    isRemoved: edits.isRemoved,
  };
}

/**
 * A person's edits on top of the earlier ones; null says that the fact is unknown, whatever sensor and machine say. An edit
 * that agrees with what holds without it (`unedited`) fixes nothing: from then on sensor and machine count again.
 */
export function patched(point: PointRecord, patch: PointPatch, unedited: MachineFacts): PointEdits {
  const facts = Object.entries({ ...point.editedFacts, ...patch.facts }).filter(
    ([name, value]) =>
      value !== undefined &&
      !Bun.deepEquals(value ?? null, unedited[name as keyof MachineFacts] ?? null),
  );
  const name = patch.name ?? point.editedName;
  return {
    ...editsOf(point),
    name: name === point.name ? null : name,
    area: patch.area === undefined ? point.editedArea : patch.area,
    tags: patch.tags ?? point.editedTags,
    facts: Object.fromEntries(facts),
    nodeId: patch.nodeId === undefined ? point.nodeId : patch.nodeId,
    mounting: { ...point.mounting, ...patch.mounting },
  };
}
