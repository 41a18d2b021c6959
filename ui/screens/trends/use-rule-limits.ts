import type { AlarmLimit } from '#schemas/alarms/alarm-limit';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import { request } from '../../http/request.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';

const NONE: readonly AlarmLimit[] = [];

/** Limits that alarm rules set to these points and values, and whether they could not be read; none for who may see no alarms. */
export function useRuleLimits(sourceIds: readonly string[]): {
  readonly limits: readonly AlarmLimit[];
  readonly hasFailed: boolean;
} {
  const { session } = useApp();
  const mayRead = session.mayAnywhere('alarm:read');
  const sources = sourceIds.join(',');
  const { state } = useLoad(
    async (signal) => {
      if (!mayRead || sources === '') return NONE;
      return (await request(ALARM_RULE_ROUTES.alarmLimits, { query: { sources }, signal })).limits;
    },
    [sources, mayRead],
  );
  const { value: loaded } = state;
  return {
    limits: loaded.kind === 'ready' ? loaded.value : NONE,
    hasFailed: loaded.kind === 'failed',
  };
}
