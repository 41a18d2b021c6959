import { afterEach, expect, test } from 'bun:test';
import { AlarmRule, RuleBody } from '#schemas/alarms/rule';
import { Units } from '#schemas/preferences/preferences';
import { units } from '../../../text/units.ts';
import { ruleDraft, ruleOf } from './rule-draft.ts';

afterEach(() => {
  units.value = Units.parse({});
});

const TERMS = [
  { source: 'severity', atLeast: 'D' },
  { source: 'significant_change' },
  { source: 'finding', faults: ['ball'], atLeast: 'danger', minConfidence: 0.6, by: 'rule' },
  { source: 'anomaly', faults: [], limit: 0.85, deadBand: 0.2 },
  {
    ...{ source: 'figure', figure: 'velocityMmS', take: 'mean', windowSeconds: 300 },
    ...{ comparison: 'above', limit: 7.1, deadBand: 0.5 },
  },
  { source: 'signal_lost', afterSeconds: 45 },
  { source: 'sensor_health', problem: 'clipped' },
];
const kept = (more: object): AlarmRule =>
  AlarmRule.parse({
    ...{ name: 'A rule', consequence: 'major', timeToRespond: 'hour', when: TERMS[0] },
    ...{ ruleId: `ar_${'1'.repeat(26)}`, isBuiltIn: false, priority: 'high', revision: 1 },
    ...{ changedMs: 0, changedByName: null },
    ...more,
  });
const bodyOf = (rule: AlarmRule) => {
  const names = ['ruleId', 'isBuiltIn', 'priority', 'revision', 'changedMs', 'changedByName'];
  return RuleBody.parse(
    Object.fromEntries(Object.entries(rule).filter(([key]) => !names.includes(key))),
  );
};

test('what is opened in the form and not changed is the same rule', () => {
  const rules = [
    ...TERMS.map((when) => kept({ when })),
    kept({ when: { all: TERMS } }),
    kept({ when: { any: [TERMS[0], { all: [TERMS[1], TERMS[5]] }] } }),
    kept({
      ...{ onDelaySeconds: 12, offDelaySeconds: 30, machineState: 'running', per: 'point' },
      ...{
        isLatching: true,
        scope: { nodeIds: ['nd_1'], tags: ['a', 'b'], machineKinds: ['pump'] },
      },
      suppression: { inMaintenance: false, afterFirstOutSeconds: 20 },
      schedule: {
        timezone: 'Europe/Berlin',
        spans: [{ days: [1, 2], from: '06:00', to: '14:00' }],
      },
    }),
  ];
  for (const rule of rules) {
    expect(RuleBody.parse(ruleOf(ruleDraft(rule, 'Etc/UTC')))).toEqual(bodyOf(rule));
  }
});

test('a limit is typed in the unit that the person reads, and sent in that of the hub', () => {
  units.value = Units.parse({ velocity: 'in_s' });
  const ratio = { ...TERMS[4], take: 'ratio', limit: 2.5 };
  expect(ruleOf(ruleDraft(kept({ when: ratio }), 'Etc/UTC')).when).toMatchObject({ limit: 2.5 });
  const rule = kept({ when: TERMS[4] });
  const draft = ruleDraft(rule, 'Etc/UTC');
  expect(draft.terms.value[0]?.limit.value).toBe('0.279528');
  expect(RuleBody.parse(ruleOf(draft)).when).toMatchObject({ limit: 7.1 });
  draft.terms.value[0]!.limit.value = '0.5';
  expect(RuleBody.parse(ruleOf(draft)).when).toMatchObject({ limit: 12.7 });
});

test('what is not typed yet is refused, not taken as nothing', () => {
  const draft = ruleDraft(null, 'Etc/UTC');
  draft.name.value = 'New';
  draft.terms.value[0]!.source.value = 'figure';
  expect(RuleBody.safeParse(ruleOf(draft)).success).toBe(false);
  draft.terms.value[0]!.limit.value = '4';
  expect(RuleBody.safeParse(ruleOf(draft)).success).toBe(true);
});
