import { expect, test } from 'bun:test';
import type { Permission } from '#schemas/access/permissions';
import { BUILT_IN_ROLES, permissionsOfRole } from '#schemas/access/roles';
import { PERSON_ACTIONS, type PersonAction } from '#schemas/http/people';
import type { UserId } from '#schemas/ids/ids';
import {
  type Account,
  type Asker,
  isGoverning,
  refusalOf,
  refusalOfRole,
} from './account-rules.ts';
import type { PersonStatus } from './person.ts';

const ROLES = new Map(Object.entries(BUILT_IN_ROLES));
const ROLE_KEYS = [...ROLES.keys()];
const permissions = (role: string) => permissionsOfRole(role, ROLES);
const id = (name: string) => `us_${name}` as UserId;

const asker = (role: string, over: Partial<Asker> = {}): Asker => ({
  userId: id('asker'),
  role,
  permissions: permissions(role),
  scopes: permissions(role),
  ...over,
});
const account = (role: string, over: Partial<Account> = {}): Account => ({
  userId: id('other'),
  role,
  status: 'active',
  isProtected: false,
  permissions: permissions(role),
  otherAdministrators: 1,
  ...over,
});
/** A state in which the action makes sense. */
const fitting = (action: PersonAction): PersonStatus =>
  action === 'restore' || action === 'erase'
    ? 'deleted'
    : action === 'activate'
      ? 'suspended'
      : 'active';

test('of every pair of roles only these may act on each other, action by action', () => {
  const mayDelete: PersonAction[] = ['delete', 'restore', 'erase'];
  for (const role of ROLE_KEYS) {
    for (const target of ROLE_KEYS) {
      for (const action of PERSON_ACTIONS) {
        const isAllowed =
          role === 'admin' ||
          (role === 'developer' && target !== 'admin' && !mayDelete.includes(action));
        const refusal = refusalOf(
          asker(role),
          action,
          account(target, { status: fitting(action) }),
        );
        expect(`${role} ${action} ${target} ${refusal?.code ?? 'done'}`).toBe(
          `${role} ${action} ${target} ${isAllowed ? 'done' : 'forbidden'}`,
        );
      }
    }
  }
});

test('each action wants a state of its own', () => {
  const fits: Record<PersonAction, string> = {
    edit: 'active inactive suspended',
    role: 'active inactive suspended',
    suspend: 'active inactive',
    activate: 'inactive suspended',
    unlock: 'active inactive suspended',
    resetPassword: 'active inactive suspended',
    resetSecondFactor: 'active inactive suspended',
    endSessions: 'active inactive',
    delete: 'active inactive suspended',
    restore: 'deleted',
    erase: 'deleted',
  };
  for (const action of PERSON_ACTIONS) {
    const states = (['active', 'inactive', 'suspended', 'deleted', 'erased'] as const).filter(
      (status) => refusalOf(asker('admin'), action, account('viewer', { status })) === null,
    );
    expect(`${action}: ${states.join(' ')}`).toBe(`${action}: ${fits[action]}`);
  }
});

test('others can at most unlock the protected administrator, and only administrators do', () => {
  for (const action of PERSON_ACTIONS) {
    for (const role of ROLE_KEYS) {
      const target = account('admin', { isProtected: true, status: fitting(action) });
      const done = refusalOf(asker(role), action, target) === null;
      expect(`${role} ${action} ${done}`).toBe(
        `${role} ${action} ${role === 'admin' && action === 'unlock'}`,
      );
    }
  }
});

test('to the own account only the name is changed in this way', () => {
  for (const action of PERSON_ACTIONS) {
    const own = account('admin', { userId: id('asker'), isProtected: true });
    const done = refusalOf(asker('admin'), action, own) === null;
    expect(`${action} ${done}`).toBe(`${action} ${action === 'edit'}`);
  }
});

test('the last administrator who can work stays', () => {
  for (const action of ['role', 'suspend', 'delete'] as const) {
    const last = account('admin', { otherAdministrators: 0 });
    expect(refusalOf(asker('admin'), action, last)?.code).toBe('conflict');
  }
  const suspended = account('admin', { otherAdministrators: 0, status: 'suspended' });
  expect(refusalOf(asker('admin'), 'role', suspended)).toBeNull();
  expect(
    refusalOf(asker('admin'), 'edit', account('admin', { otherAdministrators: 0 })),
  ).toBeNull();
});

test('an account with one right more than the asker is out of reach, though its role is lower', () => {
  const granted = new Set<Permission>([...permissions('viewer'), 'setting:edit']);
  const target = account('viewer', { permissions: granted, status: 'suspended' });
  expect(refusalOf(asker('developer'), 'activate', target)?.code).toBe('forbidden');
  expect(refusalOf(asker('admin'), 'activate', target)).toBeNull();
});

test('an API key acts within its scopes, not within its person’s rights', () => {
  const key = asker('admin', { scopes: new Set<Permission>(['user:read', 'user:edit']) });
  for (const action of PERSON_ACTIONS) {
    const done = refusalOf(key, action, account('viewer', { status: fitting(action) })) === null;
    const edits = !['role', 'delete', 'restore', 'erase'].includes(action);
    expect(`${action} ${done}`).toBe(`${action} ${edits}`);
  }
  const viewer = { key: 'viewer', permissions: permissions('viewer') };
  expect(refusalOfRole(key, viewer, true)?.code).toBe('forbidden');
});

test('every role is given by these roles only', () => {
  for (const role of ROLE_KEYS) {
    for (const given of ROLE_KEYS) {
      const isHigh = given === 'admin' || given === 'developer';
      const isAllowed = role === 'admin' || (role === 'developer' && !isHigh);
      const refusal = refusalOfRole(
        asker(role),
        { key: given, permissions: permissions(given) },
        true,
      );
      expect(`${role} gives ${given}: ${refusal?.code ?? 'done'}`).toBe(
        `${role} gives ${given}: ${isAllowed ? 'done' : 'forbidden'}`,
      );
    }
  }
});

test('roles that look after others are confirmed, others are not', () => {
  for (const given of ROLE_KEYS) {
    const role = { key: given, permissions: permissions(given) };
    const code = refusalOfRole(asker('admin'), role, false)?.code ?? 'done';
    const isHigh = given === 'admin' || given === 'developer';
    expect(`${given} ${code}`).toBe(`${given} ${isHigh ? 'confirmation_needed' : 'done'}`);
  }
});

test('a role of the site that looks after others counts as such, whatever its name', () => {
  const sly = { key: 'helper', permissions: new Set<Permission>(['plant:read', 'user:edit']) };
  expect(isGoverning(sly)).toBe(true);
  expect(refusalOfRole(asker('developer'), sly, true)?.code).toBe('forbidden');
  expect(refusalOfRole(asker('admin'), sly, false)?.code).toBe('confirmation_needed');
  expect(refusalOfRole(asker('admin'), null, true)?.code).toBe('request_invalid');
});
