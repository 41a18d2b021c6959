import type { Alarm } from '#schemas/alarms/alarm';
import type { AlarmAdvice } from '#schemas/alarms/history';
import type { Procedure } from '#schemas/alarms/procedure';
import { SENSOR_PROBLEMS } from '#schemas/alarms/term';
import { FAULT_ADVICE, SENSOR_ADVICE, SOURCE_ADVICE } from './built-in-advice.ts';

/** What to do about the alarm: the site's own procedures first, then what Tremolo says of this kind of cause. */
export function adviceOf(
  { cause }: Pick<Alarm, 'cause'>,
  procedureId: string | null,
  procedures: readonly Procedure[],
): AlarmAdvice[] {
  const own = procedures.filter((one) => one.procedureId === procedureId || isFor(one, cause));
  const site = own.map(
    ({ name, steps, links, procedureId: id }): AlarmAdvice => ({
      from: 'site',
      title: name,
      steps,
      links,
      procedureId: id,
    }),
  );
  return own.some(({ replacesBuiltIn }) => replacesBuiltIn) ? site : [...site, builtIn(cause)];
}

function isFor({ fault, source }: Procedure, cause: Alarm['cause']): boolean {
  if (fault === null && source === null) return false;
  const isFault = fault === null || fault === cause.fault;
  return isFault && (source === null || source === cause.source);
}

function builtIn({ source, fault, what }: Alarm['cause']): AlarmAdvice {
  const { title, steps } = fault === null ? SOURCE_ADVICE[source] : FAULT_ADVICE[fault];
  const problem = SENSOR_PROBLEMS.find((one) => source === 'sensor_health' && one === what);
  const more = problem === undefined ? [] : SENSOR_ADVICE[problem];
  return { from: 'tremolo', title, steps: [...steps, ...more], links: [], procedureId: null };
}
