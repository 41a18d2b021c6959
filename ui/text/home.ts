/** Words of the home on a phone, in English. */
export const homeWords = {
  title: 'At a glance',
  danger: 'in danger',
  warning: 'in warning',
  alarms: 'alarms to acknowledge',
  jobs: 'jobs running',
  worst: 'Worst points',
  calm: 'Nothing needs attention.',
  quick: 'Quick actions',
  toAlarms: 'Acknowledge alarms',
  toWorst: 'Worst points as a list',
  toCaptures: 'Captures',
  toJobs: 'Jobs',
} as const;
