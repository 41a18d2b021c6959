import type { Alarm } from '#schemas/alarms/alarm';
import { type RuleRealm, realmOf, termsOf } from '#schemas/alarms/expression';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import type { PointId } from '#schemas/ids/ids';
import type { ProcessValueReading } from '#schemas/plant/process-value';
import { assetOfPoint, type PlacedValue } from './asset-of.ts';
import type { Edge } from './edge.ts';
import { type Instance, keyOf, Member } from './instance.ts';
import { InstanceBoard } from './instance-board.ts';
import type { PlantView, WatchedPoint } from './plant-view.ts';
import type { Facts, PointReading } from './rules/facts.ts';
import { isInScope } from './rules/in-scope.ts';
import { MachineStates } from './rules/machine-states.ts';
import { sayWhy } from './rules/say-why.ts';
import { UsualValues } from './rules/usual-values.ts';
import { DueQueue } from './states/due-queue.ts';
import { SystemJudge } from './system-judge.ts';
import { ValueJudge } from './value-judge.ts';

export interface EngineDeps {
  readonly plant: PlantView;
  /** Wall clock, for what is told; and the clock that only goes forward, for every delay. */
  readonly clock: () => number;
  readonly monotonic: () => number;
  readonly onEdge: (edge: Edge) => void;
  readonly onMachineState: (machineId: string) => void;
}

interface PointState {
  view: WatchedPoint;
  reading: PointReading | null;
  /** By the clock that only goes forward. */
  heardMs: number;
  members: Member[];
  /** After how much silence somebody wants to know, and which of these waits in the queue. */
  silences: readonly number[];
  readonly waiting: Set<number>;
}

const SPEED_UNITS = ['rpm', 'r/min', '1/min'];

/** Judges every rule on everything that it holds on, as news come in. Knows no store: what it finds it tells, once. */
export class AlarmEngine {
  readonly #deps: EngineDeps;
  readonly machines = new MachineStates();
  readonly usual = new UsualValues();
  readonly #board: InstanceBoard;
  readonly #values: ValueJudge;
  readonly #system: SystemJudge;
  readonly #points = new Map<string, PointState>();
  readonly #silences = new DueQueue<{ readonly pointId: PointId; readonly silenceMs: number }>();
  #pointRules: readonly AlarmRule[] = [];

  constructor(deps: EngineDeps) {
    const { plant, monotonic, onEdge } = deps;
    const { usual } = this;
    this.#deps = deps;
    const board = new InstanceBoard({
      monotonic,
      onEdge,
      tellOf: (member) => this.#tellOf(member),
    });
    this.#board = board;
    this.#values = new ValueJudge({ board, plant, usual });
    this.#system = new SystemJudge({ board, usual });
  }

  /** Takes up what stood when the hub stopped. To be called once, before the rules. */
  recall(open: readonly Alarm[], ruleOf: (ruleId: string) => AlarmRule | null): void {
    for (const alarm of open) {
      const rule = ruleOf(alarm.ruleId);
      if (rule?.isEnabled) this.#board.recall(alarm, rule);
    }
  }

  /** Judges by these from now on. Alarms of rules that are gone, or do not reach their asset any more, are told to be gone. */
  setRules(rules: readonly AlarmRule[]): void {
    const { plant } = this.#deps;
    const enabled = rules.filter(({ isEnabled }) => isEnabled);
    const ofRealm = (realm: RuleRealm) => enabled.filter((rule) => realmOfRule(rule) === realm);
    const known = new Set<string>(rules.map(({ ruleId }) => ruleId));
    this.#pointRules = ofRealm('point');
    this.#board.setRules(enabled, (ruleId) => known.has(ruleId));
    for (const view of plant.points()) this.#place(view);
    for (const state of this.#points.values()) {
      if (plant.point(state.view.pointId) === null) this.#forget(state);
    }
    this.#values.setRules(ofRealm('process_value'));
    this.#system.setRules(ofRealm('system'));
    this.#dropUnspoken();
  }

  /** Points are new, gone, or hang somewhere else. */
  pointsChanged(ids: readonly string[]): void {
    for (const pointId of ids) {
      const view = this.#deps.plant.point(pointId);
      const state = this.#points.get(pointId);
      if (view !== null) this.#place(view);
      else if (state !== undefined) this.#forget(state);
    }
  }

  /** Nodes were renamed, moved or removed: what hangs below them hangs somewhere else. */
  nodesChanged(nodeIds: ReadonlySet<string>): void {
    const below = [...this.#points.values()].filter(({ view }) =>
      view.nodeIds.some((nodeId) => nodeIds.has(nodeId)),
    );
    this.pointsChanged(below.map(({ view }) => view.pointId));
  }

  /** Something was heard of a point. What is older than the last changes nothing. */
  take(reading: PointReading): void {
    const state = this.#points.get(reading.pointId);
    if (state === undefined) return;
    if (state.reading !== null && reading.atMs < state.reading.atMs) return;
    // A change says nothing of scores and health: what was said last still holds.
    const { scores = state.reading?.scores, health = state.reading?.health } = reading;
    state.reading = { ...reading, scores, health };
    state.heardMs = this.#deps.monotonic();
    const machineId = state.view.machine?.assetId;
    if (machineId !== undefined && this.machines.heard(machineId, reading)) {
      this.#deps.onMachineState(machineId);
    }
    this.#awaitSilence(state);
    this.#judge(state);
  }

  takeValues(news: readonly ProcessValueReading[]): void {
    for (const value of news) {
      this.#values.take(value);
      this.#noteSpeed(value);
      if (!this.#pointRules.some(asksForValues)) continue;
      for (const state of this.#points.values()) {
        const isBelow = state.view.nodeIds.includes(value.nodeId);
        if (isBelow && state.members.some(({ rule }) => asksForValues(rule))) this.#judge(state);
      }
    }
  }

  /** The last that was told of a process value. */
  valueOf(valueId: string): ProcessValueReading | null {
    return this.#values.get(valueId);
  }

  /** Values that are not there any more: what they raised is over. */
  valuesGone(valueIds: readonly string[]): void {
    for (const valueId of valueIds) this.#values.forget(valueId);
  }

  /**
   * All values that have a place. What stood of values and for which none of these will ever speak is over: they were put elsewhere
   * while nothing was heard of them.
   */
  valuesPlaced(values: readonly PlacedValue[]): void {
    const awaited = this.#board.all().filter(isOfValues).filter(isUnspoken);
    if (awaited.length === 0) return;
    const spoken = new Set(values.flatMap((value) => this.#values.keysOf(value)));
    for (const instance of awaited) {
      if (!spoken.has(instance.key)) this.#board.drop(instance, 'out_of_scope');
    }
  }

  /** All that is wrong with the system now. */
  takeConditions(raised: readonly SystemCondition[]): void {
    this.#system.take(raised);
  }

  /** Lets delays end, and finds silence. To be called often: it costs nothing while nothing is due. */
  turn(): void {
    const nowMs = this.#deps.monotonic();
    for (const { pointId, silenceMs } of this.#silences.take(nowMs)) {
      this.#silence(pointId, silenceMs, nowMs);
    }
    this.#board.turn();
  }

  /** When `turn` has something to do again, by the clock that only goes forward; null: not before something comes. */
  get nextDueMs(): number | null {
    const next = [this.#silences.nextMs, this.#board.nextDueMs].filter((ms) => ms !== null);
    return next.length === 0 ? null : Math.min(...next);
  }

  #place(view: WatchedPoint): void {
    const state: PointState = this.#points.get(view.pointId) ?? {
      ...{ view, reading: null, heardMs: this.#deps.monotonic(), members: [] },
      ...{ silences: [], waiting: new Set() },
    };
    this.#points.set(view.pointId, state);
    this.#leaveMachine(state, view);
    state.view = view;
    const before = new Map(state.members.map((member) => [member.rule.ruleId, member]));
    state.members = this.#pointRules.flatMap((rule) => {
      if (!isInScope(rule, view)) return [];
      const member = this.#memberOf(rule, view, before.get(rule.ruleId));
      if (member === before.get(rule.ruleId)) before.delete(rule.ruleId);
      return [member];
    });
    const kept = new Set(state.members.map(({ rule, asset }) => keyOf(rule.ruleId, asset.assetId)));
    for (const old of before.values()) {
      if (!kept.has(keyOf(old.rule.ruleId, old.asset.assetId))) {
        this.#board.leave(old, 'out_of_scope');
      }
    }
    state.silences = [...new Set(state.members.flatMap(silencesOf))];
    this.#awaitSilence(state);
    this.#judge(state);
  }

  #memberOf(rule: AlarmRule, view: WatchedPoint, old: Member | undefined): Member {
    // Which agent has it changes often, and nothing that is remembered of it: it is asked for when there is an alarm.
    const asset = assetOfPoint({ ...view, agentId: null }, rule.per);
    if (old?.rule === rule && Bun.deepEquals(old.asset, asset)) return old;
    const together = view.machine?.assetId ?? view.pointId;
    const of = { rule, asset, together, usual: this.usual };
    return this.#board.join(new Member(view.pointId, of));
  }

  /** A machine that the point left is not spoken for by it any more. */
  #leaveMachine(state: PointState, view: WatchedPoint): void {
    const left = state.view.machine?.assetId;
    if (left === undefined || left === view.machine?.assetId) return;
    this.machines.forget(left, view.pointId);
    this.#deps.onMachineState(left);
  }

  #forget(state: PointState): void {
    this.#points.delete(state.view.pointId);
    const machineId = state.view.machine?.assetId;
    if (machineId !== undefined) this.machines.forget(machineId, state.view.pointId);
    for (const member of state.members) this.#board.leave(member, 'asset_removed');
  }

  #judge(state: PointState): void {
    if (state.members.length === 0) return;
    const facts = this.#factsOf(state);
    for (const member of state.members) {
      member.judge(facts);
      this.#board.judged(member);
    }
  }

  #factsOf({ reading, heardMs, view }: PointState): Facts {
    return {
      reading,
      silentMs: this.#deps.monotonic() - heardMs,
      condition: null,
      valueOf: (name) => this.#values.near(view.nodeIds, name),
    };
  }

  #awaitSilence(state: PointState): void {
    for (const silenceMs of state.silences) {
      if (state.waiting.has(silenceMs)) continue;
      state.waiting.add(silenceMs);
      this.#silences.add(state.heardMs + silenceMs, { pointId: state.view.pointId, silenceMs });
    }
  }

  #silence(pointId: PointId, silenceMs: number, nowMs: number): void {
    const state = this.#points.get(pointId);
    if (state === undefined) return;
    state.waiting.delete(silenceMs);
    // Heard since: looked at again when that is as old. So each point waits once, however often it speaks.
    if (nowMs - state.heardMs < silenceMs) this.#awaitSilence(state);
    else this.#judge(state);
  }

  /** A speed that the plant measures says best whether the machine runs. */
  #noteSpeed({ nodeId, value, unit, quality }: ProcessValueReading): void {
    if (!SPEED_UNITS.includes(unit)) return;
    const machineId = this.#deps.plant.node(nodeId)?.machine?.assetId;
    if (machineId === undefined) return;
    if (this.machines.turns(machineId, quality === 'good' ? value : null)) {
      this.#deps.onMachineState(machineId);
    }
  }

  /** What stood and is spoken for by nothing any more. Values come only when they are told, so theirs wait. */
  #dropUnspoken(): void {
    for (const instance of this.#board.all()) {
      const isAwaited = instance.asset.kind === 'system' || isOfValues(instance);
      if (isUnspoken(instance) && !isAwaited) this.#board.drop(instance, 'out_of_scope');
    }
  }

  #tellOf(member: Member): ReturnType<ConstructorParameters<typeof InstanceBoard>[0]['tellOf']> {
    const { rule, memory, memberId } = member;
    const nowMs = this.#deps.clock();
    const state = this.#points.get(memberId);
    if (state === undefined) {
      const facts = this.#values.factsOf(member) ?? this.#system.factsOf(member.asset.assetId);
      const at = { nowMs, pointId: null };
      return { why: sayWhy(rule.when, memory, facts, at), asset: this.#values.assetOf(member) };
    }
    const view = this.#deps.plant.point(memberId) ?? state.view;
    const why = sayWhy(rule.when, memory, this.#factsOf(state), { nowMs, pointId: view.pointId });
    return { why, asset: assetOfPoint(view, rule.per) };
  }
}

function realmOfRule({ when }: AlarmRule): RuleRealm {
  const realms = termsOf(when).map(realmOf);
  // A value beside the vibration is asked for where the point is.
  return realms.includes('point') ? 'point' : realms[0];
}

const isOfValues = ({ rule }: Instance) => realmOfRule(rule) === 'process_value';
const isUnspoken = ({ members }: Instance) => members.size === 0;

function silencesOf({ rule }: Member): number[] {
  return termsOf(rule.when).flatMap((term) =>
    term.source === 'signal_lost' ? [term.afterSeconds * 1_000] : [],
  );
}

function asksForValues({ when }: AlarmRule): boolean {
  return termsOf(when).some(({ source }) => source === 'process_value');
}
