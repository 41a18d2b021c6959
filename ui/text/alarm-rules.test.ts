import { expect, test } from 'bun:test';
import { RuleBody } from '#schemas/alarms/rule';
import { ruleSentence, seconds } from './alarm-rules.ts';

const rule = (more: object) => {
  const body = RuleBody.parse({
    name: 'A rule',
    when: { source: 'severity', atLeast: 'C' },
    consequence: 'major',
    timeToRespond: 'hour',
    ...more,
  });
  return ruleSentence({ ...body, priority: 'high' }, (id) => ({ nd_line2: 'Line 2' })[id] ?? id);
};

test('a rule is one sentence that says what, for how long, when, where and how urgent', () => {
  expect(
    rule({
      onDelaySeconds: 10,
      machineState: 'running',
      scope: { nodeIds: ['nd_line2'], machineKinds: ['pump'] },
    }),
  ).toBe(
    'When the zone is C or worse for 10 s, only while the machine runs, on all pumps of Line 2, raise high, one alarm for each machine.',
  );
});

test('terms are joined as they are meant, inner ones in brackets', () => {
  expect(
    rule({
      when: {
        all: [
          { source: 'finding', faults: ['outer_race', 'ball'], minConfidence: 0.6, by: 'model' },
          {
            any: [
              { source: 'figure', figure: 'velocityMmS', limit: 7.1 },
              { source: 'process_value', name: 'Oil', take: 'rate', windowSeconds: 600, limit: 2 },
            ],
          },
        ],
      },
      per: 'point',
      isLatching: true,
    }),
  ).toBe(
    'When outer race damage or rolling element damage is found by the model (warning or worse, at least 60 % sure) and (velocity is above 7.1 mm/s or “Oil” rises by more than 2 a minute over 10 min), everywhere, raise high, one alarm for each point, kept until it is reset.',
  );
});

test('delays read as people say them', () => {
  expect([0, 0.5, 45, 90, 600, 7_200].map(seconds)).toEqual([
    '0 s',
    '0.5 s',
    '45 s',
    '90 s',
    '10 min',
    '2 h',
  ]);
});

test('a multiple of what is usual has no unit', () => {
  const when = {
    source: 'figure',
    figure: 'velocityMmS',
    take: 'ratio',
    windowSeconds: 3_600,
    limit: 2.5,
  };
  expect(rule({ when })).toContain('velocity over 1 h is above 2.5 times what is usual');
});
