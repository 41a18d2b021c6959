import type { z } from 'zod';
import { RuleBody } from '#schemas/alarms/rule';
import type { AlarmRuleId } from '#schemas/ids/ids';
import { BEARING_LABELS, FAULT_LABELS } from '#schemas/readings/finding';

/** The same on every site, so that a change of one finds it again after an update. */
const idOf = (n: number) => `ar_${String(n).padStart(26, '0')}` as AlarmRuleId;

const ZONE_D = idOf(1);
const ZONE_C = idOf(2);
const BEARING_BAD = idOf(4);
const SYSTEM_CRITICAL = idOf(9);

const MINUTE = 60;
/** 8 dB: two steps of the ranges of vibration, and so from one class to the next (ISO 2372, VDI 2056). */
const GROWN = 2.5;
const OTHER_FAULTS = FAULT_LABELS.filter((fault) => !BEARING_LABELS.includes(fault));

/**
 * What Tremolo judges by before anybody has written a rule: few, slow and each for something that a person can act upon. One alarm for
 * each machine, not for each of its points; what a worse alarm says already is suppressed.
 */
const BODIES: readonly [AlarmRuleId, z.input<typeof RuleBody>][] = [
  [
    ZONE_D,
    {
      name: 'Vibration in zone D',
      description: 'So severe that it can damage the machine (ISO 20816-1, zone D).',
      when: { source: 'severity', atLeast: 'D' },
      onDelaySeconds: 10,
      offDelaySeconds: 2 * MINUTE,
      machineState: 'running',
      consequence: 'major',
      timeToRespond: 'hour',
    },
  ],
  [
    ZONE_C,
    {
      name: 'Vibration in zone C',
      description:
        'Not for long-term running: mend it when there is a chance (ISO 20816-1, zone C).',
      when: { source: 'severity', atLeast: 'C' },
      // A machine that runs up or changes its load passes through.
      onDelaySeconds: 5 * MINUTE,
      offDelaySeconds: 10 * MINUTE,
      machineState: 'running',
      consequence: 'moderate',
      timeToRespond: 'hour',
      suppression: { whileRules: [ZONE_D] },
    },
  ],
  [
    idOf(3),
    {
      name: 'Vibration changed',
      description: 'Changed from the baseline by more than 25 % of the B/C limit (criterion II).',
      when: { source: 'significant_change' },
      onDelaySeconds: 15 * MINUTE,
      offDelaySeconds: 30 * MINUTE,
      machineState: 'running',
      consequence: 'moderate',
      timeToRespond: 'days',
      suppression: { whileRules: [ZONE_D, ZONE_C] },
    },
  ],
  [
    BEARING_BAD,
    {
      name: 'Bearing fault, advanced',
      description: 'A rolling bearing shows its fault lines clearly: plan its replacement now.',
      when: { source: 'finding', faults: [...BEARING_LABELS], atLeast: 'danger' },
      onDelaySeconds: MINUTE,
      offDelaySeconds: 30 * MINUTE,
      machineState: 'running',
      consequence: 'major',
      timeToRespond: 'shift',
    },
  ],
  [
    idOf(5),
    {
      name: 'Bearing fault, early',
      description: 'A rolling bearing begins to show fault lines: watch it and order a spare.',
      when: { source: 'finding', faults: [...BEARING_LABELS], atLeast: 'warning' },
      onDelaySeconds: 10 * MINUTE,
      offDelaySeconds: 60 * MINUTE,
      machineState: 'running',
      consequence: 'moderate',
      timeToRespond: 'days',
      suppression: { whileRules: [BEARING_BAD] },
    },
  ],
  [
    idOf(6),
    {
      name: 'Machine fault',
      description: 'Imbalance, misalignment, looseness, lubrication and the like, strongly.',
      when: { source: 'finding', faults: [...OTHER_FAULTS], atLeast: 'danger' },
      onDelaySeconds: 5 * MINUTE,
      offDelaySeconds: 30 * MINUTE,
      machineState: 'running',
      consequence: 'moderate',
      timeToRespond: 'hour',
    },
  ],
  [
    idOf(12),
    {
      name: 'Vibration grown',
      description:
        'More than 2.5 times what was usual in the first hour of running: also where no standard grades the machine.',
      when: {
        any: [
          {
            source: 'figure',
            figure: 'velocityMmS',
            take: 'ratio',
            windowSeconds: 3_600,
            limit: GROWN,
            deadBand: 0.5,
          },
          {
            source: 'figure',
            figure: 'accelerationG',
            take: 'ratio',
            windowSeconds: 3_600,
            limit: GROWN,
            deadBand: 0.5,
          },
          {
            source: 'figure',
            figure: 'envelopeG',
            take: 'ratio',
            windowSeconds: 3_600,
            limit: GROWN,
            deadBand: 0.5,
          },
        ],
      },
      // Longer than a machine takes to run up.
      onDelaySeconds: 2 * MINUTE,
      offDelaySeconds: 30 * MINUTE,
      machineState: 'running',
      consequence: 'moderate',
      timeToRespond: 'hour',
      suppression: { whileRules: [ZONE_D, ZONE_C] },
    },
  ],
  [
    idOf(7),
    {
      name: 'Signal lost',
      description: 'Nothing was heard of a point that is to be watched.',
      when: { source: 'signal_lost', afterSeconds: 2 * MINUTE },
      offDelaySeconds: 30,
      consequence: 'moderate',
      timeToRespond: 'shift',
      suppression: { whileRules: [SYSTEM_CRITICAL, idOf(10)] },
    },
  ],
  [
    idOf(8),
    {
      name: 'Sensor not to be believed',
      description: 'Cut off, stuck, shifted, noisy, or with a wrong clock.',
      when: {
        any: [
          { source: 'sensor_health', problem: 'clipped' },
          { source: 'sensor_health', problem: 'flat' },
          { source: 'sensor_health', problem: 'biased' },
          { source: 'sensor_health', problem: 'noisy' },
          { source: 'sensor_health', problem: 'slow_clock' },
        ],
      },
      onDelaySeconds: 5 * MINUTE,
      offDelaySeconds: 10 * MINUTE,
      consequence: 'minor',
      timeToRespond: 'days',
      suppression: { whileRules: [idOf(7)] },
    },
  ],
  [
    SYSTEM_CRITICAL,
    {
      name: 'Tremolo in danger',
      description: 'Broker, store, disks, GPUs: limits and delays stand among the settings.',
      when: { source: 'system', severity: 'critical' },
      consequence: 'major',
      timeToRespond: 'hour',
    },
  ],
  [
    idOf(10),
    {
      name: 'Tremolo needs attention',
      description: 'An agent is away, a disk fills, jobs wait: limits stand among the settings.',
      when: { source: 'system', severity: 'warning' },
      consequence: 'minor',
      timeToRespond: 'hour',
    },
  ],
  [
    idOf(11),
    {
      name: 'Model sees an anomaly',
      description:
        'The model is nearly sure of a fault that no rule confirms. Off until a site trusts its model.',
      isEnabled: false,
      when: { source: 'anomaly', limit: 0.97 },
      onDelaySeconds: 15 * MINUTE,
      offDelaySeconds: 60 * MINUTE,
      machineState: 'running',
      consequence: 'minor',
      timeToRespond: 'days',
    },
  ],
];

/** The rules that come with Tremolo, by their ids. */
export const DEFAULT_RULES: ReadonlyMap<AlarmRuleId, RuleBody> = new Map(
  BODIES.map(([ruleId, body]) => [ruleId, RuleBody.parse(body)]),
);
