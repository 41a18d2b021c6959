import { BUILT_IN_ROLES } from '#schemas/access/roles';
import { RIGHTS_ROUTES, type RoleInfo } from '#schemas/http/rights';
import { request } from '../../../http/request.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { roleNameWords } from '../../../text/role-name.ts';

/** All roles as the hub has them; none until they are there, and none for who may not see them. */
export function useRoles(): readonly RoleInfo[] {
  const { session } = useApp();
  const maySee = session.may('role:read');
  const { state } = useLoad(
    async (signal) => (maySee ? (await request(RIGHTS_ROUTES.roles, { signal })).roles : []),
    [maySee],
  );
  const loaded = state.value;
  return loaded.kind === 'ready' ? loaded.value : [];
}

/** Key and name of each, for choices; for who may not see them only the lowest, which anybody may give. */
export function roleChoices(roles: readonly RoleInfo[]): (readonly [string, string])[] {
  const { viewer } = BUILT_IN_ROLES;
  const known: readonly { key: string; name: string }[] = roles.length === 0 ? [viewer] : roles;
  return known.map(({ key, name }) => [key, roleNameWords(key, name)]);
}

/** The name of a role; of one of the site, its key where the names are not there. */
export function roleName(roles: readonly RoleInfo[], key: string): string {
  const known: readonly { key: string; name: string }[] = [
    ...roles,
    ...Object.values(BUILT_IN_ROLES),
  ];
  return roleNameWords(key, known.find((role) => role.key === key)?.name ?? key);
}
