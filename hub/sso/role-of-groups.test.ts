import { expect, test } from 'bun:test';
import { roleOfGroups } from './role-of-groups.ts';

const isRole = (key: string) => ['viewer', 'operator', 'engineer'].includes(key);
const mapping = {
  roleOfGroup: [
    { group: 'gone', role: 'shredded' },
    { group: 'reliability', role: 'engineer' },
    { group: 'shift', role: 'operator' },
  ],
  defaultRole: null,
  createAccounts: true,
};

test('the first entry that fits gives the role, in whatever order the provider lists the groups', () => {
  expect(roleOfGroups(['shift', 'reliability'], mapping, isRole)).toBe('engineer');
  expect(roleOfGroups(['shift'], mapping, isRole)).toBe('operator');
});

test('without a fitting group there is the role for everybody, or none', () => {
  expect(roleOfGroups(['canteen'], mapping, isRole)).toBeNull();
  expect(roleOfGroups([], { ...mapping, defaultRole: 'viewer' }, isRole)).toBe('viewer');
});

test('a role that is gone is given to nobody', () => {
  expect(roleOfGroups(['gone', 'shift'], mapping, isRole)).toBe('operator');
  expect(roleOfGroups([], { ...mapping, defaultRole: 'shredded' }, isRole)).toBeNull();
});

test('groups are compared letter by letter', () => {
  expect(roleOfGroups(['Shift', 'shift '], mapping, isRole)).toBeNull();
});
