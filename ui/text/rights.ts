import { PERMISSIONS, type Permission } from '#schemas/access/permissions';
import { BUILT_IN_ROLES } from '#schemas/access/roles';

type BuiltInRole = keyof typeof BUILT_IN_ROLES;

/** What each right is for, in English. */
export const rightWords: Readonly<Record<Permission, string>> = PERMISSIONS;

/** What the roles that come with Tremolo are called, and what they are for, in English. */
export const builtInRoles = Object.fromEntries(
  Object.values(BUILT_IN_ROLES).map(({ key, name, description }) => [key, { name, description }]),
) as Readonly<Record<BuiltInRole, { name: string; description: string }>>;
