import { type Signal, signal } from '@preact/signals';
import { NODE_ROUTES, type NodeDraft, type NodePatch } from '#schemas/http/nodes';
import { POINT_ROUTES, type Point } from '#schemas/http/points';
import type { NodeId, PointId } from '#schemas/ids/ids';
import type { PlantChange } from '#schemas/plant/plant-change';
import { request } from '../../http/request.ts';
import type { App } from '../../session/app.ts';
import { placeScopes } from '../../session/place-scopes.ts';
import { editorWords as words } from '../../text/plant-editor.ts';
import type { Branch } from '../../websocket/plant-tree.ts';
import { type Carried, mayGo } from './carried.ts';
import { UndoStack } from './undo-stack.ts';

/** What the editor does to the plant: each step is done by the hub at once, told, and can be taken back. */
export class Editor {
  /** The part of the tree that is looked at, by id; empty: none. */
  readonly chosen: Signal<string> = signal('');
  readonly carried: Signal<Carried | null> = signal(null);
  readonly stack = new UndoStack();
  /** What is being dragged: known at once, while `carried` shows it a frame later. */
  dragged: Carried | null = null;
  private readonly app: App;

  constructor(app: App) {
    this.app = app;
  }

  /** The part that is looked at; undefined when none is, or it is gone. */
  branch(): Branch | undefined {
    return this.app.tree.branches.value.get(this.chosen.value);
  }

  /** Whether the person may change the plant here: at this part, or (null) at the top; reads the signals. */
  mayEdit(branch: Branch | null): boolean {
    const { session, tree } = this.app;
    const line = branch === null ? [] : tree.pathOf(branch.id).map(({ id }) => id);
    return session.mayIn('plant:edit', line);
  }

  /** Whether it may be moved away, or removed: that is for whoever looks after what it stands in. */
  mayMove({ parentId }: Branch): boolean {
    const above = parentId === null ? null : this.app.tree.branches.value.get(parentId);
    return above !== undefined && this.mayEdit(above);
  }

  /** The same, where points would hang nowhere: that is for whoever sees what does. */
  mayRemove(branch: Branch): boolean {
    const { session, tree } = this.app;
    const isBare = tree.pointsWithin(branch.id).length === 0;
    return this.mayMove(branch) && (isBare || session.may('plant:read'));
  }

  /** Whether what is carried may go there: by the rules of the tree, and by what the person may there. */
  mayPut(carried: Carried, to: Branch | null): boolean {
    return this.mayEdit(to) && mayGo(carried, to, this.app.tree);
  }

  /** Whether the point may be hung elsewhere; one that hangs nowhere may be taken by whoever sees all of those. */
  mayCarry(point: Point): boolean {
    const { session } = this.app;
    const scopes = placeScopes(point);
    if (scopes.length > 0) return session.mayIn('plant:edit', scopes);
    return session.may('plant:read') && this.mayEditSomewhere();
  }

  /** Whether the point may be let go, to hang nowhere. */
  mayTakeOff(point: Point): boolean {
    return this.app.session.may('plant:read') && this.mayCarry(point);
  }

  /** Whether there is any place where the person may put something; reads the signal. */
  mayEditSomewhere(): boolean {
    return this.app.session.mayAnywhere('plant:edit');
  }

  /** Makes a part of the tree and looks at it. Throws what the hub refuses: a form shows it. */
  async make(draft: NodeDraft): Promise<void> {
    const { node, change } = await request(NODE_ROUTES.makeNode, { body: draft });
    await this.did(words.made(node.name), change);
    this.chosen.value = node.nodeId;
  }

  /** Throws what the hub refuses: a form shows it. */
  async rename(nodeId: NodeId, name: string): Promise<void> {
    await this.edit(nodeId, { name }, words.renamed(name));
  }

  /** Puts what is carried below this part (null: at the top); says why where it may not go. */
  async putDown(to: Branch | null, carried: Carried | null = this.carried.peek()): Promise<void> {
    if (carried === null) return;
    const { tree, notices } = this.app;
    const where = to?.node.name ?? words.top;
    if (!mayGo(carried, to, tree)) {
      const isPoints = carried.kind === 'points';
      notices.failed(isPoints ? words.pointsGo : words.cannotGo(carried.name, where));
      return;
    }
    this.carried.value = null;
    await this.attempt(async () => {
      if (carried.kind === 'node') {
        await this.edit(carried.id, { parentId: to?.id ?? null }, words.moved(carried.name, where));
      } else if (to !== null) {
        await this.place(carried.ids, to.id, words.placed(carried.name, where));
      }
    });
  }

  /** Takes points off where they are. */
  async takeOff(pointIds: readonly PointId[], name: string): Promise<void> {
    await this.attempt(() => this.place(pointIds, null, words.takenOff(name)));
  }

  /** Takes a point whose sensor is gone out of the plant, once the person agrees. */
  async discard(pointId: PointId, name: string): Promise<void> {
    const isSure = await this.app.questions.confirm({
      title: words.discardTitle(name),
      sentence: words.discardSentence,
      action: words.discard,
      isDanger: true,
    });
    if (!isSure) return;
    await this.attempt(async () => {
      const change = await request(POINT_ROUTES.removePoint, { params: { pointId } });
      await this.did(words.discarded(name), change);
    });
  }

  /** Removes a part with all below it, once the person agrees to what becomes of it. */
  async remove({ id, node }: Branch): Promise<void> {
    const { tree, questions } = this.app;
    const parts = tree.within(id).size;
    const points = tree.pointsWithin(id).length;
    const isSure = await questions.confirm({
      title: words.removeTitle(node.name),
      sentence: words.removeSentence(parts, points),
      action: words.remove,
      isDanger: true,
    });
    if (!isSure) return;
    await this.attempt(async () => {
      const change = await request(NODE_ROUTES.removeNode, { params: { nodeId: id } });
      if (this.chosen.peek() === id) this.chosen.value = '';
      await this.did(words.removed(node.name, change.unassigned), change);
    });
  }

  /** Something was done that the hub can undo by its change. */
  async did(sentence: string, { changeId }: Pick<PlantChange, 'changeId'>): Promise<void> {
    const undo = () =>
      this.attempt(() => request(NODE_ROUTES.undoPlantChange, { params: { changeId } }));
    this.stack.push({ sentence, undo });
    this.app.notices.say(sentence);
    await this.app.tree.load();
  }

  /** Takes the latest back. */
  async undo(): Promise<void> {
    const { notices, tree } = this.app;
    const undone = await this.stack.undo();
    if (undone !== null) notices.done(words.undone(undone.sentence));
    await tree.load();
  }

  private async edit(nodeId: NodeId, body: NodePatch, sentence: string): Promise<void> {
    const { change } = await request(NODE_ROUTES.editNode, { params: { nodeId }, body });
    await this.did(sentence, change);
  }

  private async place(
    pointIds: readonly PointId[],
    nodeId: NodeId | null,
    sentence: string,
  ): Promise<void> {
    const { plant } = this.app;
    const before = pointIds.map((id) => [id, plant.cell(id)?.point.peek().nodeId ?? null] as const);
    const undo = () => this.attempt(() => this.hang(before));
    try {
      await this.hang(pointIds.map((id) => [id, nodeId] as const));
    } finally {
      // Also when it stopped half way: what was placed until then can be taken back.
      this.stack.push({ sentence, undo });
    }
    this.app.notices.say(sentence);
  }

  private async hang(places: readonly (readonly [PointId, NodeId | null])[]): Promise<void> {
    for (const [pointId, nodeId] of places) {
      const point = await request(POINT_ROUTES.editPoint, {
        params: { pointId },
        body: { nodeId },
      });
      this.app.plant.replace(point);
    }
  }

  /** True when it was done; else why not is said. */
  private async attempt(what: () => Promise<unknown>): Promise<boolean> {
    try {
      await what();
      return true;
    } catch (error) {
      this.app.notices.failed((error as Error).message);
      await this.app.tree.load();
      return false;
    }
  }
}
