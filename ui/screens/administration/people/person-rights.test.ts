import { expect, test } from 'bun:test';
import { BUILT_IN_ROLES, permissionsOfRole, type Role } from '#schemas/access/roles';
import type { PersonRights, RoleInfo } from '#schemas/http/rights';
import { changesByRole, explainedRights } from './person-rights.ts';

const ALL = new Map<string, Role>(Object.entries(BUILT_IN_ROLES));
const ROLES: RoleInfo[] = [...ALL.values()].map((role) => ({
  ...role,
  inherits: [...role.inherits],
  permissions: [...role.permissions],
  effective: [...permissionsOfRole(role.key, ALL)],
  isBuiltIn: true,
  people: 0,
  teams: 0,
}));
const rights = (more: Partial<PersonRights>): PersonRights => ({
  role: 'viewer',
  teamRoles: [],
  grants: [],
  areaRights: [],
  effective: [],
  ...more,
});

test('a right is explained by the role that says so, the nearest one first', () => {
  const found = explainedRights(rights({ role: 'engineer' }), ROLES);
  const of = (name: string) => found.find(({ permission }) => permission === name)?.sources;
  expect(of('plant:edit')).toEqual([{ kind: 'role', role: 'Engineer', from: null }]);
  expect(of('plant:read')).toEqual([{ kind: 'role', role: 'Engineer', from: 'Viewer' }]);
  expect(of('analytics:read')).toEqual([{ kind: 'role', role: 'Engineer', from: 'Analyst' }]);
  expect(of('user:edit')).toBeUndefined();
});

test('roles of teams and exceptions add to it, and a denial stands beside what it takes away', () => {
  const found = explainedRights(
    rights({
      teamRoles: [{ role: 'operator', teamId: 'tm_crew', teamName: 'Crew' }],
      grants: [
        { permission: 'audit:read', effect: 'grant', expiresMs: 5 },
        { permission: 'plant:read', effect: 'deny', expiresMs: null },
      ],
    }),
    ROLES,
  );
  const of = (name: string) => found.find(({ permission }) => permission === name);
  expect(of('system:read')?.sources).toEqual([
    { kind: 'team', team: 'Crew', role: 'Operator', from: null },
  ]);
  expect(of('audit:read')?.sources).toEqual([{ kind: 'grant', expiresMs: 5 }]);
  expect(of('plant:read')?.sources).toHaveLength(2);
  expect(of('plant:read')?.denial?.effect).toBe('deny');
});

test('another role gains and loses only what nothing else gives or takes', () => {
  const person = rights({
    role: 'engineer',
    teamRoles: [{ role: 'operator', teamId: 'tm_crew', teamName: 'Crew' }],
    grants: [{ permission: 'audit:read', effect: 'deny', expiresMs: null }],
  });
  const { gained, lost } = changesByRole(person, 'executive', ROLES);
  expect(gained).toEqual([]);
  expect(lost).toContain('plant:edit');
  expect(lost).not.toContain('system:read');
  expect(lost).not.toContain('analytics:read');
  expect(changesByRole(person, 'developer', ROLES).gained).not.toContain('audit:read');
  expect(changesByRole(person, 'developer', ROLES).gained).toContain('user:edit');
});
