import type { CapacityResource } from '#schemas/http/capacity';
import { many } from './many.ts';
import { fixed } from './numbers.ts';

type Resource = CapacityResource['resource'];

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = [
  ...(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'] as const),
  ...(['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const),
] as const;

/** "Sat 21 Nov": a day that has a name, whatever zone the reader is in. */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${WEEKDAYS[new Date(Date.UTC(year, month - 1, date)).getUTCDay()]} ${date} ${MONTHS[month - 1]}`;
}

/** Hours as coarsely as they are known; less than one in minutes or seconds. */
export function hoursWords(hours: number): string {
  if (hours >= 1 || hours === 0) return `${fixed(hours, hours === 0 || hours >= 9.95 ? 0 : 1)} h`;
  return hours >= 1 / 60 ? `${fixed(60 * hours, 0)} min` : `${fixed(3_600 * hours, 0)} s`;
}

const units: Record<Resource, (n: number) => string> = {
  gpu: (n) => many(n, 'GPU'),
  slot: (n) => `${many(n, 'job')} at once`,
};

/** Words of the capacity screen, in English. */
export const capacity = {
  failed: 'The capacity cannot be shown',
  resource: 'What is counted',
  resources: { gpu: 'GPU hours', slot: 'Job hours' } satisfies Record<Resource, string>,
  units,
  counted: {
    gpu: (n: number) =>
      `Hours of GPUs for jobs: ${units.gpu(n)} with the agents that were there within the last day.`,
    slot: (n: number) =>
      `Hours of jobs, as many at once as the agents take: ${units.slot(n)} with those that were there within the last day.`,
  } satisfies Record<Resource, (n: number) => string>,
  noGpus: 'No agent has a GPU, so hours of jobs are counted.',
  nobody: 'No agent that takes jobs was there within the last day: nothing is available.',

  roomy: (days: number) => `The coming ${many(days, 'day')} have room for what is to be expected.`,
  tight: (day: string, share: string) =>
    `It may get tight: on ${day} work is left undone with a likelihood of ${share}.`,
  short: (day: string, demand: string, available: string) =>
    `More is asked for than there is: on ${day} about ${demand}, and ${available} are there.`,
  tooLittle: 'Not enough history',
  tooLittleLead: (days: number, needed: number) =>
    `${many(days, 'whole day was', 'whole days were')} watched, and ${needed} are needed before anything can be said of those to come. The hub goes on counting.`,

  chart: 'Available and asked for, by day',
  chartSays: (sentence: string) => `${sentence} The table below has every figure.`,
  legend: {
    demand: 'Asked for',
    demandBand: 'eight times out of ten',
    available: 'Available',
    past: 'Days that are over',
  },
  restOfToday: 'Rest of today',
  today: 'today',

  table: 'By day',
  day: 'Day',
  available: 'Available',
  demand: 'Asked for',
  shortfall: 'Left undone',
  likely: (share: string) => `${share} likely`,
  over: (word: string) => `${word} (over)`,
  band: (low: string, high: string) => `${low} to ${high}`,
  notWatched: 'not watched',

  waiting: 'Waiting and at work now',
  nothingWaits: 'Nothing waits and nothing is at work.',
  kind: 'Kind',
  waits: 'Waiting',
  running: 'At work',
  held: 'Held',
  usual: 'Usually takes',
  expected: 'Expected together',
  unknown: 'too few have ended',

  how: 'How this is reckoned',
  howLead: (usesWeekdays: boolean, days: number) =>
    [
      `From the ${days} whole days of the last eight weeks that the hub watched.`,
      usesWeekdays
        ? 'Each day of the week has its own mean.'
        : 'With two weeks and more, each day of the week will have its own mean.',
      'Of two figures with “to” between them, the day lies within them eight times out of ten.',
      'What waits is added with what its kind usually takes, and what a day cannot do is left to the next.',
    ].join(' '),
} as const;
