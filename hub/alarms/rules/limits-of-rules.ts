import { type AlarmLimit, TREND_OF_FIGURE, unitOfFigure } from '#schemas/alarms/alarm-limit';
import type { Expression } from '#schemas/alarms/expression';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { Term } from '#schemas/alarms/term';
import { isInScope, type Scoped } from './in-scope.ts';
import type { TriedValue } from './past-of-values.ts';

/** Limits that rules set to the figures of a point. */
export function limitsOfPoint(
  rules: readonly AlarmRule[],
  point: Scoped & { readonly pointId: string },
): AlarmLimit[] {
  return limitsOf(rules, point, (term) => {
    const figure = term.source === 'figure' ? TREND_OF_FIGURE[term.figure] : undefined;
    if (term.source !== 'figure' || figure === undefined) return null;
    return { sourceId: point.pointId, figure, unit: unitOfFigure(term.figure) };
  });
}

/** Limits that rules set to a process value. */
export function limitsOfValue(
  rules: readonly AlarmRule[],
  { valueId, name, unit }: TriedValue,
  place: Scoped,
): AlarmLimit[] {
  return limitsOf(rules, place, (term) =>
    term.source === 'process_value' && term.name === name
      ? { sourceId: valueId, figure: 'value', unit }
      : null,
  );
}

type Compared = Extract<Term, { source: 'figure' | 'process_value' }>;

function limitsOf(
  rules: readonly AlarmRule[],
  one: Scoped,
  keptAs: (term: Compared) => Pick<AlarmLimit, 'sourceId' | 'figure' | 'unit'> | null,
): AlarmLimit[] {
  return rules
    .filter((rule) => rule.isEnabled && isInScope(rule, one))
    .flatMap(({ ruleId, name: ruleName, when }) =>
      deciding(when).flatMap((term) => {
        const kept = keptAs(term);
        if (kept === null) return [];
        return [{ ...kept, ruleId, ruleName, side: term.comparison, value: term.limit }];
      }),
    );
}

/** A limit on the value itself, not on how fast it goes or how it was. */
const OF_THE_VALUE: readonly Compared['take'][] = ['last', 'mean', 'max', 'min'];

/** Terms of which each raises the alarm by itself: of what has to hold together no limit is reached alone. */
function deciding(expression: Expression): Compared[] {
  if ('any' in expression) return expression.any.flatMap(deciding);
  if ('all' in expression) return [];
  const isCompared = expression.source === 'figure' || expression.source === 'process_value';
  return isCompared && OF_THE_VALUE.includes(expression.take) ? [expression] : [];
}
