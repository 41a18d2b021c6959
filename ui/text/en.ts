import type { FaultLabel } from '#schemas/readings/finding';
import { many } from './many.ts';

/** How a point looks on a screen: the condition it was sent, or that nothing fresh was sent. */
export type Appearance =
  | 'danger'
  | 'warning'
  | 'advisory'
  | 'stale'
  | 'not_graded'
  | 'waiting'
  | 'warming'
  | 'good';

/** Every sentence and word that a person reads on a screen, in English: the one place to translate. */
export const text = {
  /** Between a whole number and its fraction. */
  decimalMark: '.',
  product: 'Tremolo',
  skipToContent: 'Skip to content',
  loading: 'Loading',
  retry: 'Try again',
  chart: {
    expand: (title: string) => `${title}: over the whole screen`,
    shrink: (title: string) => `${title}: back to its place`,
  },
  /** Before a form with changes is left. */
  leaving: {
    title: 'Leave without saving?',
    sentence: 'What is here and not saved is lost.',
    action: 'Leave',
    isDanger: true,
  },
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  edit: 'Edit',
  undo: 'Undo',
  copy: 'Copy',
  copied: 'Copied',
  unknown: 'unknown',
  typeToConfirm: (what: string) => `Type “${what}” to confirm`,
  nav: {
    main: 'Main',
    plant: 'Plant',
    alarms: 'Alarms',
    analysis: 'Analysis',
    dashboards: 'Dashboards',
    diagnoses: 'Diagnoses',
    jobs: 'Jobs',
    fleet: 'Fleet',
    system: 'System',
    menu: 'Menu',
    tour: 'Show me around',
    settings: 'Settings',
    administration: 'Administration',
  },

  appearance: {
    danger: 'Danger',
    warning: 'Warning',
    advisory: 'Advisory',
    stale: 'Stale',
    not_graded: 'Not graded',
    waiting: 'No data yet',
    warming: 'Warming up',
    good: 'Good',
  } satisfies Record<Appearance, string>,
  fault: {
    imbalance: 'Imbalance',
    misalignment: 'Misalignment',
    looseness: 'Looseness',
    lubrication: 'Poor lubrication',
    cavitation: 'Cavitation',
    wear: 'Wear',
    oil_whirl: 'Oil whirl',
    inner_race: 'Inner race damage',
    outer_race: 'Outer race damage',
    ball: 'Rolling element damage',
    cage: 'Cage damage',
  } satisfies Record<FaultLabel, string>,

  connection: {
    title: 'Connection',
    live: 'Live',
    connecting: 'Connecting',
    offline: 'Offline',
    lost: (at: string) => `Connection lost. Showing values from ${at}.`,
    neverConnected: 'No connection to the hub yet',
    byItself: 'This page tries again by itself, and goes on when the hub answers.',
    retryIn: (seconds: number) => `Reconnecting in ${seconds} s.`,
    retryNow: 'Reconnecting…',
    reconnect: 'Reconnect now',
    newVersion: 'The hub was updated. Reload this page to go on.',
    reload: 'Reload',
  },

  setup: {
    title: 'Create the first account',
    lead: 'This account can see and change everything on this hub. Keep its password: nobody can read it back to you.',
    name: 'Your name',
    email: 'E-mail (optional: for letters about your account)',
    password: 'Password',
    submit: 'Create account',
    submitting: 'Creating…',
    noToken:
      'Open the setup link that the hub printed when it started. It works once and ends with “#token=…”.',
    token: 'Setup link',
    newLink: 'Lost it or expired? Print a new one on the hub’s machine:',
    newLinkCommand: 'bun run hub:console -- setup-link',
    done: 'This hub already has its first account.',
    toSignIn: 'Go to sign-in',
  },
  signIn: {
    title: 'Sign in',
    name: 'Name',
    password: 'Password',
    submit: 'Sign in',
    submitting: 'Signing in…',
    signOut: 'Sign out',
    expired: 'Your session has ended. Sign in to go on.',
    showPassword: 'Show password',
    show: 'Show',
    hide: 'Hide',
    needsSetup: 'This hub has no account yet.',
  },

  theme: {
    title: 'Theme',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
  },
  help: {
    title: 'Keyboard',
    open: 'Keyboard help',
    reference: 'API reference',
    here: 'On this screen',
    everywhere: 'Everywhere',
    shortcutsOn: 'Single-key shortcuts',
    shortcutsWhy: 'Turn off if you dictate or press keys by accident.',
    keys: [
      ['/', 'Search points'],
      ['← ↑ ↓ →', 'Move over tiles and the rows of lists, or move a chart’s cursor'],
      ['Enter', 'Open the point or the row'],
      ['Space', 'Select the row, where rows can be selected'],
      ['Esc', 'Close, clear the search, or go back to the plant'],
      ['h', 'Hold and release the live charts'],
      ['p', 'Plant'],
      ['s', 'System'],
      ['?', 'This help'],
    ],
  },

  plant: {
    title: 'Plant',
    search: 'Search machines and points',
    clear: 'Clear search',
    filter: 'Show only',
    all: 'All',
    attention: (n: number, total: number) =>
      `${n} of ${many(total, 'point')} ${n === 1 ? 'needs' : 'need'} attention`,
    calm: (n: number) =>
      n === 1 ? 'The one point is calm' : `None of ${n} points needs attention`,
    emptyTitle: 'No sensor has published yet',
    emptyLead:
      'Points appear here by themselves as soon as a sensor says what it measures. Each sensor needs a credential, made on the hub’s machine:',
    emptyCommand: 'bun run hub:console -- credential add --kind sensor --id pump-3',
    emptySimulate: 'To see a simulated plant instead, run these one after the other:',
    emptySimulateCommands: [
      'bun run hub:console -- credential add --kind gateway --id sim --prefix sim- --out sim.json',
      'bun run simulate -- synth --plant firmware-scripts/simulate/plants/demo.json --credential sim.json',
    ],
    noMatch: 'No point fits the search and filter.',
    showAll: 'Show all points',
    speedUnknown: 'speed unknown',
    speedEstimated: 'estimated',
    nothingHeard: 'Nothing heard yet',
    noFinding: 'No finding',
    alsoMore: (n: number) => `, ${n} more`,
    last: (word: string) => `Last known: ${word.toLowerCase()}`,
    changed: (name: string, appearance: string) => `${name} is now ${appearance.toLowerCase()}`,
  },

  figure: {
    velocity: 'Velocity r.m.s.',
    acceleration: 'Acceleration r.m.s.',
    peak: 'Peak',
    envelope: 'Envelope r.m.s.',
    displacement: 'Displacement',
    crest: 'Crest factor',
    kurtosis: 'Kurtosis',
    speed: 'Speed',
    perMinute: 'r/min',
    zone: (zone: string) => `Zone ${zone}`,
    zoneBy: { velocity: 'by velocity', displacement: 'by displacement' },
    severity: 'Severity (ISO 20816)',
    notGraded: 'Not graded',
    significantChange: 'Changed significantly from the baseline',
  },

  problem: {
    unreachable:
      'The hub cannot be reached. Check that it runs and that this device is on its network.',
    unreadable: 'The hub answered something that this page does not understand. Reload the page.',
    screenTitle: 'This screen could not be opened',
    script:
      'Its script could not be loaded or run here. Try again; if that does not help, reload the page.',
    correlation: (id: string) => `For support: ${id}`,
    pageNotFound: 'There is no such page.',
    noClipboard: 'This browser does not let the page copy here: select the text and copy it.',
  },

  time: {
    now: 'now',
    ago: (span: string) => `${span} ago`,
    never: 'never',
    ahead: 'clock is ahead',
    seconds: (n: number) => `${n} s`,
    minutes: (n: number) => `${n} min`,
    hours: (n: number) => `${n} h`,
    days: (n: number) => many(n, 'day'),
  },
} as const;
