import type { AlarmCause } from '#schemas/alarms/alarm';
import { BEARING_LABELS } from '#schemas/readings/finding';
import { FAMILY_NAMES, LINE_FAMILIES } from '../point/spectral-lines.ts';

/** The analysis of these captures or points, begun where the cause of the alarm is seen best, with its lines. */
export function analysisLink(
  of: { readonly captures: string } | { readonly points: string },
  { fault }: AlarmCause,
): string {
  const query = new URLSearchParams({ ...of });
  // A bearing shows its lines in the envelope; other faults in the spectrum itself.
  query.set('view', fault !== null && BEARING_LABELS.includes(fault) ? 'envelope' : 'spectrum');
  const lines = FAMILY_NAMES.find(
    (name) => fault !== null && LINE_FAMILIES[name].faults.includes(fault),
  );
  if (lines !== undefined) query.set('lines', lines);
  return `/analysis?${query}`;
}
