import type { Alarm } from '#schemas/alarms/alarm';
import { builtInAdvice } from '#schemas/alarms/built-in-advice';
import type { AlarmAdvice } from '#schemas/alarms/history';
import type { Procedure } from '#schemas/alarms/procedure';
import { adviceWords } from '#schemas/alarms/words/advice-en';

/** What to do about the alarm: the site's own procedures first, then what Tremolo says of this kind of cause. */
export function adviceOf(
  { cause }: Pick<Alarm, 'cause'>,
  procedureId: string | null,
  procedures: readonly Procedure[],
  /** The node at which it is, and all above it. */
  nodeIds: readonly string[] = [],
): AlarmAdvice[] {
  const isHere = ({ nodeId }: Procedure) => nodeId === null || nodeIds.includes(nodeId);
  const own = procedures.filter(
    (one) => one.procedureId === procedureId || (isHere(one) && isFor(one, cause)),
  );
  const site = own.map(
    ({ name, steps, links, procedureId: id }): AlarmAdvice => ({
      from: 'site',
      title: name,
      steps,
      links,
      procedureId: id,
    }),
  );
  const builtIn: AlarmAdvice = {
    ...{ from: 'tremolo', links: [], procedureId: null },
    ...builtInAdvice(adviceWords, cause),
  };
  return own.some(({ replacesBuiltIn }) => replacesBuiltIn) ? site : [...site, builtIn];
}

function isFor({ fault, source }: Procedure, cause: Alarm['cause']): boolean {
  if (fault === null && source === null) return false;
  const isFault = fault === null || fault === cause.fault;
  return isFault && (source === null || source === cause.source);
}
