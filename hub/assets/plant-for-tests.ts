import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SensorDescription } from '#schemas/broker/messages';
import type { NodeDraft, NodePatch } from '#schemas/http/nodes';
import { NodeDraft as Draft } from '#schemas/http/nodes';
import type { PointPatch } from '#schemas/http/points';
import type { NodeId, PointId } from '#schemas/ids/ids';
import { type MachineFacts, UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import type { PlantChange } from '#schemas/plant/plant-change';
import { Events } from '../events.ts';
import { createLog } from '../log.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import { Store } from '../store/store.ts';
import { AssetRegister } from './asset-register.ts';
import { factsAt } from './facts-at.ts';
import { ChangeBook } from './history/change-book.ts';
import { type Doing, Plant } from './plant.ts';
import { planPointEdit } from './point-edit.ts';
import { factsOf, type PointRecord } from './point-record.ts';
import { planNewNode, planNodeEdit, planNodeRemoval } from './tree/node-plans.ts';

const ANYBODY: Doing = { actor: SYSTEM_ACTOR, guard: () => undefined };

/** A plant of the tests, with a store of its own and somebody who may do everything. */
export class PlantForTests {
  readonly store: Store;
  readonly events = new Events();
  readonly assets: AssetRegister;
  readonly changes: ChangeBook;
  readonly plant: Plant;
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'tremolo-plant-'));
  nowMs = 1_000;

  constructor() {
    const log = createLog('test', () => undefined);
    const clock = () => this.nowMs;
    this.store = new Store({ dataDir: this.#dataDir, log, onCrash: () => undefined });
    const { store, events } = this;
    this.assets = new AssetRegister({ store, events, clock, log });
    this.changes = new ChangeBook({ store, nameOf: () => null });
    const { assets, changes } = this;
    this.plant = new Plant({ store, events, clock, assets, changes });
  }

  async start(): Promise<void> {
    await this.store.start();
    await this.assets.start();
    await this.plant.start();
  }

  async stop(): Promise<void> {
    this.assets.stop();
    await this.store.stop();
    rmSync(this.#dataDir, { recursive: true });
  }

  /** Sensors with one axis each; resolves with their points once they are stored. */
  async sensors(names: readonly string[]): Promise<PointId[]> {
    const known = () => names.map((name) => this.assets.ofSensor(name).get(0)?.pointId);
    const all = new Promise<void>((done) => {
      this.events.on('points', () => known().every((id) => id !== undefined) && done());
    });
    for (const name of names) this.assets.describe(sensorNamed(name));
    await all;
    return known() as PointId[];
  }

  async make(draft: Partial<NodeDraft> & Pick<NodeDraft, 'kind' | 'name'>): Promise<NodeId> {
    let made: NodeId | null = null;
    await this.plant.do(() => {
      const planned = planNewNode(this.plant.tree, Draft.parse({ parentId: null, ...draft }));
      made = planned.nodeId;
      return planned;
    }, ANYBODY);
    return made as unknown as NodeId;
  }

  edit(nodeId: NodeId, patch: NodePatch): Promise<PlantChange | null> {
    return this.plant.do(() => planNodeEdit(this.plant.tree, nodeId, patch), ANYBODY);
  }

  remove(nodeId: NodeId): Promise<PlantChange | null> {
    return this.plant.do(() => planNodeRemoval(this.assets, this.plant.tree, nodeId), ANYBODY);
  }

  editPoint(pointId: string, patch: PointPatch): Promise<PlantChange | null> {
    const unedited = (point: PointRecord, nodeId: string | null) =>
      factsOf(
        { ...point, editedFacts: {} },
        factsAt(this.plant.tree, nodeId, () => null),
      );
    return this.plant.do(() => planPointEdit(this.assets, pointId, patch, unedited), ANYBODY);
  }

  undo(changeId: string): Promise<PlantChange> {
    return this.plant.undo(changeId, ANYBODY);
  }

  factsOf(pointId: string): MachineFacts {
    const point = this.assets.get(pointId);
    if (point === null) throw new Error('no such point');
    return factsOf(
      point,
      factsAt(this.plant.tree, point.nodeId, () => null),
    );
  }
}

function sensorNamed(sensorId: string): SensorDescription {
  const axes = [{ axis: 0, name: '', facts: UNKNOWN_MACHINE }];
  return { sensorId, sampleRateHz: 25_600, unit: 'g', machine: null, origin: 'test', axes };
}
