import type { NodeId, PointId } from '#schemas/ids/ids';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import { carriesPoints, type NodeKind } from '#schemas/plant/node-kind';
import type { AssetRegister } from '../asset-register.ts';
import { editsOf, type PointEdits, patched } from '../point-edits.ts';
import type { PointRecord } from '../point-record.ts';
import type { NodeState } from '../tree/node-record.ts';
import { changedFields, type PlantEdit, type PointStep } from '../tree/plant-edit.ts';
import type { PlantTree } from '../tree/plant-tree.ts';
import { NODES_MAX } from '../tree/tree-rules.ts';
import { Breather } from './breather.ts';
import { DraftPlant } from './draft-plant.ts';
import { PlanTally } from './plan-tally.ts';
import type { ReadRow, TransferRow } from './transfer-row.ts';

export interface ImportDeps {
  readonly tree: PlantTree;
  readonly assets: AssetRegister;
  /** What holds at a place without what people say of the point. */
  readonly uneditedAt: (point: PointRecord, nodeId: PointEdits['nodeId']) => MachineFacts;
}

type Said = TransferRow & { readonly row: number };

/** What is wrong with a row. */
type Wrong = readonly [column: string | null, sentence: string];

/**
 * What a file makes of the plant. Nodes are found by their external id, else by their path; what no row names stays as it is.
 * With one error there is no edit.
 */
export async function planImport(
  rows: readonly ReadRow[],
  deps: ImportDeps,
): Promise<{ edit: PlantEdit | null; tally: PlanTally }> {
  const breather = new Breather();
  const tally = new PlanTally();
  const said: Said[] = [];
  for (const { row, says, errors } of rows) {
    for (const { column, sentence } of errors) tally.wrong(row, column, sentence);
    if (says !== null) said.push({ row, ...says });
  }
  const run = new ImportRun(deps, tally);
  const nodes = said.filter(({ kind }) => kind !== 'point');
  // Parents first, in whatever order the file has them.
  for (const row of nodes.toSorted((a, b) => a.path.length - b.path.length)) {
    run.node(row);
    await breather.breathe();
  }
  for (const row of said) {
    if (row.kind === 'point') run.point(row);
    await breather.breathe();
  }
  run.refuseTooMany();
  return { edit: tally.hasErrors ? null : run.edit(), tally };
}

class ImportRun {
  readonly #deps: ImportDeps;
  readonly #tally: PlanTally;
  readonly #draft: DraftPlant;
  readonly #rowOf = new Map<NodeId | PointId, number>();
  readonly #points: PointStep[] = [];
  #made = 0;

  constructor(deps: ImportDeps, tally: PlanTally) {
    this.#deps = deps;
    this.#tally = tally;
    this.#draft = new DraftPlant(deps.tree);
  }

  edit(): PlantEdit {
    return { nodes: this.#draft.steps(), points: this.#points };
  }

  refuseTooMany(): void {
    if (this.#deps.tree.size + this.#made <= NODES_MAX) return;
    this.#tally.wrong(1, null, `A plant has at most ${NODES_MAX} nodes.`);
  }

  node(says: Said): void {
    this.#note(says.row, this.#node(says));
  }

  point(says: Said): void {
    this.#note(says.row, this.#point(says));
  }

  #note(row: number, wrong: Wrong | null): void {
    if (wrong !== null) this.#tally.wrong(row, ...wrong);
  }

  #node(says: Said): Wrong | null {
    const { row, path } = says;
    const kind = says.kind as NodeKind;
    const name = path.at(-1);
    if (name === undefined) return ['path', 'A node has a name.'];
    const above = path.slice(0, -1);
    const { nodeId: parent, found } = this.#draft.find(above);
    if (parent === null && above.length > 0) return ['path', missing(above, found)];
    const sentence = this.#draft.refusal(kind, parent);
    if (sentence !== null) return ['kind', sentence];
    const known = this.#known(says, parent, name);
    const twice = known === null ? null : this.#saidBefore(known, row, 'path');
    if (twice !== null) return twice;
    const before = known === null ? null : this.#draft.state(known);
    if (before !== null && before.kind !== kind) {
      return ['kind', `It is of kind ${before.kind}, and stays so.`];
    }
    const nodeId = known ?? this.#draft.make(parent, kind, name);
    if (known === null) this.#rowOf.set(nodeId, row);
    const bare = this.#draft.state(nodeId) as NodeState;
    const after = withRow({ ...bare, parentId: parent, name }, says);
    if (typeof after === 'string') return [after, `A ${kind} has no ${after}.`];
    const refused = this.#draft.change(nodeId, after);
    if (refused !== null) return ['path', refused];
    this.#count({ row, kind, nodeId, before, after });
    return null;
  }

  #point(says: Said): Wrong | null {
    const { row, sensorId, axis = 0 } = says;
    const { assets, uneditedAt } = this.#deps;
    if (sensorId === undefined) return ['sensor_id', 'A point has a sensor.'];
    const point = assets.ofSensor(sensorId).get(axis);
    if (point === undefined || point.isRemoved) {
      return ['sensor_id', `No sensor ${sensorId} with axis ${axis} was heard.`];
    }
    const { nodeId, found } = this.#draft.find(says.path);
    const state = nodeId === null ? null : this.#draft.state(nodeId);
    if (says.path.length > 0 && state === null) {
      return ['path', missing(says.path, found)];
    }
    if (state !== null && !carriesPoints(state.kind)) {
      return ['path', 'Points hang on machines and positions.'];
    }
    const twice = this.#saidBefore(point.pointId, row, 'sensor_id');
    if (twice !== null) return twice;
    const before = editsOf(point);
    const { name, tags, mounting, facts } = says;
    // At its new place the machine's word may be new, too: what the file says stands beside it.
    const isKnownPlace = nodeId === null || this.#deps.tree.get(nodeId) !== null;
    const unedited = uneditedAt(point, isKnownPlace ? nodeId : null);
    const after = patched(point, { name, tags, mounting, facts, nodeId }, unedited);
    const fields = changedFields(before, after);
    if (fields.length === 0) {
      this.#tally.unchanged();
      return null;
    }
    this.#points.push({ pointId: point.pointId, before, after });
    this.#tally.changed({
      row,
      what: before.nodeId === after.nodeId ? 'edited' : 'placed',
      kind: 'point',
      path: [...says.path, name ?? point.editedName ?? point.name].join('/'),
      fields,
    });
    return null;
  }

  #known({ externalId }: Said, parent: NodeId | null, name: string): NodeId | null {
    const byId = externalId ? this.#draft.byExternalId(externalId) : null;
    return byId ?? this.#draft.under(parent, name);
  }

  #saidBefore(id: NodeId | PointId, row: number, column: string): Wrong | null {
    const other = this.#rowOf.get(id);
    if (other !== undefined) return [column, `Row ${other} says it already.`];
    this.#rowOf.set(id, row);
    return null;
  }

  #count(of: {
    row: number;
    kind: NodeKind;
    nodeId: NodeId;
    before: NodeState | null;
    after: NodeState;
  }): void {
    const { row, kind, before, after } = of;
    const path = this.#draft.pathOf(of.nodeId);
    if (before === null) {
      this.#made++;
      this.#tally.changed({ row, what: 'created', kind, path, fields: [] });
      return;
    }
    const fields = changedFields(before, after);
    const what = before.parentId === after.parentId ? 'edited' : 'moved';
    if (fields.length === 0) this.#tally.unchanged();
    else this.#tally.changed({ row, what, kind, path, fields });
  }
}

function missing(path: readonly string[], found: readonly string[]): string {
  const wanted = path.slice(0, found.length + 1).join('/');
  return `There is no ${wanted}: it needs a row of its own.`;
}

/** The state with what the row says; the name of the facts that its kind has not. */
function withRow(state: NodeState, says: Said): NodeState | 'machine' | 'position' {
  const { externalId, machine, position, notes, links } = says;
  if (machine !== undefined && state.machine === null) return 'machine';
  if (position !== undefined && state.position === null) return 'position';
  return {
    ...state,
    externalId: externalId === undefined ? state.externalId : externalId,
    machine: state.machine && { ...state.machine, ...machine },
    position: state.position && { ...state.position, ...position },
    notes: notes ?? state.notes,
    links: links ?? state.links,
  };
}
