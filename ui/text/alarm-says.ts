import type { Alarm } from '#schemas/alarms/alarm';
import type { AlarmFact } from '#schemas/alarms/alarm-fact';
import { factsSay } from '#schemas/alarms/words/fact-words';
import { ruleDescriptionIn, ruleNameIn } from '#schemas/alarms/words/rule-names';
import { factWords } from './fact-words.ts';
import { ruleWords } from './rule-words.ts';
import { amount, amountAsSent } from './units.ts';

/** Why an alarm was raised, in the reader's language and units. */
export function alarmSays({ evidence: { facts, says } }: Pick<Alarm, 'evidence'>): string {
  return facts.length === 0 ? says : factsWords(facts);
}

/** What the facts of an alarm, or of a step of it, say. */
export function factsWords(facts: readonly AlarmFact[]): string {
  return facts.map((fact) => factsSay(factWords, [fact], measureOf(fact))).join(' ');
}

/** Process values stay in the unit in which the plant sends them. */
function measureOf(fact: AlarmFact) {
  const isSent = fact.kind === 'compared' && fact.of === 'process_value';
  return isSent ? amountAsSent : amount;
}

/** What a rule is called here: one that comes with Tremolo in the reader’s language, unless the site renamed it. */
export function ruleNameWords({ ruleId, ruleName }: Named): string {
  return ruleNameIn(ruleWords, ruleId, ruleName);
}

interface Named {
  readonly ruleId: string;
  readonly ruleName: string;
}

/** A rule as the reader is shown it: name and description in the reader’s language where the site has changed neither. */
export function ruleInWords<Rule extends Described>(rule: Rule): Rule {
  return {
    ...rule,
    name: ruleNameIn(ruleWords, rule.ruleId, rule.name),
    description: ruleDescriptionIn(ruleWords, rule.ruleId, rule.description),
  };
}

interface Described {
  readonly ruleId: string;
  readonly name: string;
  readonly description: string;
}
