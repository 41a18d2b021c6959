import type { z } from 'zod';
import { BUILT_IN_RULE_IDS, type BuiltInRule } from '#schemas/alarms/built-in-rules';
import { RuleBody } from '#schemas/alarms/rule';
import { ruleWords } from '#schemas/alarms/words/rules-en';
import type { AlarmRuleId } from '#schemas/ids/ids';
import { BEARING_LABELS, FAULT_LABELS } from '#schemas/readings/finding';

const MINUTE = 60;
/** 8 dB: two steps of the ranges of vibration, and so from one class to the next (ISO 2372, VDI 2056). */
const GROWN = 2.5;
const OTHER_FAULTS = FAULT_LABELS.filter((fault) => !BEARING_LABELS.includes(fault));

const called = (rule: BuiltInRule) => {
  const [name, description] = ruleWords[rule];
  return { name, description };
};

/**
 * What Tremolo judges by before anybody has written a rule: few, slow and each for something that a person can act upon. One alarm for
 * each machine, not for each of its points; what a worse alarm says already is suppressed.
 */
const BODIES: readonly [AlarmRuleId, z.input<typeof RuleBody>][] = [
  [
    BUILT_IN_RULE_IDS.zone_d,
    {
      ...called('zone_d'),
      when: { source: 'severity', atLeast: 'D' },
      onDelaySeconds: 10,
      offDelaySeconds: 2 * MINUTE,
      machineState: 'running',
      consequence: 'major',
      timeToRespond: 'hour',
    },
  ],
  [
    BUILT_IN_RULE_IDS.zone_c,
    {
      ...called('zone_c'),
      when: { source: 'severity', atLeast: 'C' },
      // A machine that runs up or changes its load passes through.
      onDelaySeconds: 5 * MINUTE,
      offDelaySeconds: 10 * MINUTE,
      machineState: 'running',
      consequence: 'moderate',
      timeToRespond: 'hour',
      suppression: { whileRules: [BUILT_IN_RULE_IDS.zone_d] },
    },
  ],
  [
    BUILT_IN_RULE_IDS.changed,
    {
      ...called('changed'),
      when: { source: 'significant_change' },
      onDelaySeconds: 15 * MINUTE,
      offDelaySeconds: 30 * MINUTE,
      machineState: 'running',
      consequence: 'moderate',
      timeToRespond: 'days',
      suppression: { whileRules: [BUILT_IN_RULE_IDS.zone_d, BUILT_IN_RULE_IDS.zone_c] },
    },
  ],
  [
    BUILT_IN_RULE_IDS.bearing_advanced,
    {
      ...called('bearing_advanced'),
      when: { source: 'finding', faults: [...BEARING_LABELS], atLeast: 'danger' },
      onDelaySeconds: MINUTE,
      offDelaySeconds: 30 * MINUTE,
      machineState: 'running',
      consequence: 'major',
      timeToRespond: 'shift',
    },
  ],
  [
    BUILT_IN_RULE_IDS.bearing_early,
    {
      ...called('bearing_early'),
      when: { source: 'finding', faults: [...BEARING_LABELS], atLeast: 'warning' },
      onDelaySeconds: 10 * MINUTE,
      offDelaySeconds: 60 * MINUTE,
      machineState: 'running',
      consequence: 'moderate',
      timeToRespond: 'days',
      suppression: { whileRules: [BUILT_IN_RULE_IDS.bearing_advanced] },
    },
  ],
  [
    BUILT_IN_RULE_IDS.machine_fault,
    {
      ...called('machine_fault'),
      when: { source: 'finding', faults: [...OTHER_FAULTS], atLeast: 'danger' },
      onDelaySeconds: 5 * MINUTE,
      offDelaySeconds: 30 * MINUTE,
      machineState: 'running',
      consequence: 'moderate',
      timeToRespond: 'hour',
    },
  ],
  [
    BUILT_IN_RULE_IDS.grown,
    {
      ...called('grown'),
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
      suppression: { whileRules: [BUILT_IN_RULE_IDS.zone_d, BUILT_IN_RULE_IDS.zone_c] },
    },
  ],
  [
    BUILT_IN_RULE_IDS.signal_lost,
    {
      ...called('signal_lost'),
      when: { source: 'signal_lost', afterSeconds: 2 * MINUTE },
      offDelaySeconds: 30,
      consequence: 'moderate',
      timeToRespond: 'shift',
      suppression: {
        whileRules: [BUILT_IN_RULE_IDS.system_critical, BUILT_IN_RULE_IDS.system_warning],
      },
    },
  ],
  [
    BUILT_IN_RULE_IDS.sensor,
    {
      ...called('sensor'),
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
      suppression: { whileRules: [BUILT_IN_RULE_IDS.signal_lost] },
    },
  ],
  [
    BUILT_IN_RULE_IDS.system_critical,
    {
      ...called('system_critical'),
      when: { source: 'system', severity: 'critical' },
      consequence: 'major',
      timeToRespond: 'hour',
    },
  ],
  [
    BUILT_IN_RULE_IDS.system_warning,
    {
      ...called('system_warning'),
      when: { source: 'system', severity: 'warning' },
      consequence: 'minor',
      timeToRespond: 'hour',
    },
  ],
  [
    BUILT_IN_RULE_IDS.anomaly,
    {
      ...called('anomaly'),
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
