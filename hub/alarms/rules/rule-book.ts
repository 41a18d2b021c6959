import { priorityOf } from '#schemas/alarms/priority';
import { type AlarmRule, RuleBody } from '#schemas/alarms/rule';
import { refused } from '#schemas/errors/refused';
import { type AlarmRuleId, newId } from '#schemas/ids/ids';
import type { Clock } from '../../clock.ts';
import type { Actor } from '../../store/actor.ts';
import type { Store } from '../../store/store.ts';
import type { NameOf } from '../alarm-rows.ts';
import { ConfigBook, type Configured } from './config-book.ts';
import { DEFAULT_RULES } from './default-rules.ts';

export interface RuleBookDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly nameOf: NameOf;
  /** Told after each change, so that the new rules are judged by. */
  readonly onChange: () => void;
}

/** The rules: those that come with Tremolo, as the site changed them, and the site's own. */
export class RuleBook {
  readonly #deps: RuleBookDeps;
  readonly #book: ConfigBook<RuleBody>;
  /** By what they are made of: a rule that nobody changed stays the same object, and what is remembered of it stays, too. */
  readonly #made = new Map<string, { of: Configured<RuleBody>; rule: AlarmRule }>();

  constructor(deps: RuleBookDeps) {
    this.#deps = deps;
    const { store, clock, onChange } = deps;
    this.#book = new ConfigBook({
      ...{ store, clock, onChange, kind: 'rule' },
      newId: () => newId('ar'),
      parse: (body) => RuleBody.parse(body),
    });
  }

  start(): Promise<void> {
    return this.#book.start();
  }

  all(): AlarmRule[] {
    const builtIn = [...DEFAULT_RULES.keys()].map((ruleId) => this.#ruleOf(this.#now(ruleId)));
    const own = this.#book.all().filter(({ id }) => !isBuiltIn(id));
    return [...builtIn, ...own.map((one) => this.#ruleOf(one))];
  }

  get(ruleId: string): AlarmRule | null {
    const known = isBuiltIn(ruleId) ? this.#now(ruleId) : this.#book.get(ruleId);
    return known === null ? null : this.#ruleOf(known);
  }

  /** Throws `not_found`. */
  wanted(ruleId: string): AlarmRule {
    const rule = this.get(ruleId);
    if (rule === null) throw refused('rule_unknown');
    return rule;
  }

  async make(body: RuleBody, actor: Actor): Promise<AlarmRule> {
    return this.#ruleOf(await this.#book.make(body, actor));
  }

  async change(
    ruleId: string,
    { rule, revision }: { rule: RuleBody; revision: number },
    actor: Actor,
  ): Promise<AlarmRule> {
    const first = isBuiltIn(ruleId) ? this.#now(ruleId) : undefined;
    return this.#ruleOf(await this.#book.change(ruleId, { body: rule, revision, first }, actor));
  }

  /** Puts a rule that comes with Tremolo back as it came. Throws `conflict` for one of the site. */
  async restore(ruleId: string, actor: Actor): Promise<AlarmRule> {
    this.wanted(ruleId);
    if (!isBuiltIn(ruleId)) {
      throw refused('rule_own');
    }
    if (this.#book.get(ruleId) !== null) await this.#book.remove(ruleId, actor);
    return this.wanted(ruleId);
  }

  /** Throws `conflict` for a rule that comes with Tremolo: that is switched off instead. */
  remove(ruleId: string, actor: Actor): Promise<void> {
    if (isBuiltIn(ruleId)) {
      throw refused('rule_built_in');
    }
    return this.#book.remove(ruleId, actor);
  }

  #now(ruleId: AlarmRuleId): Configured<RuleBody> {
    return this.#book.get(ruleId) ?? asItCame(ruleId);
  }

  #ruleOf(of: Configured<RuleBody>): AlarmRule {
    const known = this.#made.get(of.id);
    if (known?.of === of) return known.rule;
    const { body, id, revision, changedMs, changedBy } = of;
    const rule: AlarmRule = {
      ...body,
      ruleId: id as AlarmRuleId,
      isBuiltIn: isBuiltIn(id),
      priority: priorityOf(body.consequence, body.timeToRespond),
      revision,
      changedMs,
      changedByName: changedBy === null ? null : this.#deps.nameOf(changedBy),
    };
    this.#made.set(id, { of, rule });
    return rule;
  }
}

const came = new Map<string, Configured<RuleBody>>(
  [...DEFAULT_RULES].map(([id, body]) => [
    id,
    { id, revision: 1, changedMs: 0, changedBy: null, body },
  ]),
);

function asItCame(ruleId: AlarmRuleId): Configured<RuleBody> {
  const rule = came.get(ruleId);
  if (rule === undefined) throw refused('rule_unknown');
  return rule;
}

function isBuiltIn(ruleId: string): ruleId is AlarmRuleId {
  return came.has(ruleId);
}
