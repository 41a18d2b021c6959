import { type Said, said } from '#schemas/errors/said';
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

/** Where whoever brings the file may change the plant, if that is not everywhere. */
export interface ImportReach {
  readonly mayNode: (nodeId: NodeId) => boolean;
  readonly mayPoint: (point: PointRecord) => boolean;
  readonly seesPoint: (point: PointRecord) => boolean;
  /** What hangs nowhere is for whoever sees that: he may take it, and let it go. */
  readonly seesNowhere: boolean;
}

export interface ImportDeps {
  readonly tree: PlantTree;
  readonly assets: AssetRegister;
  /** What holds at a place without what people say of the point. */
  readonly uneditedAt: (point: PointRecord, nodeId: PointEdits['nodeId']) => MachineFacts;
  /** Null: everywhere. */
  readonly reach: ImportReach | null;
}

/** The same of what is elsewhere and of what is not there at all. */
const OUTSIDE = said('row_outside');

type SaidRow = TransferRow & { readonly row: number };

/** What is wrong with a row. */
type WrongRow = readonly [column: string | null, why: Said];

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
  const rowsSaid: SaidRow[] = [];
  for (const { row, says, errors } of rows) {
    for (const { column, ...why } of errors) tally.wrong(row, column, why);
    if (says !== null) rowsSaid.push({ row, ...says });
  }
  const run = new ImportRun(deps, tally);
  const nodes = rowsSaid.filter(({ kind }) => kind !== 'point');
  // Parents first, in whatever order the file has them.
  for (const row of nodes.toSorted((a, b) => a.path.length - b.path.length)) {
    run.node(row);
    await breather.breathe();
  }
  for (const row of rowsSaid) {
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
    this.#tally.wrong(1, null, said('nodes_full', { count: NODES_MAX }));
  }

  node(says: SaidRow): void {
    this.#note(says.row, this.#node(says));
  }

  point(says: SaidRow): void {
    this.#note(says.row, this.#point(says));
  }

  #note(row: number, wrong: WrongRow | null): void {
    if (wrong !== null) this.#tally.wrong(row, ...wrong);
  }

  #node(says: SaidRow): WrongRow | null {
    const { row, path } = says;
    const kind = says.kind as NodeKind;
    const name = path.at(-1);
    if (name === undefined) return ['path', said('row_no_name')];
    if (this.#isOutside(path)) return ['path', OUTSIDE];
    const above = path.slice(0, -1);
    const { nodeId: parent, found } = this.#draft.find(above);
    if (parent === null && above.length > 0) return ['path', missing(above, found)];
    const misplaced = this.#draft.refusal(kind, parent);
    if (misplaced !== null) return ['kind', misplaced];
    const known = this.#known(says, parent, name);
    const twice = known === null ? null : this.#saidBefore(known, row, 'path');
    if (twice !== null) return twice;
    const before = known === null ? null : this.#draft.state(known);
    const isHere = known === null || this.#may(known);
    if (!isHere) {
      return ['external_id', said('external_id_elsewhere', { id: says.externalId ?? '' })];
    }
    const stoodAt = before === null ? parent : before.parentId;
    const isPut = before === null || stoodAt !== parent;
    if (isPut && ![stoodAt, parent].every((at) => this.#may(at))) return ['path', OUTSIDE];
    if (before !== null && before.kind !== kind) {
      return ['kind', said('row_kind_stays', { kind: before.kind })];
    }
    const nodeId = known ?? this.#draft.make(parent, kind, name);
    if (known === null) this.#rowOf.set(nodeId, row);
    const bare = this.#draft.state(nodeId) as NodeState;
    const after = withRow({ ...bare, parentId: parent, name }, says);
    if (typeof after === 'string') return [after, said('row_has_no', { kind, column: after })];
    const refused = this.#draft.change(nodeId, after);
    if (refused !== null) return ['path', refused];
    this.#count({ row, kind, nodeId, before, after });
    return null;
  }

  #point(says: SaidRow): WrongRow | null {
    const { row, sensorId, axis = 0 } = says;
    const { assets, uneditedAt } = this.#deps;
    if (sensorId === undefined) return ['sensor_id', said('row_no_sensor')];
    const point = assets.ofSensor(sensorId).get(axis);
    const { reach } = this.#deps;
    const isSeen = point !== undefined && (reach === null || isTakable(point, reach));
    if (!isSeen || point.isRemoved) {
      return ['sensor_id', said('row_sensor_unheard', { sensor: sensorId, axis })];
    }
    if (reach !== null && this.#isOutOfReach(point, says.path, reach)) return ['path', OUTSIDE];
    const { nodeId, found } = this.#draft.find(says.path);
    const state = nodeId === null ? null : this.#draft.state(nodeId);
    if (says.path.length > 0 && state === null) {
      return ['path', missing(says.path, found)];
    }
    if (state !== null && !carriesPoints(state.kind)) {
      return ['path', said('point_place_wrong', { kind: state.kind })];
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

  /** Whether the deepest node of the path that is there, and with it all that is to come below it, is out of reach. */
  #isOutside(path: readonly string[]): boolean {
    const { found } = this.#draft.find(path);
    return !this.#may(this.#draft.find(found).nodeId);
  }

  #isOutOfReach(point: PointRecord, path: readonly string[], reach: ImportReach): boolean {
    const isLoose = point.nodeId === null && point.editedArea === null;
    if (path.length === 0) return isLoose || !reach.mayPoint(point) || !reach.seesNowhere;
    return this.#isOutside(path) || (!isLoose && !reach.mayPoint(point));
  }

  /** What the file makes belongs to the place at which it makes it. */
  #may(nodeId: NodeId | null): boolean {
    const { reach, tree } = this.#deps;
    if (reach === null) return true;
    let at = nodeId;
    while (at !== null && tree.get(at) === null) at = this.#draft.state(at)?.parentId ?? null;
    return at !== null && reach.mayNode(at);
  }

  #known({ externalId }: SaidRow, parent: NodeId | null, name: string): NodeId | null {
    const byId = externalId ? this.#draft.byExternalId(externalId) : null;
    return byId ?? this.#draft.under(parent, name);
  }

  #saidBefore(id: NodeId | PointId, row: number, column: string): WrongRow | null {
    const other = this.#rowOf.get(id);
    if (other !== undefined) return [column, said('row_twice', { row: other })];
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

function isTakable(point: PointRecord, { seesPoint, seesNowhere }: ImportReach): boolean {
  const isLoose = point.nodeId === null && point.editedArea === null;
  return isLoose ? seesNowhere : seesPoint(point);
}

function missing(path: readonly string[], found: readonly string[]): Said {
  return said('row_place_missing', { path: path.slice(0, found.length + 1).join('/') });
}

/** The state with what the row says; the name of the facts that its kind has not. */
function withRow(state: NodeState, says: SaidRow): NodeState | 'machine' | 'position' {
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
