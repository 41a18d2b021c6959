import { refused } from '#schemas/errors/refused';
import { type NodeId, newId, type PointId, type UserId } from '#schemas/ids/ids';
import type { PlantChange } from '#schemas/plant/plant-change';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Actor } from '../store/actor.ts';
import type { AuditEntry, Json } from '../store/audit-entry.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { AssetRegister } from './asset-register.ts';
import type { ChangeBook } from './history/change-book.ts';
import {
  type ChangeAbout,
  EVENT_OF,
  type ShownChange,
  shownChange,
  targetsOf,
} from './history/change-meta.ts';
import { editsOf, type PointEdits, withEdits } from './point-edits.ts';
import { saveEdits } from './point-record.ts';
import { deleteNode, loadNode, type NodeRecord, saveNode, stateOf } from './tree/node-record.ts';
import { fewestPlaces, type PlannedEdit, placesEdited } from './tree/places-edited.ts';
import { isEmpty, type PlantEdit, type PlantNow, undoing, withoutIdle } from './tree/plant-edit.ts';
import { PlantTree } from './tree/plant-tree.ts';
import { refuseBrokenTree, refuseWrongPlace, type Sees } from './tree/tree-rules.ts';

export interface PlantDeps {
  readonly store: Store;
  readonly events: Events;
  readonly clock: Clock;
  readonly assets: AssetRegister;
  readonly changes: ChangeBook;
}

/** Who does it, and what refuses it to those who may not. */
export interface Doing {
  readonly actor: Actor;
  readonly guard: (planned: PlannedEdit) => void;
  /** What of the plant a refusal may name; without it, everything. */
  readonly sees?: Sees;
}

/** What comes of planning on the plant as it is: the edit, and what the history says of it. */
export interface Plan extends ChangeAbout {
  readonly edit: PlantEdit;
}

/** Makes a plan of the plant as it is; nobody else changes the plant until it is done. */
export type Planning = (now: PlantNow) => Plan | Promise<Plan>;

/**
 * The plant as people have laid it out: its tree, and what they say of its points. Every change is an edit, done one after
 * the other, kept with its history and its audit entry in one transaction, and undone the same way.
 */
export class Plant {
  readonly #deps: PlantDeps;
  #tree = new PlantTree([]);
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: PlantDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const rows = await this.#deps.store.read('SELECT * FROM nodes');
    this.#tree = new PlantTree(rows.map(loadNode));
  }

  get tree(): PlantTree {
    return this.#tree;
  }

  /** Throws `not_found`. */
  node(nodeId: string): NodeRecord {
    const node = this.#tree.get(nodeId);
    if (node === null) throw refused('node_unknown');
    return node;
  }

  /** Does what `plan` makes of the plant as it is when its turn comes; null where that changes nothing. */
  do(plan: Planning, doing: Doing): Promise<PlantChange | null> {
    return this.#inTurn(async () => {
      const { edit, ...about } = await plan(this.#now);
      const planned = this.planned(edit, doing.sees);
      // Also of what changes nothing: whoever may not change it is told so, whatever he asks for.
      doing.guard({ ...planned, edit });
      if (isEmpty(planned.edit)) return null;
      const shown = shownChange(planned.edit, about, { ...planned, now: this.#now });
      return this.#keep(planned, shown, doing.actor);
    });
  }

  /** What would come of it now: refuses as `do` would, and keeps nothing. */
  look(plan: Planning, { guard, sees }: Doing): Promise<PlannedEdit> {
    return this.#inTurn(async () => {
      const { edit } = await plan(this.#now);
      const planned = this.planned(edit, sees);
      guard({ ...planned, edit });
      return planned;
    });
  }

  /** Undoes a change. Throws `not_found`, and `conflict` where what it touched was changed again since. */
  undo(changeId: string, doing: Doing): Promise<PlantChange> {
    return this.#inTurn(async () => {
      const { changes } = this.#deps;
      const { edit, shown } = await changes.editOf(changeId);
      const planned = this.planned(undoing(edit, this.#now), doing.sees);
      doing.guard(planned);
      const about = { what: 'undone', targetId: shown.targetId, title: shown.title } as const;
      const undone = shownChange(planned.edit, about, { ...planned, now: this.#now });
      const kept = { ...undone, undoes: changeId as PlantChange['changeId'] };
      return this.#keep(planned, kept, doing.actor);
    });
  }

  /** What the edit would make of the plant. Throws `conflict` or `not_found` where the rules forbid it. */
  planned(wanted: PlantEdit, sees?: Sees): PlannedEdit {
    const edit = withoutIdle(wanted);
    const before = this.#tree;
    const changes = new Map(edit.nodes.map((step) => [step.nodeId, this.#recordOf(step)] as const));
    const after = changes.size === 0 ? before : before.with(changes);
    refuseBrokenTree(after, changes.keys(), sees);
    for (const step of edit.points) refuseWrongPlace(after, step.after.nodeId);
    this.#refuseLostPoints(edit, after);
    return { edit, before, after };
  }

  get #now(): PlantNow {
    const { assets } = this.#deps;
    return {
      node: (nodeId) => {
        const node = this.#tree.get(nodeId);
        return node && stateOf(node);
      },
      point: (pointId) => {
        const point = assets.evenRemoved(pointId);
        return point && editsOf(point);
      },
      nameOfPoint: (pointId) => {
        const point = assets.evenRemoved(pointId);
        return point === null ? '' : (point.editedName ?? point.name);
      },
    };
  }

  #recordOf({ nodeId, after }: PlantEdit['nodes'][number]): NodeRecord | null {
    if (after === null) return null;
    const revision = (this.#tree.get(nodeId)?.revision ?? 0) + 1;
    return { nodeId, ...after, revision, changedMs: Math.round(this.#deps.clock()) };
  }

  /** A place that goes, and on which something came to hang that the edit knows nothing of, is not taken away. */
  #refuseLostPoints(edit: PlantEdit, after: PlantTree): void {
    const gone = new Set(edit.nodes.flatMap((step) => (step.after === null ? step.nodeId : [])));
    if (gone.size === 0) return;
    const moved = new Set<string>(edit.points.map(({ pointId }) => pointId));
    const lost = this.#deps.assets
      .all()
      .find(({ pointId, nodeId }) => nodeId !== null && gone.has(nodeId) && !moved.has(pointId));
    if (lost === undefined || after.get(lost.nodeId ?? '') !== null) return;
    throw refused('point_hangs_there', { name: lost.editedName ?? lost.name });
  }

  async #keep(
    { edit, before, after }: PlannedEdit,
    shown: ShownChange,
    actor: Actor,
  ): Promise<PlantChange> {
    const { store, assets, changes, clock } = this.#deps;
    const kept = {
      changeId: newId('pc'),
      atMs: Math.round(clock()),
      userId: actor.userId as UserId | null,
      shown,
    };
    const done = await store.record(
      [
        ...(shown.undoes === null ? [] : [changes.undone(shown.undoes, kept.changeId)]),
        ...nodeStatements(edit, after),
        ...edit.points.flatMap(({ pointId, after: said }) => {
          const point = assets.evenRemoved(pointId);
          return point === null ? [] : [saveEdits(withEdits(point, said))];
        }),
        ...changes.keeping(kept, edit, {
          targets: targetsOf(edit, { before, after }),
          places: fewestPlaces(placesEdited({ edit, before, after })),
        }),
      ],
      entriesOf(edit, shown, kept.changeId, actor),
    );
    if (done === null) throw refused('change_undone');
    this.#tree = after;
    this.#tell(edit, { before, after });
    return changes.shownOf(kept);
  }

  #tell(edit: PlantEdit, { before, after }: { before: PlantTree; after: PlantTree }): void {
    const { assets, events } = this.#deps;
    const changed: NodeId[] = [];
    const removed: NodeId[] = [];
    for (const step of edit.nodes) (step.after === null ? removed : changed).push(step.nodeId);
    const said = new Map<PointId, PointEdits>(
      edit.points.map((step) => [step.pointId, step.after]),
    );
    if (edit.nodes.length > 0) events.emit('nodes', { changed, removed });
    assets.edited(said);
    const gone = edit.points.filter((step) => step.after.isRemoved && !step.before.isRemoved);
    if (gone.length > 0) {
      events.emit(
        'pointsRemoved',
        gone.map(({ pointId }) => pointId),
      );
    }
    this.#tellPointsBelow(changed, said, { before, after });
  }

  /** What a node says shows in the points below it: their machine, their area, their facts. */
  #tellPointsBelow(
    changed: readonly NodeId[],
    told: ReadonlyMap<PointId, unknown>,
    { before, after }: { before: PlantTree; after: PlantTree },
  ): void {
    if (changed.length === 0) return;
    const nodes = new Set<string>(changed);
    const isBelow = (nodeId: string | null) =>
      [before, after].some((tree) => tree.lineOf(nodeId).some((one) => nodes.has(one.nodeId)));
    const below = this.#deps.assets
      .all()
      .filter(({ pointId, nodeId }) => !told.has(pointId) && isBelow(nodeId))
      .map(({ pointId }) => pointId);
    if (below.length > 0) this.#deps.events.emit('points', below);
  }

  /** One after the other: each is planned on what the one before left. */
  #inTurn<Done>(work: () => Promise<Done>): Promise<Done> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function nodeStatements(edit: PlantEdit, after: PlantTree): Statement[] {
  return edit.nodes.map(({ nodeId }) => {
    const node = after.get(nodeId);
    return node === null ? deleteNode(nodeId) : saveNode(node);
  });
}

/** One entry for a change of the tree; one for each point of a change of points. */
function entriesOf(
  edit: PlantEdit,
  shown: ShownChange,
  changeId: string,
  actor: Actor,
): AuditEntry[] {
  const event = EVENT_OF[shown.what];
  if (edit.nodes.length === 0 && event === 'point.changed') {
    return edit.points.map(({ pointId, before, after }) => ({
      event,
      actor,
      resourceId: pointId,
      details: { changeId, before: jsonOf(before), after: jsonOf(after) },
    }));
  }
  const { fields, targetId, ...rest } = shown;
  return [
    { event, actor, resourceId: targetId, details: { changeId, ...rest, fields: jsonOf(fields) } },
  ];
}

const jsonOf = (value: object) => value as unknown as Json;
