/** Words of the choice of a time, in English. */
export const rangeWords = {
  any: 'Any time',
  own: 'Own range…',
  from: 'From',
  to: 'Until',
  backwards: 'The end lies before the beginning.',
  spans: {
    hour: 'Last hour',
    day: 'Last 24 hours',
    week: 'Last 7 days',
    month: 'Last 30 days',
    quarter: 'Last 90 days',
    year: 'Last year',
  },
} as const;
