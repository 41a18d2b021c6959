import { CalendarBody, EscalationPolicy, ShiftCalendar } from '#schemas/alarms/escalation';
import { ALARM_TARGETS, AlarmFigures, type AlarmTarget } from '#schemas/alarms/figures';
import type { AlarmAdvice } from '#schemas/alarms/history';
import { priorityOf } from '#schemas/alarms/priority';
import { Procedure } from '#schemas/alarms/procedure';
import { AlarmRule, RuleBody } from '#schemas/alarms/rule';

const id = (prefix: string, i: number) => `${prefix}_01HZX3T7Q0${String(i).padStart(16, '0')}`;
const DAY_MS = 86_400_000;

const RULES = [
  {
    name: 'Bearing fault, advanced',
    description: 'A rolling bearing shows its fault lines clearly: plan its replacement now.',
    when: { source: 'finding', faults: ['outer_race', 'inner_race'], atLeast: 'danger' },
    ...{
      onDelaySeconds: 60,
      machineState: 'running',
      consequence: 'major',
      timeToRespond: 'shift',
    },
  },
  {
    name: 'Vibration in zone D',
    when: { source: 'severity', atLeast: 'D' },
    ...{ onDelaySeconds: 10, machineState: 'running', consequence: 'major', timeToRespond: 'hour' },
  },
  {
    name: 'Signal lost',
    when: { source: 'signal_lost', afterSeconds: 120 },
    ...{ consequence: 'moderate', timeToRespond: 'shift' },
  },
  {
    name: 'Sensor not to be believed',
    when: { source: 'sensor_health', problem: 'clipped' },
    ...{ isEnabled: false, consequence: 'minor', timeToRespond: 'days', per: 'point' },
  },
  {
    name: 'Oil too hot',
    when: {
      all: [
        { source: 'process_value', name: 'Oil temperature', limit: 75, deadBand: 2 },
        { source: 'significant_change' },
      ],
    },
    ...{ scope: { machineKinds: ['pump'] }, consequence: 'severe', timeToRespond: 'hour' },
  },
] as const;

/** Rules as a site has them: four that come with Tremolo, one of its own. */
export function fakeRules(): AlarmRule[] {
  return RULES.map((one, i) => {
    const body = RuleBody.parse(one);
    return AlarmRule.parse({
      ...body,
      ...{ ruleId: id('ar', i + 1), isBuiltIn: i < 4, revision: 1, changedMs: 0 },
      priority: priorityOf(body.consequence, body.timeToRespond),
      changedByName: i === 4 ? 'Ada' : null,
    });
  });
}

export const FAKE_POLICIES: readonly EscalationPolicy[] = [
  EscalationPolicy.parse({
    ...{ policyId: id('ep', 1), revision: 1, name: 'Critical', priorities: ['critical'] },
    steps: [
      { afterMinutes: 5, who: [{ kind: 'role', role: 'operator' }], channels: ['push'] },
      { afterMinutes: 20, who: [{ kind: 'shift', calendarId: id('sk', 1) }], channels: [] },
    ],
    repeatMinutes: 30,
  }),
];

const EARLY = { name: 'Early', days: [1, 2, 3, 4, 5], from: '06:00', to: '14:00' };
const NIGHT = { name: 'Night', days: [1, 2, 3, 4, 5], from: '22:00', to: '06:00' };
const BODY = CalendarBody.parse({
  ...{ name: 'Maintenance', timezone: 'Europe/Berlin' },
  shifts: [EARLY, NIGHT].map((one) => ({ ...one, who: [{ kind: 'role', role: 'engineer' }] })),
});
export const FAKE_CALENDARS: readonly ShiftCalendar[] = [
  ShiftCalendar.parse({ ...BODY, calendarId: id('sk', 1), revision: 1 }),
];

export const FAKE_PROCEDURES: readonly Procedure[] = [
  Procedure.parse({
    ...{ procedureId: id('pd', 1), revision: 1, name: 'Bearing of a pump', fault: 'outer_race' },
    steps: ['Call maintenance, 4711.', 'Reduce the load below 60 %.'],
    links: [{ title: 'Spare parts', url: 'https://wiki.plant.example/bearings' }],
  }),
];

/** What the hub says about what to do. */
export function fakeAdvice(): AlarmAdvice[] {
  return [
    {
      ...{ from: 'tremolo', title: 'Outer race damage', links: [], procedureId: null },
      steps: [
        'Listen at the bearing and feel its temperature: a hot or rattling bearing must not run on unattended.',
        'Look at the envelope spectrum: the line of the outer race with harmonics confirms it.',
        'Order the bearing and plan its replacement; until then look each day whether the lines grow.',
      ],
    },
    {
      ...{
        from: 'site',
        title: 'Bearing of a pump',
        procedureId: FAKE_PROCEDURES[0]?.procedureId ?? null,
      },
      steps: ['Call maintenance, 4711.', 'Reduce the load below 60 %.'],
      links: [{ title: 'Spare parts', url: 'https://wiki.plant.example/bearings' }],
    },
  ] as AlarmAdvice[];
}

const VALUES: Readonly<Record<AlarmTarget, number | null>> = {
  perDayPerOperator: 132.4,
  perTenMinutes: 1.4,
  peakTenMinutes: 48,
  tenMinutesOverTen: 0.004,
  timeInFlood: 0.021,
  topTenShare: 0.42,
  chattering: 2,
  stale: 3,
  standing: 6,
  highShare: null,
};

/** Figures of a week that went well in some ways and badly in others. */
export function fakeFigures(from: number, to: number): AlarmFigures {
  const offender = (n: number) => ({
    ...{ ruleId: id('ar', n), ruleName: RULES[n % 5]?.name, assetId: id('nd', n) },
    ...{
      assetName: `Pump P-10${n}`,
      alarms: 120 - n * 20,
      share: 0.2 - n * 0.03,
      falseOnes: n === 1 ? 4 : 0,
    },
  });
  return AlarmFigures.parse({
    ...{ from, to, operators: 1, shown: 927 },
    measured: (Object.keys(VALUES) as AlarmTarget[]).map((figure) => {
      const { target, limit, unit, source } = ALARM_TARGETS[figure];
      const value = VALUES[figure];
      const verdict =
        value === null
          ? 'nothing_measured'
          : value <= target
            ? 'met'
            : value <= limit
              ? 'acceptable'
              : 'missed';
      return { figure, value, target, limit, unit, source, verdict };
    }),
    perDay: [120, 96, 210, 88, 131, 40, 242].map((alarms, i) => ({
      dayMs: to - (6 - i) * DAY_MS,
      alarms,
    })),
    floods: [{ fromMs: to - DAY_MS, toMs: to - DAY_MS + 600_000, alarms: 48 }],
    offenders: [1, 2, 3, 4].map(offender),
    chattering: [2, 3].map(offender),
    stale: [
      {
        alarmId: id('al', 3),
        ruleId: id('ar', 2),
        ruleName: 'Signal lost',
        assetName: 'Fan F-7',
        sinceMs: to - 3 * DAY_MS,
      },
    ],
    priorities: {
      critical: { alarms: 20, share: 0.02 },
      high: { alarms: 90, share: 0.1 },
      medium: { alarms: 217, share: 0.23 },
      low: { alarms: 600, share: 0.65 },
    },
    acknowledging: { acknowledged: 800, medianMs: 95_000, p95Ms: 1_260_000, never: 41 },
    byPerson: [
      { name: 'Ada', acknowledged: 420, medianMs: 61_000 },
      { name: 'Olga', acknowledged: 380, medianMs: 140_000 },
    ],
    falseOnes: { alarms: 12, share: 0.013 },
  });
}
