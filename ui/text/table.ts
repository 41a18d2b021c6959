/** Words of the table part, in English. */
export const tableWords = {
  search: (what: string) => `Search ${what.toLowerCase()}`,
  searchShort: 'Search',
  view: 'View',
  compact: 'Compact rows',
  exportShown: 'Save what is shown (CSV)',
  selected: (n: number) => `${n} selected`,
  clear: 'Clear selection',
  select: (name: string) => `Select ${name}`,
  selectAll: 'Select all on this page',
  actions: 'Actions',
  failed: 'The list could not be loaded',
  noMatch: 'Nothing fits the search and the filters.',
  previous: 'Previous',
  next: 'Next',
  range: (from: number, to: number, total: number | null) =>
    to < from ? 'No more' : total === null ? `${from}–${to}` : `${from}–${to} of ${total}`,
} as const;
