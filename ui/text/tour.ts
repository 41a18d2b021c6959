import type { PlaceKey } from '#schemas/access/navigation';

/** Words of the tour. */
export const tourWords = {
  next: 'Next',
  previous: 'Back',
  done: 'Done',
  close: 'End the tour',
  progress: '{{current}} of {{total}}',
  welcome: (name: string) => `Welcome, ${name}`,
  welcomeSays:
    'This is what your account opens, in a minute. Escape ends it; it is always in the menu again.',
  places: {
    plant:
      'Every machine and how it stands. The worst come first; grey means that all is well. Silence and “not graded” are states of their own, and never good news.',
    alarms:
      'What needs somebody. Each alarm says what to do, why it was raised, and shows the proof. Acknowledge by A, by a swipe, or several at once.',
    analysis:
      'Trends, captured waveforms and their spectra: what grows, since when, and which line of which bearing it is.',
    dashboards: 'Screens of your own, put together from widgets, for you or for your shift.',
    diagnoses: 'Hand in a recording from anywhere and have it judged by the same rules.',
    jobs: 'Training, scoring and other work for the agents: what runs, what waits and why.',
    fleet: 'The machines that diagnose, their processors and GPUs, and what they have room for.',
    system:
      'The health of Tremolo itself. Everything that can be lost is counted here; zero is normal.',
    administration: 'People, roles, areas, the audit trail and the settings of the site.',
  } satisfies Record<PlaceKey, string>,
  search: 'Find anything',
  searchSays: 'Machines, points, alarms, people, jobs and help: press Ctrl+K from anywhere.',
  live: 'Live, or not',
  liveSays:
    'Whether what you see is now. When the hub cannot be reached, the screen says so and shows how old everything is.',
  offer: 'New here?',
  offerSays: 'A minute is enough to show you what your account opens.',
  yes: 'Show me round',
  no: 'Not now',
  noSays: 'It is always in the menu.',
  menu: 'Your menu',
  menuSays: 'Language, units, theme, notifications and the keys of this screen are in here.',
} as const;
