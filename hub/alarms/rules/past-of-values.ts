import { termsOf } from '#schemas/alarms/expression';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { ValueTrend } from '#schemas/http/process-values';
import type { ProcessValueReading } from '#schemas/plant/process-value';

/** A value that has a place in the plant. */
export type TriedValue = Pick<ProcessValueReading, 'valueId' | 'nodeId' | 'name' | 'unit'>;

/** Names of the values that the rule asks for. */
export function valueNamesOf({ when }: Pick<AlarmRule, 'when'>): Set<string> {
  return new Set(
    termsOf(when).flatMap((term) => (term.source === 'process_value' ? [term.name] : [])),
  );
}

/** What was kept of a value, as it was once heard. */
export function valueReadingsOf(
  rule: Pick<AlarmRule, 'when'>,
  value: TriedValue,
  trend: ValueTrend,
): ProcessValueReading[] {
  const values = trend[figureFor(rule, value.name)];
  return trend.atMs.map((atMs, i) => ({ ...value, value: values[i], quality: 'good', atMs }));
}

/** Of a bucket, what comes nearest to the limit; the mean where the rule looks at a course or at what is usual. */
function figureFor({ when }: Pick<AlarmRule, 'when'>, name: string): 'mean' | 'min' | 'max' {
  const terms = termsOf(when).filter((term) => term.source === 'process_value');
  const own = terms.filter((term) => term.name === name);
  if (own.some(({ take }) => take === 'mean' || take === 'rate' || take === 'ratio')) return 'mean';
  const sides = new Set(own.map(({ comparison }) => comparison));
  if (sides.size !== 1) return 'mean';
  return sides.has('below') ? 'min' : 'max';
}
