import type { Permission } from '#schemas/access/permissions';

/** Who holds one of these looks after other people: given by administrators only, to single persons, and never by mistake. */
const GOVERNING: ReadonlySet<Permission> = new Set<Permission>([
  'user:edit',
  'user:delete',
  'user:impersonate',
  'role:edit',
  'role:assign',
  'team:edit',
  'key:manage',
  'setting:edit',
]);

/** Whether this permission reaches into the accounts, rights or policy of others. */
export function isGoverningPermission(permission: Permission): boolean {
  return GOVERNING.has(permission);
}

/** Whether any of these permissions does. */
export function governs(permissions: Iterable<Permission>): boolean {
  for (const permission of permissions) if (GOVERNING.has(permission)) return true;
  return false;
}
