import { z } from 'zod';
import type { RuleFigure } from '#schemas/alarms/alarm-source';
import { type Expression, type Inner, termsOf } from '#schemas/alarms/expression';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { Term } from '#schemas/alarms/term';

/** What history cannot tell of a rule that is tried on the past. */
export const NOT_TOLD = [
  'zones_by_changes',
  'findings_by_changes',
  'anomaly_by_changes',
  'sensor_health',
  'figure',
  'short_silence',
  'coarse',
  'value_quality',
  'suppression',
] as const;

export const NotTold = z.strictObject({
  what: z.enum(NOT_TOLD),
  /** Nothing at all is kept of it: it neither raises nor returns anything. */
  isNothing: z.boolean(),
  /** With `figure`: which. */
  figure: z.string().nullable(),
  /** With `short_silence` and `coarse`: of how many seconds the past is kept as one. */
  seconds: z.number().positive().nullable(),
});
export type NotTold = z.infer<typeof NotTold>;

type TriedRule = Pick<
  AlarmRule,
  'when' | 'schedule' | 'suppression' | 'machineState' | 'onDelaySeconds'
>;

const NOT_KEPT: readonly RuleFigure[] = ['displacementUm', 'peakG', 'crest'];

/** What of the rule history cannot tell, so that nobody takes silence for quiet. `bucketMs`: of what length what was gone through is; null: nothing was yet. */
export function notToldOf(rule: TriedRule, bucketMs: number | null): NotTold[] {
  const terms = termsOf(rule.when);
  const all = terms.flatMap((term) => ofTerm(term, bucketMs));
  const { schedule, suppression, machineState } = rule;
  if (schedule !== null || machineState !== 'any' || suppression.whileRules.length > 0) {
    all.push(notTold('suppression'));
  }
  const isOfTrends = terms.some(({ source }) => source === 'figure' || source === 'process_value');
  const seconds = (bucketMs ?? 0) / 1_000;
  if (isOfTrends && seconds > Math.max(10, rule.onDelaySeconds)) {
    all.push({ ...notTold('coarse'), seconds });
  }
  return [...new Map(all.map((one) => [`${one.what} ${one.figure}`, one])).values()];
}

/** Whether history can raise it at all: of something that it asks for, something is kept. */
export function canBeTried(expression: Expression | Inner): boolean {
  if ('source' in expression) return isKept(expression);
  return 'all' in expression ? expression.all.every(canBeTried) : expression.any.some(canBeTried);
}

function isKept(term: Term): boolean {
  if (term.source === 'figure') return !NOT_KEPT.includes(term.figure);
  return term.source !== 'sensor_health';
}

function ofTerm(term: Term, bucketMs: number | null): NotTold[] {
  switch (term.source) {
    case 'severity':
    case 'significant_change':
      return [notTold('zones_by_changes')];
    case 'finding':
      return [notTold('findings_by_changes')];
    case 'anomaly':
      return [notTold('anomaly_by_changes')];
    case 'sensor_health':
      return [{ ...notTold('sensor_health'), isNothing: true }];
    case 'figure':
      return isKept(term) ? [] : [{ ...notTold('figure'), isNothing: true, figure: term.figure }];
    case 'process_value':
      return [notTold('value_quality')];
    case 'signal_lost':
      return bucketMs === null || term.afterSeconds * 1_000 > bucketMs
        ? []
        : [{ ...notTold('short_silence'), seconds: bucketMs / 1_000 }];
    case 'system':
      return [];
  }
}

function notTold(what: NotTold['what']): NotTold {
  return { what, isNothing: false, figure: null, seconds: null };
}
