import { expect, test } from 'bun:test';
import { priorityOf } from './priority.ts';
import { RuleBody } from './rule.ts';

const ruleWith = (when: object) =>
  RuleBody.safeParse({ name: 'A rule', when, consequence: 'major', timeToRespond: 'hour' });
const crest = { source: 'figure', figure: 'crest', limit: 6 };
const kurtosis = { source: 'figure', figure: 'kurtosis', limit: 8 };
const level = { source: 'figure', figure: 'velocityMmS', limit: 7 };
const value = { source: 'process_value', name: 'Oil', limit: 80 };

test('crest factor and kurtosis raise nothing by themselves, however they are joined', () => {
  for (const when of [
    crest,
    { any: [level, crest] },
    { all: [crest, kurtosis] },
    { any: [{ all: [crest, kurtosis] }, level] },
  ]) {
    expect(ruleWith(when).success).toBe(false);
  }
  expect(ruleWith({ all: [crest, level] }).success).toBe(true);
});

test('the system is not mixed with points, and a window needs its length', () => {
  expect(ruleWith({ all: [{ source: 'system' }, level] }).success).toBe(false);
  expect(ruleWith({ all: [value, level] }).success).toBe(true);
  expect(ruleWith({ ...level, take: 'mean' }).success).toBe(false);
  expect(ruleWith({ ...level, take: 'mean', windowSeconds: 60 }).success).toBe(true);
});

test('what nobody knows is refused: no field slips into a rule', () => {
  expect(ruleWith({ ...level, priority: 'low' }).success).toBe(false);
});

test('priority comes from what is at stake and how soon, and rises with both', () => {
  expect(priorityOf('minor', 'days')).toBe('low');
  expect(priorityOf('severe', 'minutes')).toBe('critical');
  expect(priorityOf('major', 'hour')).toBe('high');
});
