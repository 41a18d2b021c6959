/** Words of the parts that forms are made of, in English. */
export const formWords = {
  until: 'Until',
  lastDay: 'Last day',
  spans: {
    never: 'For good',
    day: 'For a day',
    week: 'For a week',
    month: 'For 30 days',
    date: 'Until a day of your choice',
  },
} as const;
