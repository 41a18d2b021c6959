import { type Expression, termsOf } from '#schemas/alarms/expression';
import type { Facts } from './facts.ts';
import { judgeTerm, TermMemory, type UsualOf } from './judge-term.ts';

/** What is remembered of a rule on one thing: one memory for each term, from left to right. */
export type RuleMemory = readonly TermMemory[];

export function newMemory(expression: Expression, usualOf: UsualOf): RuleMemory {
  return termsOf(expression).map((term) => new TermMemory(term, usualOf));
}

/** Whether the expression holds; null: it cannot be told. Every term is looked at, so that dead bands and windows go on. */
export function judgeRule(
  expression: Expression,
  memory: RuleMemory,
  facts: Facts,
): boolean | null {
  return judgeFrom(expression, memory, facts, { at: 0 });
}

function judgeFrom(
  expression: Expression,
  memory: RuleMemory,
  facts: Facts,
  next: { at: number },
): boolean | null {
  if ('source' in expression) return judgeTerm(expression, memory[next.at++], facts);
  const isAll = 'all' in expression;
  const parts: readonly Expression[] = isAll ? expression.all : expression.any;
  const truths = parts.map((part) => judgeFrom(part, memory, facts, next));
  // With `all` one that does not hold decides, with `any` one that does, whatever cannot be told of the others.
  if (truths.includes(!isAll)) return !isAll;
  return truths.includes(null) ? null : isAll;
}
