import type { AuditEventName } from '#schemas/audit/events';
import type { NodeId, PointId } from '#schemas/ids/ids';
import type { ChangedField, PlantChange, PlantChangeKind } from '#schemas/plant/plant-change';
import type { PlantNow } from '../tree/plant-edit.ts';
import { changedFields, type PlantEdit } from '../tree/plant-edit.ts';
import type { PlantTree } from '../tree/plant-tree.ts';

/** What is said of a change besides what follows from its steps. */
export interface ChangeAbout {
  readonly what: PlantChangeKind;
  /** The node or point that it is about; null for many. */
  readonly targetId: NodeId | PointId | null;
  /** In place of the target's name. */
  readonly title?: string;
}

export type ShownChange = Omit<PlantChange, 'changeId' | 'atMs' | 'by' | 'undoneBy'>;

/** The most fields that a change shows, and the longest value. */
const FIELDS_MAX = 50;
const VALUE_MAX = 400;

/** Which entry of the audit trail tells of a change. */
export const EVENT_OF = {
  created: 'plant.changed',
  edited: 'plant.changed',
  moved: 'plant.changed',
  copied: 'plant.changed',
  removed: 'plant.removed',
  imported: 'plant.imported',
  undone: 'plant.undone',
  placed: 'point.changed',
  point_edited: 'point.changed',
  point_removed: 'point.removed',
} as const satisfies Record<PlantChangeKind, AuditEventName>;

/** What the history shows of an edit that leads from one tree to the other. */
export function shownChange(
  edit: PlantEdit,
  about: ChangeAbout,
  { before, after, now }: { before: PlantTree; after: PlantTree; now: PlantNow },
): ShownChange {
  const { what, targetId } = about;
  const unassigned = edit.points.filter(
    (step) => step.before.nodeId !== null && step.after.nodeId === null && !step.after.isRemoved,
  );
  const place = placesOf(edit, targetId, { before, after });
  return {
    what,
    targetId,
    title: about.title ?? titleOf(targetId, { before, after, now }),
    ...place,
    nodes: edit.nodes.length,
    points: edit.points.length,
    unassigned: unassigned.length,
    undoes: null,
    fields: fieldsOf(edit, { before, after, now }),
  };
}

function titleOf(
  targetId: NodeId | PointId | null,
  { before, after, now }: { before: PlantTree; after: PlantTree; now: PlantNow },
): string {
  if (targetId === null) return '';
  const node = after.get(targetId) ?? before.get(targetId);
  return node?.name ?? now.nameOfPoint(targetId as PointId);
}

function placesOf(
  edit: PlantEdit,
  targetId: string | null,
  { before, after }: { before: PlantTree; after: PlantTree },
): { from: string | null; to: string | null } {
  const point = edit.points.find(({ pointId }) => pointId === targetId);
  const [from, to] = point
    ? [before.pathOf(point.before.nodeId), after.pathOf(point.after.nodeId)]
    : [before.pathOf(targetId), after.pathOf(targetId)];
  return { from: from || null, to: to || null };
}

function fieldsOf(
  edit: PlantEdit,
  { before, after, now }: { before: PlantTree; after: PlantTree; now: PlantNow },
): ChangedField[] {
  const fields: ChangedField[] = [];
  const take = (of: string, targetId: NodeId | PointId, was: object, is: object) => {
    for (const field of changedFields<object>(was, is)) {
      if (fields.length >= FIELDS_MAX) return;
      const [one, other] = [was[field], is[field]];
      fields.push({ of, targetId, field, before: shortened(one), after: shortened(other) });
    }
  };
  for (const step of edit.nodes) {
    if (fields.length >= FIELDS_MAX) break;
    if (step.before === null || step.after === null) continue;
    take(
      after.pathOf(step.nodeId) || before.pathOf(step.nodeId),
      step.nodeId,
      step.before,
      step.after,
    );
  }
  for (const { pointId, ...step } of edit.points) {
    if (fields.length >= FIELDS_MAX) break;
    take(now.nameOfPoint(pointId), pointId, step.before, step.after);
  }
  return fields;
}

/** Long texts are cut: the whole of it is in the edit itself. */
function shortened(value: unknown): unknown {
  const text = JSON.stringify(value ?? null);
  return text.length <= VALUE_MAX ? JSON.parse(text) : `${text.slice(0, VALUE_MAX)} …`;
}

/** Each node and point that the edit touches, with all above them before and after. */
export function targetsOf(
  edit: PlantEdit,
  { before, after }: { before: PlantTree; after: PlantTree },
): Set<string> {
  const targets = new Set<string>();
  const take = (nodeId: string | null) => {
    for (const tree of [before, after]) {
      for (const node of tree.lineOf(nodeId)) targets.add(node.nodeId);
    }
  };
  for (const { nodeId } of edit.nodes) take(nodeId);
  for (const step of edit.points) {
    targets.add(step.pointId);
    take(step.before.nodeId);
    take(step.after.nodeId);
  }
  return targets;
}
