import { expect, test } from 'bun:test';
import { RuleScope } from '#schemas/alarms/rule';
import { isInScope, type Scoped } from './in-scope.ts';

const pump = {
  nodeIds: ['nd_line2', 'nd_pump'],
  machine: { kind: 'pump' },
  tags: ['critical'],
  pointId: 'pt_1',
} as unknown as Scoped;
const holds = (scope: object) => isInScope({ scope: RuleScope.parse(scope) }, pump);

test('a rule without a scope holds everywhere', () => {
  expect(holds({})).toBe(true);
});

test('it holds where any of nodes, tags and points names it', () => {
  expect(holds({ nodeIds: ['nd_line2'], tags: ['other'] })).toBe(true);
  expect(holds({ nodeIds: ['nd_line3'], tags: ['critical'] })).toBe(true);
  expect(holds({ nodeIds: ['nd_line3'], pointIds: ['pt_1'] })).toBe(true);
  expect(holds({ nodeIds: ['nd_line3'], tags: ['other'] })).toBe(false);
});

test('kinds of machines narrow it: all pumps of Line 2', () => {
  expect(holds({ machineKinds: ['pump'] })).toBe(true);
  expect(holds({ nodeIds: ['nd_line2'], machineKinds: ['pump'] })).toBe(true);
  expect(holds({ nodeIds: ['nd_line2'], machineKinds: ['fan'] })).toBe(false);
  expect(holds({ nodeIds: ['nd_line3'], machineKinds: ['pump'] })).toBe(false);
});
