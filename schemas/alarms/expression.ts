import { z } from 'zod';
import { Term } from '#schemas/alarms/term';

/** Terms joined by and or or. Two levels do for every rule that people can still read. */
export const Inner = z.union([
  Term,
  z.strictObject({ all: z.array(Term).min(2).max(8) }),
  z.strictObject({ any: z.array(Term).min(2).max(8) }),
]);
export type Inner = z.infer<typeof Inner>;

export const Expression = z.union([
  Term,
  z.strictObject({ all: z.array(Inner).min(2).max(8) }),
  z.strictObject({ any: z.array(Inner).min(2).max(8) }),
]);
export type Expression = z.infer<typeof Expression>;

/** Every term of the expression, from left to right. */
export function termsOf(expression: Expression): Term[] {
  if ('source' in expression) return [expression];
  return ('all' in expression ? expression.all : expression.any).flatMap(termsOf);
}

/** Of which things the rule speaks: points, process values, or the system. */
export type RuleRealm = 'point' | 'process_value' | 'system';

export function realmOf({ source }: Term): RuleRealm {
  if (source === 'process_value' || source === 'system') return source;
  return 'point';
}

const isWeak = (term: Term) =>
  term.source === 'figure' && (term.figure === 'crest' || term.figure === 'kurtosis');

/** Whether the expression can hold by crest factor or kurtosis alone. They fall back late in a bearing’s life. */
export function restsOnShapeAlone(expression: Expression): boolean {
  if ('source' in expression) return isWeak(expression);
  return 'all' in expression
    ? expression.all.every(restsOnShapeAlone)
    : expression.any.some(restsOnShapeAlone);
}
