import type { AlarmAsset } from '#schemas/alarms/alarm';
import { termsOf } from '#schemas/alarms/expression';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { ProcessValueReading } from '#schemas/plant/process-value';
import { assetOfValue, type PlacedValue } from './asset-of.ts';
import type { GoneBecause } from './edge.ts';
import { keyOf, Member } from './instance.ts';
import type { InstanceBoard } from './instance-board.ts';
import type { PlantView } from './plant-view.ts';
import type { Facts, ValueReading } from './rules/facts.ts';
import { isInScope } from './rules/in-scope.ts';
import type { UsualValues } from './rules/usual-values.ts';

export interface ValueJudgeDeps {
  readonly board: InstanceBoard;
  readonly plant: PlantView;
  readonly usual: UsualValues;
}

/** Judges process values, and knows the last of each for rules on points beside them. */
export class ValueJudge {
  readonly #deps: ValueJudgeDeps;
  readonly #values = new Map<string, ProcessValueReading>();
  /** By node and name: the nearest is looked for upwards. */
  readonly #at = new Map<string, ProcessValueReading>();
  readonly #members = new Map<string, Member>();
  #rules: readonly AlarmRule[] = [];

  constructor(deps: ValueJudgeDeps) {
    this.#deps = deps;
  }

  setRules(rules: readonly AlarmRule[]): void {
    this.#rules = rules;
    for (const value of this.#values.values()) this.#judge(value, true);
  }

  take(value: ProcessValueReading): void {
    const before = this.#values.get(value.valueId);
    const isOther = before?.nodeId !== value.nodeId || before.name !== value.name;
    if (isOther) this.#leavePlace(before);
    this.#values.set(value.valueId, value);
    this.#at.set(placeKey(value), value);
    this.#judge(value, isOther);
  }

  /** It is gone, or hangs nowhere any more. */
  forget(valueId: string): void {
    this.#leavePlace(this.#values.get(valueId));
    this.#values.delete(valueId);
    for (const rule of this.#rules) this.#leave(rule, valueId, 'asset_removed');
  }

  /** Alarms for which this value speaks, where it hangs and as it is called. */
  keysOf(value: PlacedValue): string[] {
    const place = this.#deps.plant.node(value.nodeId);
    if (place === null) return [];
    return this.#rules
      .filter((rule) => isNamedBy(rule, value.name) && isInScope(rule, place))
      .map((rule) => keyOf(rule.ruleId, assetOfValue(value, place, rule.per).assetId));
  }

  /** The value of this name at the nearest of these nodes, which come from the top. */
  near(nodeIds: readonly string[], name: string): ValueReading | null {
    for (const nodeId of nodeIds.toReversed()) {
      const found = this.#at.get(`${nodeId}|${name}`);
      if (found !== undefined) return readingOf(found);
    }
    return null;
  }

  /** The last that was told of it. */
  get(valueId: string): ProcessValueReading | null {
    return this.#values.get(valueId) ?? null;
  }

  /** What a member is about, where that is by now. */
  assetOf({ memberId, rule, asset }: Member): AlarmAsset {
    const value = this.#values.get(memberId.slice(rule.ruleId.length + 1));
    const place = value && this.#deps.plant.node(value.nodeId);
    return value === undefined || !place ? asset : assetOfValue(value, place, rule.per);
  }

  /** What a member of this id is judged by; null: it is none of a value. */
  factsOf({ memberId, rule }: Member): Facts | null {
    const value = this.#values.get(memberId.slice(rule.ruleId.length + 1));
    return value === undefined ? null : this.#factsOf(value);
  }

  /** `isOther`: value or rules are other ones than last, so that also rules that named it before are looked at. */
  #judge(value: ProcessValueReading, isOther: boolean): void {
    const { board, plant } = this.#deps;
    const place = plant.node(value.nodeId);
    for (const rule of this.#rules) {
      const isNamed = isNamedBy(rule, value.name);
      if (!isNamed || (place !== null && !isInScope(rule, place))) {
        if (isNamed || isOther) this.#leave(rule, value.valueId, 'out_of_scope');
        continue;
      }
      const member = this.#memberOf(rule, value);
      member.judge(this.#factsOf(value));
      board.judged(member);
    }
  }

  #memberOf(rule: AlarmRule, value: ProcessValueReading): Member {
    const { board, plant, usual } = this.#deps;
    const memberId = `${rule.ruleId}|${value.valueId}`;
    const place = plant.node(value.nodeId);
    const asset = assetOfValue(value, place, rule.per);
    const known = this.#members.get(memberId);
    if (known?.rule === rule && known.asset.assetId === asset.assetId) return known;
    // It hangs somewhere else: what spoke for the machine before speaks for it no more.
    if (known?.rule === rule) board.leave(known, 'out_of_scope');
    const together = place?.machine?.assetId ?? value.valueId;
    const member = board.join(new Member(memberId, { rule, asset, together, usual }));
    this.#members.set(memberId, member);
    return member;
  }

  /** The rule does not hold on this value any more. */
  #leave({ ruleId }: AlarmRule, valueId: string, because: GoneBecause): void {
    const memberId = `${ruleId}|${valueId}`;
    const member = this.#members.get(memberId);
    this.#members.delete(memberId);
    if (member !== undefined) this.#deps.board.leave(member, because);
    this.#deps.board.dropUnspoken(keyOf(ruleId, valueId), because);
  }

  /** Rules on points nearby must not go by what is said somewhere else, or under another name, by now. */
  #leavePlace(value: ProcessValueReading | undefined): void {
    if (value === undefined) return;
    const key = placeKey(value);
    if (this.#at.get(key)?.valueId === value.valueId) this.#at.delete(key);
  }

  #factsOf(value: ProcessValueReading): Facts {
    const nodeIds = this.#deps.plant.node(value.nodeId)?.nodeIds ?? [value.nodeId];
    return {
      reading: null,
      silentMs: null,
      condition: null,
      valueOf: (name) => (name === value.name ? readingOf(value) : this.near(nodeIds, name)),
    };
  }
}

function isNamedBy({ when }: AlarmRule, name: string): boolean {
  return termsOf(when).some((term) => 'name' in term && term.name === name);
}

const placeKey = ({ nodeId, name }: ProcessValueReading) => `${nodeId}|${name}`;

function readingOf({ value, unit, quality, atMs }: ProcessValueReading): ValueReading {
  return { value: quality === 'good' ? value : null, unit, atMs };
}
