import type { AlarmTarget, MeasuredFigure } from '#schemas/alarms/figures';
import { many } from './many.ts';
import { count, fixed, NO_VALUE } from './numbers.ts';

/** Words about what alarms come to, in English. */
export const figureWords = {
  lead: 'What the alarms came to, each figure against what ISA-18.2 and EEMUA 191 ask for. Too many alarms are as bad as too few: begin with the top of the list of offenders.',
  period: 'Time',
  operators: 'Operators who share them',
  area: 'Area',
  failed: 'The figures cannot be shown',
  shown: (n: number) => `${many(n, 'alarm')} were shown to people in this time.`,
  shownOne: '1 alarm was shown to people in this time.',
  csv: 'Export as CSV',
  measured: 'Against the published targets',
  figure: 'Figure',
  value: 'Value',
  target: 'Target',
  verdict: 'Judgement',
  source: 'Source',
  verdicts: {
    met: 'Met',
    acceptable: 'Acceptable',
    missed: 'Missed',
    nothing_measured: 'Nothing measured',
  } satisfies Record<MeasuredFigure['verdict'], string>,
  figures: {
    perDayPerOperator: 'Alarms a day for each operator',
    perTenMinutes: 'Alarms within ten minutes, on average',
    peakTenMinutes: 'Most alarms within ten minutes',
    tenMinutesOverTen: 'Ten minutes with more than ten alarms',
    timeInFlood: 'Time in flood',
    topTenShare: 'Share of the ten most frequent',
    chattering: 'Chattering: three times or more in a minute',
    stale: 'Stale: standing for more than a day',
    standing: 'Standing at once',
    highShare: 'Share of high and critical',
  } satisfies Record<AlarmTarget, string>,
  atMost: (value: string) => `at most ${value}`,
  upTo: (target: string, limit: string) => `at most ${target}, up to ${limit} is acceptable`,
  perDay: 'Alarms by day',
  perDayTable: 'As a table',
  part: 'Part',
  unit: 'Unit',
  dayOf: (day: string, n: number) => `${day}: ${many(n, 'alarm')}`,
  targetLine: (n: number) => `target: ${n} a day`,
  priorities: 'By priority',
  prioritiesLead: 'Asked for: about 80 % low, 15 % medium, 5 % high and critical together.',
  share: 'Share',
  alarms: 'Alarms',
  offenders: 'Most frequent',
  offender: 'Rule and place',
  falseOnes: 'Marked as false',
  chattering: 'Chattering',
  stale: 'Standing for more than a day',
  floods: 'Floods',
  flood: (n: number, from: string, to: string) => `${from} to ${to}: ${many(n, 'alarm')}`,
  acknowledging: 'Until acknowledged',
  median: 'Half of them within',
  p95: '19 of 20 within',
  never: 'Over before anybody acknowledged',
  byPerson: 'By person',
  person: 'Person',
  acknowledged: 'Acknowledged',
  none: 'None.',
  nothing: 'No alarm was shown in this time.',
  falseLead: (n: number, share: string) =>
    `${many(n, 'alarm')} were marked as false by people (${share}).`,
} as const;

/** A figure with its unit, as one reads it: a share in percent. */
export function figureValue(value: number | null, unit: string): string {
  if (value === null) return NO_VALUE;
  if (unit === 'share') return `${fixed(value * 100, value < 0.1 ? 1 : 0)} %`;
  const number = Number.isInteger(value) ? count(value) : fixed(value, value < 10 ? 1 : 0);
  return unit === 'alarms' ? number : `${number} ${unit}`;
}

/** What is asked for: "at most 1 in 10 min, up to 2 in 10 min is acceptable". */
export function targetWords({ target, limit, unit }: MeasuredFigure): string {
  const wanted = figureValue(target, unit);
  return target === limit
    ? figureWords.atMost(wanted)
    : figureWords.upTo(wanted, figureValue(limit, unit));
}
