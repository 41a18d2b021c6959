import { expect, test } from 'bun:test';
import { detailsBeside, differencesOf } from './audit-difference.ts';

test('only what changed is told, however deep it lies', () => {
  const details = {
    before: { name: 'Pump', facts: { rpm: 1500, bearing: null }, lines: [1, 2] },
    after: { name: 'Pump', facts: { rpm: 1480, bearing: '6205' }, lines: [1, 2] },
  };
  expect(differencesOf(details)).toEqual([
    { path: 'facts.rpm', before: 1500, after: 1480 },
    { path: 'facts.bearing', before: null, after: '6205' },
  ]);
});

test('what came and what went has one side only', () => {
  expect(differencesOf({ before: { role: 'viewer' } })).toEqual([
    { path: 'role', before: 'viewer', after: undefined },
  ]);
  expect(differencesOf({ after: { roles: ['a'] } })).toEqual([
    { path: 'roles', before: undefined, after: ['a'] },
  ]);
});

test('lists are compared as a whole, and in their order', () => {
  expect(
    differencesOf({ before: { roles: ['a', 'b'] }, after: { roles: ['b', 'a'] } }),
  ).toHaveLength(1);
});

test('details without a change have no difference, and what stands beside one is kept apart', () => {
  expect(differencesOf({ reason: 'wrong password' })).toBeNull();
  expect(differencesOf(null)).toBeNull();
  expect(detailsBeside({ before: 1, after: 2, section: 'mail' })).toEqual({ section: 'mail' });
});
