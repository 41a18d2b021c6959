import { z } from 'zod';
import { NodeId, PlantChangeId, PointId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

export const PLANT_CHANGE_KINDS = [
  'created',
  'edited',
  'moved',
  'removed',
  'placed',
  'point_edited',
  'point_removed',
  'copied',
  'imported',
  'undone',
] as const;
export const PlantChangeKind = z.enum(PLANT_CHANGE_KINDS);
export type PlantChangeKind = z.infer<typeof PlantChangeKind>;

/** One fact that a change touched; both sides as JSON, null for what was not or is not any more. */
export const ChangedField = z.strictObject({
  /** Path of the node, or name of the point. */
  of: z.string(),
  targetId: z.union([NodeId, PointId]),
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type ChangedField = z.infer<typeof ChangedField>;

/** What one person did to the plant in one go. */
export const PlantChange = z.strictObject({
  changeId: PlantChangeId,
  atMs: TimeMs,
  what: PlantChangeKind,
  by: z.string().nullable(),
  /** The node or point that it is about; null for an import. */
  targetId: z.union([NodeId, PointId]).nullable(),
  /** Its name then. */
  title: z.string(),
  /** Where it stood before and stands after, as paths; null where that is nowhere or many places. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** How many nodes and points it touched. */
  nodes: z.number().int().nonnegative(),
  points: z.number().int().nonnegative(),
  /** Points that stand nowhere since. */
  unassigned: z.number().int().nonnegative(),
  /** The change that this one undid. */
  undoes: PlantChangeId.nullable(),
  /** The change that undid this one. */
  undoneBy: PlantChangeId.nullable(),
  /** At most 50 of them. */
  fields: z.array(ChangedField),
});
export type PlantChange = z.infer<typeof PlantChange>;
