/** For tests: the rooms of alarms around a store of their own, with clocks that the test turns. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alarm } from '#schemas/alarms/alarm';
import type { AlarmNews } from '#schemas/alarms/news';
import { priorityOf } from '#schemas/alarms/priority';
import { type AlarmRule, RuleBody } from '#schemas/alarms/rule';
import { newId, type PointId, type UserId } from '#schemas/ids/ids';
import type { FaultLabel, Verdict, Zone } from '#schemas/readings/finding';
import { Events } from '../events.ts';
import { createLog } from '../log.ts';
import type { Actor } from '../store/actor.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import { Store } from '../store/store.ts';
import { AlarmActs } from './alarm-acts.ts';
import { AlarmDesk } from './alarm-desk.ts';
import { AlarmEngine } from './alarm-engine.ts';
import type { Place, WatchedPoint } from './plant-view.ts';
import type { PointReading } from './rules/facts.ts';
import { giveBack, letGo, raise, type TransitionDeps } from './transitions.ts';

const silent = createLog('test', () => undefined);

export const ADA: Actor = { ...SYSTEM_ACTOR, userId: newId('us') as UserId, role: 'operator' };

/** A rule with the fields that matter to a test. */
export function ruleOf(more: object = {}): AlarmRule {
  const body = RuleBody.parse({
    name: `Rule ${newId('ar')}`,
    when: { source: 'figure', figure: 'velocityMmS', limit: 7 },
    per: 'point',
    consequence: 'major',
    timeToRespond: 'hour',
    ...more,
  });
  return {
    ...body,
    ruleId: newId('ar'),
    isBuiltIn: false,
    priority: priorityOf(body.consequence, body.timeToRespond),
    revision: 1,
    changedMs: 0,
    changedByName: null,
  };
}

/** A point on a machine that only its sensor names. */
export function pointOn(machine: string | null, more: Partial<WatchedPoint> = {}): WatchedPoint {
  return {
    pointId: newId('pt') as PointId,
    name: 'Drive end',
    tags: [],
    agentId: 'agent-1',
    nodeIds: [],
    path: [],
    area: null,
    machine:
      machine === null
        ? null
        : { assetId: `machine:${machine}`, name: machine, nodeId: null, kind: null },
    ...more,
  };
}

export interface ReadingOf {
  readonly velocityMmS?: number | null;
  readonly zone?: Zone | null;
  readonly fault?: FaultLabel;
  readonly isWarming?: boolean;
}

/** A second of a point. */
export function readingOf(pointId: PointId, atMs: number, of: ReadingOf = {}): PointReading {
  const { velocityMmS = 1, zone = 'A', fault, isWarming = false } = of;
  const verdict: Verdict = {
    condition: isWarming ? 'warming' : 'good',
    why: 'As measured.',
    severity:
      zone === null
        ? { graded: false, reason: 'The speed of the machine is not known.' }
        : { graded: true, zone, by: 'velocity', significantChange: false },
    findings:
      fault === undefined
        ? []
        : [
            {
              ...{ fault, severity: 'danger', confidence: 0.9, source: 'rule' },
              evidence: [{ quantity: 'BPFO', value: 12, threshold: 6, unit: 'dB over floor' }],
            },
          ],
  };
  return {
    ...{ pointId, atMs, verdict, scores: null },
    figures: {
      ...{ velocityMmS, displacementUm: null, accelerationG: 0.5, peakG: 1, crest: 3 },
      ...{ kurtosis: 3, skewness: 0, envelopeG: 0.1, speedRpm: 1_500 },
    },
  };
}

/** Engine, desk and acts, as the hub puts them together. */
export class AlarmBox {
  nowMs = 1_800_000_000_000;
  monotonicMs = 5_000;
  readonly points: WatchedPoint[] = [];
  readonly nodes = new Map<string, Place>();
  rules: AlarmRule[] = [];
  readonly news: AlarmNews[] = [];
  readonly inMaintenance = new Set<string>();
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'tremolo-alarms-'));
  store!: Store;
  desk!: AlarmDesk;
  engine!: AlarmEngine;
  acts!: AlarmActs;
  transitions!: TransitionDeps;

  async start(): Promise<this> {
    this.store = new Store({ dataDir: this.#dataDir, log: silent, onCrash: () => undefined });
    await this.store.start();
    await this.startAlarms();
    return this;
  }

  /** The alarms of a hub that starts on what is stored. */
  async startAlarms(): Promise<void> {
    const [clock, monotonic] = [() => this.nowMs, () => this.monotonicMs];
    const events = new Events();
    events.on('alarms', (news) => this.news.push(...news));
    const nameOf = () => 'Ada';
    const { store } = this;
    const desk = new AlarmDesk({ store, clock, monotonic, events, log: silent, nameOf });
    this.desk = desk;
    await desk.start();
    const plant = {
      points: () => this.points,
      point: (pointId: string) => this.points.find((one) => one.pointId === pointId) ?? null,
      node: (nodeId: string) => this.nodes.get(nodeId) ?? null,
    };
    this.engine = new AlarmEngine({
      ...{ plant, clock, monotonic },
      onEdge: (edge) =>
        desk.keep((draft) => {
          if (edge.kind === 'raise') raise(draft, edge, this.transitions);
          else if (edge.kind === 'return') giveBack(draft, edge.key, this.transitions);
          else letGo(draft, edge.key, edge.because, this.transitions);
        }),
      onMachineState: () => undefined,
    });
    this.transitions = {
      ruleOf: (ruleId) => this.rules.find((one) => one.ruleId === ruleId) ?? null,
      machineState: (machineId) => this.engine.machines.of(machineId),
      isInMaintenance: (agentId) => this.inMaintenance.has(agentId),
    };
    this.acts = new AlarmActs({ desk, store, nameOf, plant, transitions: this.transitions });
    this.engine.recall([...desk.shown.all()], this.transitions.ruleOf);
    this.engine.setRules(this.rules);
  }

  /** Lets time pass on both clocks; delays end when they are due. */
  pass(ms: number): void {
    this.nowMs += ms;
    this.monotonicMs += ms;
    this.engine.turn();
  }

  hear(point: WatchedPoint, of: ReadingOf = {}): void {
    this.engine.take(readingOf(point.pointId, this.nowMs, of));
  }

  /** All that was found so far is stored and told. */
  async settled(): Promise<void> {
    await this.desk.settled();
  }

  open(): Alarm[] {
    return [...this.desk.shown.all()];
  }

  async stop(): Promise<void> {
    await this.store.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}
