import { expect, test } from 'bun:test';
import { AlarmFact } from '#schemas/alarms/alarm-fact';
import { ALARM_SOURCES, RULE_FIGURES, SENSOR_PROBLEMS } from '#schemas/alarms/alarm-source';
import { builtInAdvice } from '#schemas/alarms/built-in-advice';
import { BUILT_IN_RULE_IDS, type BuiltInRule } from '#schemas/alarms/built-in-rules';
import { Term } from '#schemas/alarms/term';
import { adviceWords as germanAdvice } from '#schemas/alarms/words/advice-de';
import { adviceWords as englishAdvice } from '#schemas/alarms/words/advice-en';
import { ruleNameIn } from '#schemas/alarms/words/rule-names';
import { ruleWords as germanRules } from '#schemas/alarms/words/rules-de';
import { ruleWords as englishRules } from '#schemas/alarms/words/rules-en';
import { saidIn } from '#schemas/alarms/words/said-in';
import { SYSTEM_CONDITION_NAMES } from '#schemas/fleet/system-condition';
import { FAULT_LABELS } from '#schemas/readings/finding';

const compared = {
  kind: 'compared',
  of: 'figure',
  windowSeconds: 60,
  comparison: 'above',
  value: 5.25,
  limit: 4.5,
  unit: 'mm/s',
} as const;
const FACTS: readonly AlarmFact[] = [
  { kind: 'zone', zone: 'D', velocityMmS: 7.42 },
  { kind: 'changed', velocityMmS: null },
  {
    kind: 'finding',
    why: 'Outer race damage (rule and model agree), also imbalance. Zone C by velocity.',
    findings: [
      { fault: 'outer_race', by: 'rule' },
      { fault: 'outer_race', by: 'model' },
      { fault: 'imbalance', by: 'rule' },
    ],
    zone: 'C',
  },
  { kind: 'anomaly', probability: 0.98 },
  ...(['last', 'mean', 'max', 'min', 'rate', 'ratio'] as const).map((take) => ({
    ...compared,
    take,
    name: 'velocityMmS',
  })),
  ...Object.keys(RULE_FIGURES).map((name) => ({ ...compared, take: 'last' as const, name })),
  { kind: 'silent', seconds: 120 },
  ...SENSOR_PROBLEMS.map((problem) => ({ kind: 'sensor' as const, problem })),
  ...[null, ...SYSTEM_CONDITION_NAMES].map((condition) => ({ kind: 'system' as const, condition })),
  { kind: 'told', step: 2, people: 1 },
];

test('every kind of fact is said in both languages, and in other words', () => {
  const kinds = new Set(AlarmFact.options.map(({ shape }) => shape.kind.value));
  expect(new Set(FACTS.map(({ kind }) => kind))).toEqual(kinds);
  for (const fact of FACTS) {
    const [english, german] = [saidIn('en', [AlarmFact.parse(fact)]), saidIn('de', [fact])];
    expect(english).not.toBeEmpty();
    expect(german).not.toBeEmpty();
    expect(german).not.toBe(english);
    for (const said of [english, german]) expect(said).not.toContain('undefined');
  }
});

test('German writes decimals with a comma, and names faults and figures as the screens do', () => {
  expect(saidIn('de', [FACTS[2]!])).toBe(
    'Außenringschaden (Regel und Modell stimmen überein), auch Unwucht. Zone C.',
  );
  expect(saidIn('de', [{ ...compared, take: 'rate', name: 'velocityMmS' }])).toBe(
    'Schwinggeschwindigkeit (Änderung über 60 s) über 4,5 mm/s/min: 5,25 mm/s/min.',
  );
});

test('alarms come from what rules can ask for', () => {
  expect(Term.options.map(({ shape }) => shape.source.value)).toEqual([...ALARM_SOURCES]);
});

test('every kind of cause has advice in both languages, step by step', () => {
  const causes = [
    ...FAULT_LABELS.map((fault) => ({ source: 'finding' as const, fault, what: null })),
    ...ALARM_SOURCES.map((source) => ({ source, fault: null, what: null })),
    ...SENSOR_PROBLEMS.map((what) => ({ source: 'sensor_health' as const, fault: null, what })),
  ];
  for (const cause of causes) {
    const english = builtInAdvice(englishAdvice, cause);
    const german = builtInAdvice(germanAdvice, cause);
    expect(german.steps).toHaveLength(english.steps.length);
    expect(german.title).not.toBe(english.title);
    for (const [i, step] of german.steps.entries()) {
      expect(step).not.toBeEmpty();
      expect(step).not.toBe(english.steps[i]!);
    }
  }
});

test('a rule that comes with Tremolo is called in the reader’s language until the site renames it', () => {
  for (const [key, ruleId] of Object.entries(BUILT_IN_RULE_IDS)) {
    const rule = key as BuiltInRule;
    expect(germanRules[rule][0]).not.toBe(englishRules[rule][0]);
    expect(germanRules[rule][1]).not.toBe(englishRules[rule][1]);
    expect(ruleNameIn(germanRules, ruleId, englishRules[rule][0])).toBe(germanRules[rule][0]);
    expect(ruleNameIn(germanRules, ruleId, 'Pump too loud')).toBe('Pump too loud');
  }
  const own = 'ar_01HZX3T7Q00000000000000001';
  expect(ruleNameIn(germanRules, own, 'Signal lost')).toBe('Signal lost');
});
