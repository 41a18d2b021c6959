import { PERMISSION_NAMES, type Permission } from '#schemas/access/permissions';
import type { GrantRow, PersonRights, RoleInfo } from '#schemas/http/rights';

/** Why somebody may do something. `from`: the role that says so, where the person’s own role only inherits it. */
export type Source =
  | { readonly kind: 'role'; readonly role: string; readonly from: string | null }
  | {
      readonly kind: 'team';
      readonly team: string;
      readonly role: string;
      readonly from: string | null;
    }
  | { readonly kind: 'grant'; readonly expiresMs: number | null };

export interface ExplainedRight {
  readonly permission: Permission;
  readonly sources: readonly Source[];
  /** The denial that takes it away in spite of the sources. */
  readonly denial: GrantRow | null;
}

/** Each right that a person has, or would have but for a denial, and where it comes from; in the order of the table. */
export function explainedRights(
  rights: PersonRights,
  roles: readonly RoleInfo[],
): ExplainedRight[] {
  return PERMISSION_NAMES.flatMap((permission) => {
    const sources: Source[] = [
      ...sayingRole(rights.role, permission, roles).map((said) => ({
        kind: 'role' as const,
        ...said,
      })),
      ...rights.teamRoles.flatMap(({ role, teamName: team }) =>
        sayingRole(role, permission, roles).map((said) => ({
          kind: 'team' as const,
          team,
          ...said,
        })),
      ),
      ...rights.grants
        .filter((grant) => grant.permission === permission && grant.effect === 'grant')
        .map(({ expiresMs }) => ({ kind: 'grant' as const, expiresMs })),
    ];
    const isDenial = (grant: GrantRow) =>
      grant.permission === permission && grant.effect === 'deny';
    const denial = rights.grants.find(isDenial) ?? null;
    return sources.length > 0 || denial !== null ? [{ permission, sources, denial }] : [];
  });
}

/** What somebody would gain and lose by another role, all else the same. */
export function changesByRole(
  rights: PersonRights,
  role: string,
  roles: readonly RoleInfo[],
): { gained: Permission[]; lost: Permission[] } {
  const before = allowedBy(rights, roles);
  const after = allowedBy({ ...rights, role }, roles);
  return {
    gained: PERMISSION_NAMES.filter((one) => after.has(one) && !before.has(one)),
    lost: PERMISSION_NAMES.filter((one) => before.has(one) && !after.has(one)),
  };
}

function allowedBy(rights: PersonRights, roles: readonly RoleInfo[]): Set<Permission> {
  const explained = explainedRights(rights, roles);
  return new Set(
    explained.filter(({ denial }) => denial === null).map(({ permission }) => permission),
  );
}

/** The role by name and, where it only inherits the right, from which; nothing when it does not give it. */
function sayingRole(
  key: string,
  permission: Permission,
  roles: readonly RoleInfo[],
): { role: string; from: string | null }[] {
  const role = roles.find((one) => one.key === key);
  if (role === undefined || !role.effective.includes(permission)) return [];
  const said = sayerOf(role, permission, roles);
  return [{ role: role.name, from: said === role || said === null ? null : said.name }];
}

/** The nearest of the role and those it inherits from that says so itself. */
function sayerOf(
  role: RoleInfo,
  permission: Permission,
  roles: readonly RoleInfo[],
): RoleInfo | null {
  const seen = new Set<RoleInfo>();
  let level = [role];
  while (level.length > 0) {
    const found = level.find((one) => one.permissions.includes(permission));
    if (found !== undefined) return found;
    for (const one of level) seen.add(one);
    const parents = level.flatMap(({ inherits }) => inherits);
    level = roles.filter((one) => parents.includes(one.key) && !seen.has(one));
  }
  return null;
}
