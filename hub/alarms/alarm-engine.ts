import type { Alarm, AlarmAsset, CLOSED_BECAUSE } from '#schemas/alarms/alarm';
import { realmOf, termsOf } from '#schemas/alarms/expression';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import type { PointId } from '#schemas/ids/ids';
import type { ProcessValueReading } from '#schemas/plant/process-value';
import { assetOfCondition, assetOfPoint, assetOfValue, systemKey } from './asset-of.ts';
import { Instance, keyOf, Member } from './instance.ts';
import type { PlantView, WatchedPoint } from './plant-view.ts';
import type { Facts, PointReading, ValueReading } from './rules/facts.ts';
import { isInScope } from './rules/in-scope.ts';
import { MachineStates } from './rules/machine-states.ts';
import { sayWhy, type Why } from './rules/say-why.ts';
import { UsualValues } from './rules/usual-values.ts';
import { DueQueue } from './states/due-queue.ts';

export type GoneBecause = Exclude<(typeof CLOSED_BECAUSE)[number], 'returned' | 'reset'>;

/** What the engine finds: an alarm begins, its cause is over, or there is nothing more that could raise it. */
export type Edge =
  | {
      readonly kind: 'raise';
      readonly rule: AlarmRule;
      readonly asset: AlarmAsset;
      readonly together: string;
      readonly why: Why;
    }
  | { readonly kind: 'return'; readonly key: string }
  | { readonly kind: 'gone'; readonly key: string; readonly because: GoneBecause };

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

type Due =
  | { readonly instance: Instance }
  | { readonly pointId: PointId; readonly silenceMs: number };
type Realm = 'point' | 'process_value' | 'system';

const SPEED_UNITS = ['rpm', 'r/min', '1/min'];

/** Judges every rule on everything that it holds on, as news come in. Knows no store: what it finds it tells, once. */
export class AlarmEngine {
  readonly #deps: EngineDeps;
  readonly machines = new MachineStates();
  readonly usual = new UsualValues();
  readonly #points = new Map<string, PointState>();
  readonly #values = new Map<string, ProcessValueReading>();
  /** By node and name: the nearest is looked for upwards. */
  readonly #valuesAt = new Map<string, ProcessValueReading>();
  readonly #conditions = new Map<string, SystemCondition>();
  /** Before anything was said of the system, what stood stands. */
  #isSystemTold = false;
  readonly #instances = new Map<string, Instance>();
  readonly #others = new Map<string, Member>();
  readonly #due = new DueQueue<Due>();
  #rules: Readonly<Record<Realm, readonly AlarmRule[]>> = {
    point: [],
    process_value: [],
    system: [],
  };

  constructor(deps: EngineDeps) {
    this.#deps = deps;
  }

  /** Takes up what stood when the hub stopped: it stands until its members say otherwise. To be called once, before the rules. */
  recall(open: readonly Alarm[], ruleOf: (ruleId: string) => AlarmRule | null): void {
    for (const { ruleId, asset, isActive, isLatched } of open) {
      const rule = ruleOf(ruleId);
      if (rule === null || !rule.isEnabled) continue;
      const instance = new Instance(rule, asset, isActive && !isLatched);
      this.#instances.set(instance.key, instance);
    }
  }

  /** Judges by these from now on. Alarms of rules that are gone, or do not reach their asset any more, are told to be gone. */
  setRules(rules: readonly AlarmRule[]): void {
    const enabled = rules.filter(({ isEnabled }) => isEnabled);
    const ofRealm = (realm: Realm) => enabled.filter((rule) => realmOfRule(rule) === realm);
    this.#rules = {
      point: ofRealm('point'),
      process_value: ofRealm('process_value'),
      system: ofRealm('system'),
    };
    const now = new Map(enabled.map((rule) => [rule.ruleId, rule]));
    const known = new Set<string>(rules.map(({ ruleId }) => ruleId));
    for (const instance of [...this.#instances.values()]) {
      const rule = now.get(instance.rule.ruleId);
      if (rule === instance.rule) continue;
      const because = known.has(instance.rule.ruleId) ? 'rule_switched_off' : 'rule_removed';
      if (rule === undefined) this.#drop(instance, because);
      else this.#renew(instance, rule);
    }
    for (const view of this.#deps.plant.points()) this.#place(view);
    for (const state of this.#points.values()) {
      if (this.#deps.plant.point(state.view.pointId) === null) this.#forget(state);
    }
    for (const value of this.#values.values()) this.#judgeValue(value);
    this.#judgeConditions();
    this.#dropEmpty('out_of_scope');
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
    this.#judgePoint(state);
  }

  takeValues(news: readonly ProcessValueReading[]): void {
    for (const value of news) {
      this.#values.set(value.valueId, value);
      this.#valuesAt.set(`${value.nodeId}|${value.name}`, value);
      this.#noteSpeed(value);
      this.#judgeValue(value);
      if (!this.#rules.point.some(asksForValues)) continue;
      for (const state of this.#points.values()) {
        if (state.view.nodeIds.includes(value.nodeId) && hasValueTerm(state))
          this.#judgePoint(state);
      }
    }
  }

  /** All that is wrong with the system now. */
  takeConditions(raised: readonly SystemCondition[]): void {
    this.#isSystemTold = true;
    this.#conditions.clear();
    for (const condition of raised) {
      this.#conditions.set(assetOfCondition(condition).assetId, condition);
    }
    this.#judgeConditions();
  }

  /** Lets delays end, and finds silence. To be called often: it costs nothing while nothing is due. */
  turn(): void {
    const nowMs = this.#deps.monotonic();
    for (const due of this.#due.take(nowMs)) {
      if ('instance' in due) this.#settle(due.instance);
      else this.#silence(due.pointId, due.silenceMs, nowMs);
    }
  }

  /** When `turn` has something to do again, by the clock that only goes forward; null: not before something comes. */
  get nextDueMs(): number | null {
    return this.#due.nextMs;
  }

  // — points —

  #place(view: WatchedPoint): void {
    const known = this.#points.get(view.pointId);
    const heardMs = this.#deps.monotonic();
    const state: PointState = known ?? {
      view,
      reading: null,
      heardMs,
      members: [],
      silences: [],
      waiting: new Set(),
    };
    this.#points.set(view.pointId, state);
    this.#leaveMachine(state, view);
    state.view = view;
    const before = new Map(state.members.map((member) => [member.rule.ruleId, member]));
    const together = view.machine?.assetId ?? view.pointId;
    state.members = this.#rules.point.flatMap((rule) => {
      if (!isInScope(rule, view)) return [];
      // Which agent has it changes often, and nothing that is remembered of it: it is asked for when there is an alarm.
      const asset = assetOfPoint({ ...view, agentId: null }, rule.per);
      const old = before.get(rule.ruleId);
      if (old?.rule === rule && Bun.deepEquals(old.asset, asset)) {
        before.delete(rule.ruleId);
        return [old];
      }
      return [this.#join(this.#member(view.pointId, rule, asset, together))];
    });
    const kept = new Set(state.members.map(({ rule, asset }) => keyOf(rule.ruleId, asset.assetId)));
    for (const old of before.values()) {
      if (!kept.has(keyOf(old.rule.ruleId, old.asset.assetId))) this.#leave(old, 'out_of_scope');
    }
    state.silences = [...new Set(state.members.flatMap(silencesOf))];
    this.#awaitSilence(state);
    this.#judgePoint(state);
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
    for (const member of state.members) this.#leave(member, 'asset_removed');
  }

  #judgePoint(state: PointState): void {
    if (state.members.length === 0) return;
    const facts = this.#factsOf(state);
    for (const member of state.members) {
      member.judge(facts);
      const instance = this.#instanceOf(member);
      if (instance !== undefined) this.#settle(instance);
    }
  }

  #factsOf(state: PointState): Facts {
    return {
      reading: state.reading,
      silentMs: this.#deps.monotonic() - state.heardMs,
      condition: null,
      valueOf: (name) => this.#valueNear(state.view.nodeIds, name),
    };
  }

  #awaitSilence(state: PointState): void {
    for (const silenceMs of state.silences) {
      if (state.waiting.has(silenceMs)) continue;
      state.waiting.add(silenceMs);
      this.#due.add(state.heardMs + silenceMs, { pointId: state.view.pointId, silenceMs });
    }
  }

  #silence(pointId: PointId, silenceMs: number, nowMs: number): void {
    const state = this.#points.get(pointId);
    if (state === undefined) return;
    state.waiting.delete(silenceMs);
    // Heard since: looked at again when that is as old. So each point waits once, however often it speaks.
    if (nowMs - state.heardMs < silenceMs) this.#awaitSilence(state);
    else this.#judgePoint(state);
  }

  // — process values —

  #valueNear(nodeIds: readonly string[], name: string): ValueReading | null {
    for (const nodeId of nodeIds.toReversed()) {
      const found = this.#valuesAt.get(`${nodeId}|${name}`);
      if (found !== undefined) return readingOf(found);
    }
    return null;
  }

  #judgeValue(value: ProcessValueReading): void {
    const place = this.#deps.plant.node(value.nodeId);
    for (const rule of this.#rules.process_value) {
      if (!termsOf(rule.when).some((term) => 'name' in term && term.name === value.name)) continue;
      if (place !== null && !isInScope(rule, place)) continue;
      const memberId = `${rule.ruleId}|${value.valueId}`;
      const known = this.#others.get(memberId);
      const asset = assetOfValue(value, place, rule.per);
      const member =
        known?.rule === rule && known.asset.assetId === asset.assetId
          ? known
          : this.#join(
              this.#member(memberId, rule, asset, place?.machine?.assetId ?? value.valueId),
            );
      this.#others.set(memberId, member);
      member.judge(this.#factsOfValue(value, place?.nodeIds ?? [value.nodeId]));
      const instance = this.#instanceOf(member);
      if (instance !== undefined) this.#settle(instance);
    }
  }

  #factsOfValue(value: ProcessValueReading, nodeIds: readonly string[]): Facts {
    return {
      reading: null,
      silentMs: null,
      condition: null,
      valueOf: (name) => (name === value.name ? readingOf(value) : this.#valueNear(nodeIds, name)),
    };
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

  // — the system itself —

  #judgeConditions(): void {
    if (!this.#isSystemTold) return;
    for (const rule of this.#rules.system) {
      for (const [assetId, condition] of this.#conditions) {
        const memberId = `${rule.ruleId}|${assetId}`;
        const known = this.#others.get(memberId);
        if (known?.rule === rule) continue;
        const asset = assetOfCondition(condition);
        const member = this.#join(this.#member(memberId, rule, asset, systemKey(asset)));
        this.#others.set(memberId, member);
      }
    }
    for (const instance of [...this.#instances.values()]) {
      if (instance.asset.kind !== 'system') continue;
      const { rule, asset } = instance;
      const memberId = `${rule.ruleId}|${asset.assetId}`;
      const member =
        this.#others.get(memberId) ??
        this.#join(this.#member(memberId, rule, asset, systemKey(asset)));
      this.#others.set(memberId, member);
      const condition = this.#conditions.get(asset.assetId) ?? null;
      member.judge({ reading: null, silentMs: null, valueOf: () => null, condition });
      this.#settle(instance);
      if (condition === null && !instance.isActive && instance.turningMs === null) {
        this.#others.delete(memberId);
        this.#instances.delete(instance.key);
      }
    }
  }

  // — instances —

  #instanceOf({ rule, asset }: Member): Instance | undefined {
    return this.#instances.get(keyOf(rule.ruleId, asset.assetId));
  }

  #member(memberId: string, rule: AlarmRule, asset: AlarmAsset, together: string): Member {
    return new Member(memberId, { rule, asset, together, usual: this.usual });
  }

  #join(member: Member): Member {
    const { rule, asset } = member;
    const instance = this.#instanceOf(member) ?? new Instance(rule, asset, false);
    instance.members.set(member.memberId, member);
    this.#instances.set(instance.key, instance);
    return member;
  }

  #leave(member: Member, because: GoneBecause): void {
    const instance = this.#instanceOf(member);
    if (instance === undefined) return;
    instance.members.delete(member.memberId);
    if (instance.members.size === 0) this.#drop(instance, because);
    else this.#settle(instance);
  }

  /** The rule was changed: whether there is an alarm stays, what was remembered of it does not. */
  #renew(old: Instance, rule: AlarmRule): void {
    const instance = new Instance(rule, old.asset, old.isActive);
    this.#instances.set(instance.key, instance);
  }

  #drop(instance: Instance, because: GoneBecause): void {
    this.#instances.delete(instance.key);
    this.#deps.onEdge({ kind: 'gone', key: instance.key, because });
  }

  /** What nothing speaks for any more. Values come only when they are told, so theirs wait. */
  #dropEmpty(because: GoneBecause): void {
    for (const instance of [...this.#instances.values()]) {
      const isAwaited =
        instance.asset.kind === 'system' || realmOfRule(instance.rule) === 'process_value';
      if (instance.members.size === 0 && !isAwaited) this.#drop(instance, because);
    }
  }

  /** Tells of an alarm, or that it is over, once its delay is. */
  #settle(instance: Instance): void {
    const wanted = instance.wanted();
    // A break of what can be told is no break of what is: the delay goes on, and ends when it is told again.
    if (wanted === null) return;
    if (wanted === instance.isActive) {
      instance.turningMs = null;
      return;
    }
    const nowMs = this.#deps.monotonic();
    const delayMs = instance.delayMs(wanted);
    if (instance.turningMs === null) {
      instance.turningMs = nowMs;
      if (delayMs > 0) this.#due.add(nowMs + delayMs, { instance });
    }
    if (nowMs - instance.turningMs < delayMs) return;
    if (this.#instances.get(instance.key) !== instance) return;
    instance.turningMs = null;
    instance.isActive = wanted;
    if (!wanted) this.#deps.onEdge({ kind: 'return', key: instance.key });
    else this.#raise(instance);
  }

  #raise(instance: Instance): void {
    const holding = [...instance.members.values()].filter(({ truth }) => truth === true);
    const told = holding.map((member) => ({ member, why: this.#whyOf(member) }));
    const worst = told.reduce((a, b) =>
      (b.why.evidence.value ?? 0) > (a.why.evidence.value ?? 0) ? b : a,
    );
    const { rule } = instance;
    const { together, memberId } = worst.member;
    const view = this.#deps.plant.point(memberId);
    const asset = view === null ? worst.member.asset : assetOfPoint(view, rule.per);
    instance.asset = asset;
    this.#deps.onEdge({ kind: 'raise', rule, asset, together, why: worst.why });
  }

  #whyOf({ memberId, rule, memory, asset }: Member): Why {
    const nowMs = this.#deps.clock();
    const state = this.#points.get(memberId);
    if (state !== undefined) {
      const at = { nowMs, pointId: state.view.pointId };
      return sayWhy(rule.when, memory, this.#factsOf(state), at);
    }
    const value = this.#values.get(memberId.slice(rule.ruleId.length + 1));
    const nodeIds = value === undefined ? [] : [value.nodeId];
    const facts: Facts =
      value === undefined
        ? {
            reading: null,
            silentMs: null,
            valueOf: () => null,
            condition: this.#conditions.get(asset.assetId) ?? null,
          }
        : this.#factsOfValue(value, nodeIds);
    return sayWhy(rule.when, memory, facts, { nowMs, pointId: null });
  }
}

function realmOfRule({ when }: AlarmRule): Realm {
  const realms = termsOf(when).map(realmOf);
  // A value beside the vibration is asked for where the point is.
  return realms.includes('point') ? 'point' : realms[0];
}

function silencesOf({ rule }: Member): number[] {
  return termsOf(rule.when).flatMap((term) =>
    term.source === 'signal_lost' ? [term.afterSeconds * 1_000] : [],
  );
}

function hasValueTerm({ members }: PointState): boolean {
  return members.some(({ rule }) => asksForValues(rule));
}

function asksForValues({ when }: AlarmRule): boolean {
  return termsOf(when).some(({ source }) => source === 'process_value');
}

function readingOf({ value, unit, quality, atMs }: ProcessValueReading): ValueReading {
  return { value: quality === 'good' ? value : null, unit, atMs };
}
