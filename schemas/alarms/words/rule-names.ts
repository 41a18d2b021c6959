import { builtInRuleOf, type RuleWords } from '#schemas/alarms/built-in-rules';
import { ruleWords as ENGLISH } from '#schemas/alarms/words/rules-en';

/** A rule’s name in the reader’s words: of one that comes with Tremolo, unless the site gave it another; else as it is. */
export function ruleNameIn(words: RuleWords, ruleId: string, name: string): string {
  return inWords(words, ruleId, name, 0);
}

/** What a rule is for, in the reader’s words, by the same rule. */
export function ruleDescriptionIn(words: RuleWords, ruleId: string, description: string): string {
  return inWords(words, ruleId, description, 1);
}

function inWords(words: RuleWords, ruleId: string, kept: string, which: 0 | 1): string {
  const rule = builtInRuleOf(ruleId);
  return rule !== null && kept === ENGLISH[rule][which] ? words[rule][which] : kept;
}
