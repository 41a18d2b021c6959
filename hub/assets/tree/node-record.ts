import type { NodeId } from '#schemas/ids/ids';
import {
  MachineDetails,
  NO_MACHINE_DETAILS,
  NO_POSITION_DETAILS,
  PositionDetails,
} from '#schemas/plant/machine-details';
import type { NodeLink } from '#schemas/plant/node';
import type { NodeKind } from '#schemas/plant/node-kind';
import type { Row, Statement } from '../../store/statement.ts';

/** What people say of a node. */
export interface NodeState {
  readonly parentId: NodeId | null;
  readonly kind: NodeKind;
  readonly name: string;
  readonly externalId: string | null;
  /** Of a machine, else null. */
  readonly machine: MachineDetails | null;
  /** Of a position, else null. */
  readonly position: PositionDetails | null;
  readonly notes: string;
  readonly links: readonly NodeLink[];
}

/** A node as the store keeps it. */
export interface NodeRecord extends NodeState {
  readonly nodeId: NodeId;
  /** Rises with each change, so that a person who saw an older one is told. */
  readonly revision: number;
  readonly changedMs: number;
}

/** The details that a node of this kind begins with. */
export function bareDetails(kind: NodeKind): Pick<NodeState, 'machine' | 'position'> {
  return {
    machine: kind === 'machine' ? NO_MACHINE_DETAILS : null,
    position: kind === 'position' ? NO_POSITION_DETAILS : null,
  };
}

export function stateOf(record: NodeRecord): NodeState {
  const { parentId, kind, name, externalId, machine, position, notes, links } = record;
  return { parentId, kind, name, externalId, machine, position, notes, links };
}

export function saveNode(node: NodeRecord): Statement {
  const { machine, position, notes, links } = node;
  return {
    sql: `INSERT INTO nodes VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (node_id) DO UPDATE SET
      parent_id = excluded.parent_id, name = excluded.name, external_id = excluded.external_id,
      body = excluded.body, revision = excluded.revision, changed_ms = excluded.changed_ms`,
    args: [
      node.nodeId,
      node.parentId,
      node.kind,
      node.name,
      node.externalId,
      JSON.stringify({ machine, position, notes, links }),
      node.revision,
      node.changedMs,
    ],
  };
}

export function deleteNode(nodeId: string): Statement {
  return { sql: 'DELETE FROM nodes WHERE node_id = ?', args: [nodeId] };
}

export function loadNode(row: Row): NodeRecord {
  const { machine, position, notes, links } = JSON.parse(String(row.body));
  return {
    nodeId: row.node_id as NodeId,
    parentId: row.parent_id as NodeId | null,
    kind: row.kind as NodeKind,
    name: String(row.name),
    externalId: row.external_id as string | null,
    // Facts that this Tremolo knows and the one that stored the row did not are unknown.
    machine: machine && MachineDetails.parse({ ...NO_MACHINE_DETAILS, ...machine }),
    position: position && PositionDetails.parse({ ...NO_POSITION_DETAILS, ...position }),
    notes,
    links,
    revision: Number(row.revision),
    changedMs: Number(row.changed_ms),
  };
}
