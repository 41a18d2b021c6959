import type { NoForecast } from '#signal/trend/forecast';
import { count, dateTime, fixed, span } from './numbers.ts';

const DAY_MS = 86_400_000;
const days = (ms: number) => {
  const number = ms / DAY_MS;
  return number < 10 ? fixed(number, 1) : count(number);
};

export const trendsWords = {
  title: 'Trends',
  places: 'Analysis',
  analysis: 'Analysis',
  trends: 'Trends',
  captures: 'Captures',
  values: 'Values',
  none: 'Choose what to look at',
  noneMore: 'Any values of any points can be shown together: each unit has its own axis.',
  add: 'Add values',
  addTitle: 'Add values',
  point: 'Point or process value',
  pointHint: 'Type part of its name, machine or area.',
  figures: 'Values of it',
  addThese: 'Add',
  needPoint: 'Choose a point.',
  needFigure: 'Choose at least one value.',
  tooMany: (most: number) => `At most ${most} lines can be shown together.`,
  remove: (name: string) => `Remove ${name}`,
  choose: (name: string) => `${name}: show its limits and forecast`,
  clear: 'Remove all',
  cleared: 'All values were removed.',
  undo: 'Undo',
  span: 'How far back',
  spans: {
    hour: '1 h',
    day: '1 day',
    week: '7 days',
    month: '30 days',
    quarter: '91 days',
    year: '1 year',
  },
  fixed: (from: string, to: string) => `${from} to ${to}`,
  from: 'From',
  to: 'To',
  showRange: 'Show',
  ownRange: 'From … to …',
  wrongRange: 'The end lies before the beginning.',
  follow: 'Follow the time again',
  shows: 'Shown as',
  chart: 'Chart',
  table: 'Table',
  time: 'Time',
  failed: 'The trends could not be read.',
  empty: 'Nothing was recorded of these values in this time.',
  unknown: (many: number) =>
    many === 1
      ? 'One point of this view is no longer there.'
      : `${many} points of this view are no longer there.`,
  gone: 'Point that is gone',
  goneValue: 'Value that is gone',
  resolution: (step: string) => `One value for each ${step}; the band reaches to the largest.`,
  step: (ms: number) => {
    if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
    if (ms < 3_600_000) return `${fixed(ms / 60_000, ms % 60_000 === 0 ? 0 : 1)} min`;
    if (ms < DAY_MS) return `${fixed(ms / 3_600_000, ms % 3_600_000 === 0 ? 0 : 1)} h`;
    return ms === DAY_MS ? 'day' : `${count(ms / DAY_MS)} days`;
  },
  atCursor: 'At the cursor',
  noCursor: 'Put the cursor on the chart to read values.',
  noValue: 'no value',
  atMost: (value: string) => `up to ${value}`,
  marks: 'Events',
  marksNote: 'Condition changes and alarms of these points in this time.',
  noMarks: 'No condition change and no alarm in this time.',
  changed: (to: string) => `Condition: ${to}`,
  alarm: 'Alarm',
  leftOut: 'There were more changes than can be listed; the oldest are left out.',
  alarmsFailed: 'Alarms could not be read.',
  limits: 'Limits',
  zone: (name: string) => `Zone ${name}`,
  baseline: 'Baseline',
  zones: { ab: 'A/B', bc: 'B/C', cd: 'C/D' },
  noZones: 'Zones need the machine’s ISO group and support; without them there are none.',
  forecast: 'Forecast',
  forecastOf: (name: string) => `Forecast of ${name}`,
  limitIn: (limit: string, from: string, to: string) =>
    `${limit} in ${from === to ? from : `${from}–${to}`} days`,
  limitFrom: (limit: string, from: string, most: string) =>
    `${limit} in ${from} days at the earliest; the latest lies beyond the ${most} days that are foretold`,
  ruleLimit: (rule: string, value: string) => `“${rule}” (${value})`,
  alarmLimit: (value: string) => `ALARM (${value})`,
  alarmShort: 'ALARM',
  judgedBy: (limit: string) => `The next limit is ${limit}.`,
  origins: {
    standard: 'Zones are those of the standard.',
    person: 'A person has set these zones.',
    baseline: 'It lies a quarter of B/C above the baseline (criterion II).',
    rule: 'An alarm rule sets it.',
  },
  limitsFailed: 'Limits of alarm rules could not be read: there may be others.',
  days,
  likely: (when: string) =>
    `Most likely about ${when}. Nine of ten such intervals hold the true day.`,
  method: (learnt: string, shape: 'linear' | 'exponential') =>
    `Learnt from the ${learnt} that are shown: robust ${shape === 'linear' ? 'line' : 'exponential curve'} (Theil–Sen), interval by block bootstrap.`,
  noForecastFor:
    'No limit of this value is known. An alarm rule that compares it sets one; then there is a forecast.',
  noThreshold: 'Every limit that is known has been reached.',
  rising: 'The trend rises, away from the limit.',
  nothing: (why: NoForecast) => {
    switch (why.kind) {
      case 'too_few':
        return `No forecast: ${count(why.values)} values, at least ${count(why.needed)} are needed.`;
      case 'too_short':
        return `No forecast: the values cover ${span(why.days * DAY_MS)}, at least ${span(why.neededDays * DAY_MS)} are needed.`;
      case 'gaps':
        return `No forecast: values are there for ${count(why.filled * 100)} % of the time, at least ${count(why.needed * 100)} % are needed.`;
      case 'stale':
        return `No forecast: the last value is ${span(why.ageMs)} old. For this time it may be ${span(why.mostMs)} at most.`;
      case 'beyond':
        return 'The trend has reached the limit.';
      case 'no_trend':
        return 'No trend: what these values do cannot be told from noise (block bootstrap, 98 %).';
      case 'falling':
        return 'The trend falls.';
      case 'distant':
        return `Rising, but no limit is reached before ${dateTime(why.horizonMs)}; further than twice the time shown nothing is foretold.`;
    }
  },
  fixedNote: 'A forecast is made from the time that is shown; this one ends in the past.',
  spanDays: (ms: number) => (ms < 2 * DAY_MS ? span(ms) : `${days(ms)} days`),
  rowsLeft: (shown: string, all: string) =>
    `The newest ${shown} of ${all} rows are shown; the file of values has all of them.`,
};
