import type { RuleWords } from '#schemas/alarms/built-in-rules';

/** Rules that come with Tremolo, in English. */
export const ruleWords: RuleWords = {
  zone_d: [
    'Vibration in zone D',
    'So severe that it can damage the machine (ISO 20816-1, zone D).',
  ],
  zone_c: [
    'Vibration in zone C',
    'Not for long-term running: mend it when there is a chance (ISO 20816-1, zone C).',
  ],
  changed: [
    'Vibration changed',
    'Changed from the baseline by more than 25 % of the B/C limit (criterion II).',
  ],
  bearing_advanced: [
    'Bearing fault, advanced',
    'A rolling bearing shows its fault lines clearly: plan its replacement now.',
  ],
  bearing_early: [
    'Bearing fault, early',
    'A rolling bearing begins to show fault lines: watch it and order a spare.',
  ],
  machine_fault: [
    'Machine fault',
    'Imbalance, misalignment, looseness, lubrication and the like, strongly.',
  ],
  grown: [
    'Vibration grown',
    'More than 2.5 times what was usual in the first hour of running: also where no standard grades the machine.',
  ],
  signal_lost: ['Signal lost', 'Nothing was heard of a point that is to be watched.'],
  sensor: ['Sensor not to be believed', 'Cut off, stuck, shifted, noisy, or with a wrong clock.'],
  system_critical: [
    'Tremolo in danger',
    'Broker, store, disks, GPUs: limits and delays stand among the settings.',
  ],
  system_warning: [
    'Tremolo needs attention',
    'An agent is away, a disk fills, jobs wait: limits stand among the settings.',
  ],
  anomaly: [
    'Model sees an anomaly',
    'The model is nearly sure of a fault that no rule confirms. Off until a site trusts its model.',
  ],
};
