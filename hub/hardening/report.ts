import type { HardeningCheck, HardeningReport } from '#schemas/http/hardening';
import { CHECKS } from './checks.ts';
import type { Facts } from './facts.ts';

const WEIGHTS = { critical: 4, warning: 2, advice: 1 } as const;

/** Judges every check; what cannot be told counts neither for nor against the score. */
export function hardeningReport(facts: Facts): HardeningReport {
  const checks = CHECKS.map(({ key, weight, judge, remedy, path }): HardeningCheck => {
    const { passed, says } = judge(facts);
    const state = passed === null ? 'unknown' : passed ? 'passed' : 'failed';
    const toDo = passed === true ? null : remedy;
    return {
      ...{ key, weight, state, path },
      says: says.sentence,
      ...(says.reason !== undefined && { reason: says.reason }),
      remedy: toDo?.sentence ?? null,
      ...(toDo !== null && { remedyReason: toDo.reason }),
    };
  });
  const weightOf = (states: readonly HardeningCheck['state'][]) =>
    checks
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { weight }) => sum + WEIGHTS[weight], 0);
  const scorePct = (100 * weightOf(['passed'])) / Math.max(1, weightOf(['passed', 'failed']));
  return { atMs: facts.nowMs, checks, scorePct };
}
