import { PERMISSION_NAMES, type Permission } from '#schemas/access/permissions';
import type { Role } from '#schemas/access/roles';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { AreaBook } from './area-book.ts';
import type { GrantBook } from './grant-book.ts';
import type { RoleBook } from './role-book.ts';

export interface RightsDeps {
  readonly clock: Clock;
  readonly roleBook: RoleBook;
  readonly grants: GrantBook;
  readonly areas: AreaBook;
  /** The account's role and whether it may work; null: there is no such account. */
  readonly accountOf: (userId: UserId) => { role: string; isActive: boolean } | null;
  /** The teams of a person, and the roles that each has. */
  readonly teamsOf: (userId: UserId) => readonly { teamId: string; roles: readonly string[] }[];
}

/** Who may do what: the role, those of the person's teams, and grants and denials. A denial wins over everything. */
export class Rights {
  readonly #deps: RightsDeps;

  constructor(deps: RightsDeps) {
    this.#deps = deps;
  }

  get roles(): ReadonlyMap<string, Role> {
    return this.#deps.roleBook.all;
  }

  /** What the person may now; nothing while the account may not work. */
  permissionsOf(userId: UserId): ReadonlySet<Permission> {
    return this.#deps.accountOf(userId)?.isActive ? this.standingOf(userId) : new Set();
  }

  /** What the person may, or would again once the account may work. */
  standingOf(userId: UserId): ReadonlySet<Permission> {
    const account = this.#deps.accountOf(userId);
    if (account === null) return new Set();
    return this.#sum(userId, [account.role, ...this.teamRolesOf(userId)]);
  }

  /** Keys of the roles that the person has through teams. */
  teamRolesOf(userId: UserId): string[] {
    return [...new Set(this.#deps.teamsOf(userId).flatMap(({ roles }) => roles))];
  }

  /** Whether the person may do it here: everywhere, or by a role that holds in this area. */
  mayIn(userId: UserId, permission: Permission, area: string | null): boolean {
    if (this.permissionsOf(userId).has(permission)) return true;
    if (area === null || !this.#deps.accountOf(userId)?.isActive) return false;
    const roles = this.#deps.areas.rolesIn(area, this.subjectsOf(userId), this.#deps.clock());
    return this.#sum(userId, roles).has(permission);
  }

  /** As whom a person can be given something: as himself, and as a member of his teams. */
  subjectsOf(userId: UserId): string[] {
    return [userId, ...this.#deps.teamsOf(userId).map(({ teamId }) => teamId)];
  }

  #sum(userId: UserId, roles: readonly string[]): ReadonlySet<Permission> {
    const allowed = new Set<Permission>();
    for (const role of roles) {
      for (const permission of this.#deps.roleBook.permissionsOf(role)) allowed.add(permission);
    }
    const grants = this.#deps.grants.of(userId, this.#deps.clock());
    for (const { permission, effect } of grants) if (effect === 'grant') allowed.add(permission);
    for (const { permission, effect } of grants) if (effect === 'deny') allowed.delete(permission);
    return new Set(PERMISSION_NAMES.filter((permission) => allowed.has(permission)));
  }
}
