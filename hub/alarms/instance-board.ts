import type { Alarm, AlarmAsset } from '#schemas/alarms/alarm';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { Edge, GoneBecause } from './edge.ts';
import { Instance, keyOf, type Member } from './instance.ts';
import type { Why } from './rules/say-why.ts';
import { DueQueue } from './states/due-queue.ts';

export interface InstanceBoardDeps {
  /** The clock that only goes forward: delays are counted by it. */
  readonly monotonic: () => number;
  readonly onEdge: (edge: Edge) => void;
  /** Why the member holds, and what it belongs to by now. */
  readonly tellOf: (member: Member) => { readonly why: Why; readonly asset: AlarmAsset };
}

/** Every rule on every asset that it is judged on, with its delays. Tells once when there is to be an alarm, and when its cause is over. */
export class InstanceBoard {
  readonly #deps: InstanceBoardDeps;
  readonly #instances = new Map<string, Instance>();
  readonly #due = new DueQueue<Instance>();

  constructor(deps: InstanceBoardDeps) {
    this.#deps = deps;
  }

  get nextDueMs(): number | null {
    return this.#due.nextMs;
  }

  /** What stood stands until its members say otherwise. */
  recall({ asset, isActive, isLatched }: Alarm, rule: AlarmRule): void {
    const instance = new Instance(rule, asset, isActive && !isLatched);
    this.#instances.set(instance.key, instance);
  }

  all(): Instance[] {
    return [...this.#instances.values()];
  }

  /** Lets delays end. */
  turn(): void {
    for (const instance of this.#due.take(this.#deps.monotonic())) this.#settle(instance);
  }

  /** Takes these rules: whether there is an alarm stays where a rule was changed, what was remembered of it does not. */
  setRules(enabled: readonly AlarmRule[], isKnown: (ruleId: string) => boolean): void {
    const now = new Map(enabled.map((rule) => [rule.ruleId, rule]));
    for (const old of this.all()) {
      const rule = now.get(old.rule.ruleId);
      if (rule === old.rule) continue;
      if (rule === undefined) {
        this.drop(old, isKnown(old.rule.ruleId) ? 'rule_switched_off' : 'rule_removed');
      } else this.#instances.set(old.key, new Instance(rule, old.asset, old.isActive));
    }
  }

  join(member: Member): Member {
    const { rule, asset } = member;
    const instance = this.#of(member) ?? new Instance(rule, asset, false);
    instance.members.set(member.memberId, member);
    this.#instances.set(instance.key, instance);
    return member;
  }

  leave(member: Member, because: GoneBecause): void {
    const instance = this.#of(member);
    if (instance === undefined) return;
    instance.members.delete(member.memberId);
    if (instance.members.size === 0) this.drop(instance, because);
    else this.#settle(instance);
  }

  drop(instance: Instance, because: GoneBecause): void {
    this.#instances.delete(instance.key);
    this.#deps.onEdge({ kind: 'gone', key: instance.key, because });
  }

  /** Lets go of what was recalled and that nothing will speak for any more. */
  dropUnspoken(key: string, because: GoneBecause): void {
    const instance = this.#instances.get(key);
    if (instance?.members.size === 0) this.drop(instance, because);
  }

  /** Whether it says nothing, and nothing of it is under way. */
  isQuiet(member: Member): boolean {
    const instance = this.#of(member);
    return instance === undefined || (!instance.isActive && instance.turningMs === null);
  }

  /** Forgets what is quiet and of which nothing is told any more. */
  forget(member: Member): void {
    this.#instances.delete(keyOf(member.rule.ruleId, member.asset.assetId));
  }

  /** To be called after a member was judged. */
  judged(member: Member): void {
    const instance = this.#of(member);
    if (instance !== undefined) this.#settle(instance);
  }

  #of({ rule, asset }: Member): Instance | undefined {
    return this.#instances.get(keyOf(rule.ruleId, asset.assetId));
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
      if (delayMs > 0) this.#due.add(nowMs + delayMs, instance);
    }
    if (nowMs - instance.turningMs < delayMs) return;
    // One that a change of its rule has replaced says nothing more.
    if (this.#instances.get(instance.key) !== instance) return;
    instance.turningMs = null;
    instance.isActive = wanted;
    if (!wanted) this.#deps.onEdge({ kind: 'return', key: instance.key });
    else this.#raise(instance);
  }

  #raise(instance: Instance): void {
    const told = [...instance.members.values()]
      .filter(({ truth }) => truth === true)
      .map((member) => ({ together: member.together, ...this.#deps.tellOf(member) }));
    const amountOf = ({ why }: { why: Why }) => why.evidence.value ?? 0;
    const { together, why, asset } = told.reduce((a, b) => (amountOf(b) > amountOf(a) ? b : a));
    instance.asset = asset;
    this.#deps.onEdge({ kind: 'raise', rule: instance.rule, asset, together, why });
  }
}
