import type { Permission } from '#schemas/access/permissions';
import { PERMISSION_NAMES } from '#schemas/access/permissions';

/** A role is data: what it inherits from other roles, and what it adds. */
export interface Role {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly inherits: readonly string[];
  readonly permissions: readonly Permission[];
}

/** What a developer may not, although an administrator may. */
const ADMIN_ONLY: readonly Permission[] = [
  'user:impersonate',
  'user:delete',
  'role:edit',
  'setting:edit',
  'key:manage',
  'fleet:partition',
  // What leaves the site, and where to.
  'notification:configure',
];

/** The roles that every Tremolo has. They can be copied, never changed: a site makes its own beside them. */
export const BUILT_IN_ROLES = {
  viewer: {
    key: 'viewer',
    name: 'Viewer',
    description: 'Sees the plant.',
    inherits: [],
    permissions: [
      'session:own',
      'account:own',
      'plant:read',
      'alarm:read',
      'capture:read',
      'notification:own',
      'dashboard:own',
    ],
  },
  operator: {
    key: 'operator',
    name: 'Operator',
    description: 'Runs the machines: sees the plant and what monitors it.',
    inherits: ['viewer'],
    permissions: [
      'key:own',
      'alarm:acknowledge',
      'alarm:shelve',
      'system:read',
      'job:read',
      'team:read',
      'team:own',
    ],
  },
  analyst: {
    key: 'analyst',
    name: 'Analyst',
    description: 'Reads, has recordings diagnosed and makes reports.',
    inherits: ['viewer'],
    permissions: [
      'key:own',
      'alarm:acknowledge',
      'capture:make',
      'capture:label',
      'diagnosis:infer',
      'diagnosis:read',
      'diagnosis:edit',
      'system:read',
      'job:read',
      'job:submit',
      'team:read',
      'team:own',
      'analytics:read',
    ],
  },
  executive: {
    key: 'executive',
    name: 'Executive',
    description: 'Sees the plant and figures on how Tremolo is used.',
    inherits: ['viewer'],
    permissions: ['analytics:read'],
  },
  engineer: {
    key: 'engineer',
    name: 'Engineer',
    description: 'Trains, tunes and deploys; keeps what is known of the machines.',
    inherits: ['operator', 'analyst'],
    permissions: [
      'plant:edit',
      'alarm:configure',
      'capture:delete',
      'fleet:operate',
      'job:operate',
    ],
  },
  developer: {
    key: 'developer',
    name: 'Developer',
    description: 'Looks after Tremolo itself, except for administrators and the site’s policy.',
    inherits: ['engineer'],
    permissions: PERMISSION_NAMES.filter((permission) => !ADMIN_ONLY.includes(permission)),
  },
  admin: {
    key: 'admin',
    name: 'Administrator',
    description: 'May do everything.',
    inherits: ['developer'],
    permissions: PERMISSION_NAMES,
  },
} as const satisfies Record<string, Role>;

export type BuiltInRole = keyof typeof BUILT_IN_ROLES;

/** What the role may: its own permissions and all inherited ones, in the order of the table; nothing for an unknown role. */
export function permissionsOfRole(
  key: string,
  roles: ReadonlyMap<string, Role>,
): ReadonlySet<Permission> {
  const found = new Set<Permission>();
  const seen = new Set<string>();
  const visit = (name: string) => {
    const role = roles.get(name);
    // A role that inherits itself by a detour is visited once.
    if (role === undefined || seen.has(name)) return;
    seen.add(name);
    for (const permission of role.permissions) found.add(permission);
    role.inherits.forEach(visit);
  };
  visit(key);
  return new Set(PERMISSION_NAMES.filter((permission) => found.has(permission)));
}
