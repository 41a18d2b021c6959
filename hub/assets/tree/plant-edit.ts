import { refused } from '#schemas/errors/refused';
import type { NodeId, PointId } from '#schemas/ids/ids';
import type { PointEdits } from '../point-edits.ts';
import type { NodeState } from './node-record.ts';

/** What one change does to a node: null is a node that is not there. */
export interface NodeStep {
  readonly nodeId: NodeId;
  readonly before: NodeState | null;
  readonly after: NodeState | null;
}

/** What one change does to what people say of a point. */
export interface PointStep {
  readonly pointId: PointId;
  readonly before: PointEdits;
  readonly after: PointEdits;
}

/** All that one person changed in one go: done as a whole, and undone as a whole. */
export interface PlantEdit {
  readonly nodes: readonly NodeStep[];
  readonly points: readonly PointStep[];
}

export const NO_EDIT: PlantEdit = { nodes: [], points: [] };

/** What is there now, to compare with. */
export interface PlantNow {
  readonly node: (nodeId: NodeId) => NodeState | null;
  /** Null: there is no such point. */
  readonly point: (pointId: PointId) => PointEdits | null;
  readonly nameOfPoint: (pointId: PointId) => string;
}

/**
 * The edit that undoes this one. Only what it changed goes back: what others changed beside it since stays. Throws
 * `conflict`, with what it was, where somebody changed the same since.
 */
export function undoing(edit: PlantEdit, now: PlantNow): PlantEdit {
  return {
    nodes: edit.nodes.map((step) => undoneNode(step, now.node(step.nodeId))),
    points: edit.points.map((step) => {
      const current = now.point(step.pointId);
      if (current === null) throw refused('change_point_gone');
      const name = now.nameOfPoint(step.pointId);
      return { pointId: step.pointId, before: current, after: takenBack(step, current, name) };
    }),
  };
}

function undoneNode({ nodeId, before, after }: NodeStep, current: NodeState | null): NodeStep {
  if (after === null) {
    // Ids are never given twice: what is there can only be the same node, brought back.
    if (current !== null) throw refused('change_back_again', { name: current.name });
    return { nodeId, before: null, after: before };
  }
  if (current === null) throw refused('change_node_gone', { name: after.name });
  if (before === null) {
    if (!Bun.deepEquals(current, after)) throw refused('change_moved_on', { name: current.name });
    return { nodeId, before: current, after: null };
  }
  return { nodeId, before: current, after: takenBack({ before, after }, current, current.name) };
}

/** The state with each field as it was before, where it changed. */
function takenBack<State extends object>(
  { before, after }: { before: State; after: State },
  current: State,
  name: string,
): State {
  const fields = changedFields(before, after);
  for (const field of fields) {
    if (!Bun.deepEquals(current[field], after[field])) {
      throw refused('change_moved_on', { name });
    }
  }
  return { ...current, ...Object.fromEntries(fields.map((field) => [field, before[field]])) };
}

/** Names of the fields in which both differ. */
export function changedFields<State extends object>(before: State, after: State): (keyof State)[] {
  return (Object.keys(after) as (keyof State)[]).filter(
    (field) => !Bun.deepEquals(before[field], after[field]),
  );
}

/** Without steps that change nothing. */
export function withoutIdle({ nodes, points }: PlantEdit): PlantEdit {
  return {
    nodes: nodes.filter(({ before, after }) => !Bun.deepEquals(before, after)),
    points: points.filter(({ before, after }) => !Bun.deepEquals(before, after)),
  };
}

export function isEmpty({ nodes, points }: PlantEdit): boolean {
  return nodes.length === 0 && points.length === 0;
}
