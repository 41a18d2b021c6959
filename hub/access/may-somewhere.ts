import type { Permission } from '#schemas/access/permissions';
import type { Principal } from './principal.ts';

/** Whether the person may do this everywhere, or at least in some part of the plant. */
export function maySomewhere(
  { permissions, inAreas }: Pick<Principal, 'permissions' | 'inAreas'>,
  permission: Permission,
): boolean {
  return permissions.has(permission) || [...inAreas.values()].some((all) => all.has(permission));
}
