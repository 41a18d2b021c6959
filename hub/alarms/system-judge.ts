import type { AlarmRule } from '#schemas/alarms/rule';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import { assetOfCondition, systemKey } from './asset-of.ts';
import { type Instance, Member } from './instance.ts';
import type { InstanceBoard } from './instance-board.ts';
import type { Facts } from './rules/facts.ts';
import type { UsualValues } from './rules/usual-values.ts';

/** Judges what is wrong with the system itself. A condition is an asset of its own: two at once are two alarms. */
export class SystemJudge {
  readonly #deps: { readonly board: InstanceBoard; readonly usual: UsualValues };
  readonly #conditions = new Map<string, SystemCondition>();
  readonly #members = new Map<string, Member>();
  #rules: readonly AlarmRule[] = [];
  /** Before anything was said of the system, what stood stands. */
  #isTold = false;

  constructor(deps: { readonly board: InstanceBoard; readonly usual: UsualValues }) {
    this.#deps = deps;
  }

  setRules(rules: readonly AlarmRule[]): void {
    this.#rules = rules;
    this.#members.clear();
    // Those of which an alarm stands are judged along, so that it returns when their condition is gone.
    for (const { rule, asset } of this.#deps.board.all()) {
      if (asset.kind === 'system') this.#add(rule, asset);
    }
    this.#judge();
  }

  /** All that is wrong now. */
  take(raised: readonly SystemCondition[]): void {
    this.#isTold = true;
    this.#conditions.clear();
    for (const condition of raised) {
      this.#conditions.set(assetOfCondition(condition).assetId, condition);
    }
    this.#judge();
  }

  factsOf(assetId: string): Facts {
    const condition = this.#conditions.get(assetId) ?? null;
    return { reading: null, silentMs: null, valueOf: () => null, condition };
  }

  #judge(): void {
    if (!this.#isTold) return;
    for (const rule of this.#rules) {
      for (const [assetId, condition] of this.#conditions) {
        if (!this.#members.has(`${rule.ruleId}|${assetId}`)) {
          this.#add(rule, assetOfCondition(condition));
        }
      }
    }
    for (const [id, member] of this.#members) {
      member.judge(this.factsOf(member.asset.assetId));
      this.#deps.board.judged(member);
      if (member.truth !== true && this.#deps.board.isQuiet(member)) {
        this.#members.delete(id);
        this.#deps.board.forget(member);
      }
    }
  }

  #add(rule: AlarmRule, asset: Instance['asset']): void {
    const { board, usual } = this.#deps;
    const memberId = `${rule.ruleId}|${asset.assetId}`;
    const member = new Member(memberId, { rule, asset, together: systemKey(asset), usual });
    this.#members.set(memberId, board.join(member));
  }
}
