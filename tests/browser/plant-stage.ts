import type { BrowserContextOptions, Page } from 'playwright-core';
import type { NodeId, PointId } from '#schemas/ids/ids';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import type { NodeKind } from '#schemas/plant/node-kind';
import type { Condition } from '#schemas/readings/finding';
import { changeOf, summaryOf } from '../hub/plant-messages.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleStage } from './people-stage.ts';

const PLACES = ['Drive end', 'Free end'];
const VELOCITY: Record<Condition, number> = {
  ...{ good: 1.13, advisory: 2.4, warning: 3.6, danger: 7.42 },
  ...{ not_graded: 1.2, warming: 1.2 },
};
const SPEAK_EVERY_MS = 1_000;

/** Two accounts, sensors that speak, and a tree as tests want it, on a real hub with its screens. */
export class PlantStage {
  readonly stage: PeopleStage;
  readonly admin: BrowserSession;
  /** How each point is said to be from now on; without an entry it says nothing. */
  readonly conditions = new Map<PointId, Condition>();
  readonly #speaking: ReturnType<typeof setInterval>;

  private constructor(stage: PeopleStage, admin: BrowserSession) {
    this.stage = stage;
    this.admin = admin;
    this.#speaking = setInterval(() => this.speak(), SPEAK_EVERY_MS);
  }

  /** Null where no browser starts. */
  static async open(): Promise<PlantStage | null> {
    const stage = await PeopleStage.open();
    if (stage === null) return null;
    await stage.people.add('Root', 'admin');
    await stage.people.add('Vic', 'viewer');
    return new PlantStage(stage, await stage.people.signedIn('Root'));
  }

  /** A page that shows the path; signed in on the way, since the wall has no bar to wait for. */
  async page(name: string, path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.stage.signedIn(name, '/system', options);
    await page.goto(`${this.stage.people.origin}${path}`);
    return page;
  }

  /** A sensor with two axes that says it is on this machine; its points, once the hub has them. `isHeard`: it measures, too. */
  async sensor(sensorId: string, machine: string | null, isHeard = true): Promise<PointId[]> {
    const { rooms } = this.stage.people;
    const mine = () => rooms.assets.all().filter((point) => point.sensorId === sensorId);
    const made = new Promise<void>((done) => {
      rooms.events.on('points', () => mine().length === PLACES.length && done());
    });
    rooms.assets.describe({
      ...{ sensorId, sampleRateHz: 25_600, unit: 'g', machine, origin: 'test' },
      axes: PLACES.map((name, axis) => ({ axis, name, facts: { ...UNKNOWN_MACHINE } })),
    });
    await made;
    const points = mine().map(({ pointId }) => pointId);
    if (isHeard) for (const pointId of points) this.conditions.set(pointId, 'good');
    this.speak();
    return points;
  }

  /** A part of the tree. */
  async node(kind: NodeKind, name: string, parentId: NodeId | null): Promise<NodeId> {
    const { node } = await this.ask<{ node: { nodeId: NodeId } }>('POST', '/api/v1/nodes', {
      ...{ kind, name, parentId },
    });
    return node.nodeId;
  }

  async place(pointIds: readonly PointId[], nodeId: NodeId | null): Promise<void> {
    for (const id of pointIds) await this.ask('PATCH', `/api/v1/points/${id}`, { nodeId });
  }

  /** A point changes its condition, as its lane would say at once. */
  change(pointId: PointId, to: Condition): void {
    this.conditions.set(pointId, to);
    const change = changeOf(pointId, Date.now(), to);
    this.stage.people.rooms.events.emit('changes', [change]);
    this.speak();
  }

  /** What the lanes say of all points now. */
  speak(): void {
    const { latest, events } = this.stage.people.rooms;
    const nowMs = Date.now();
    // The hub's clock stands where tests turn it: here it goes with the screens'.
    this.stage.people.clock.nowMs = nowMs;
    const said = [...this.conditions].map(([pointId, condition]) => {
      const summary = summaryOf(pointId, nowMs, VELOCITY[condition], condition);
      const findings = condition === 'good' ? [] : summary.verdict.findings;
      return { ...summary, verdict: { ...summary.verdict, findings } };
    });
    const news = latest.take(said);
    if (news.length > 0) events.emit('summaries', news);
  }

  ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    return this.admin.ask<Answer>(method, path, body);
  }

  async close(): Promise<void> {
    clearInterval(this.#speaking);
    await this.stage.close();
  }
}
