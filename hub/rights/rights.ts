import { isGoverningPermission } from '#schemas/access/governing';
import { PERMISSION_NAMES, type Permission } from '#schemas/access/permissions';
import type { Role } from '#schemas/access/roles';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { AreaBook } from './area-book.ts';
import type { Grant, GrantBook } from './grant-book.ts';
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
    return this.#sum([account.role], this.teamRolesOf(userId), this.#grantsOf(userId));
  }

  /** What the person may now and without an end: what one has only for a time one cannot give to others, or to oneself for good. */
  lastingOf(userId: UserId): ReadonlySet<Permission> {
    const account = this.#deps.accountOf(userId);
    if (!account?.isActive) return new Set();
    const grants = this.#grantsOf(userId).filter(
      ({ effect, expiresMs }) => effect === 'deny' || expiresMs === null,
    );
    return this.#sum([account.role], this.teamRolesOf(userId), grants);
  }

  /** Keys of the roles that the person has through teams. */
  teamRolesOf(userId: UserId): string[] {
    return [...new Set(this.#deps.teamsOf(userId).flatMap(({ roles }) => roles))];
  }

  /** What the person may within areas of the plant, by the name of the area; nothing while the account may not work. */
  inAreasOf(userId: UserId): ReadonlyMap<string, ReadonlySet<Permission>> {
    const { accountOf, areas, clock } = this.#deps;
    if (!accountOf(userId)?.isActive) return new Map();
    const subjects = this.subjectsOf(userId);
    const given = areas.all(clock()).filter(({ subjectId }) => subjects.includes(subjectId));
    const grants = this.#grantsOf(userId);
    return new Map(
      [...Map.groupBy(given, ({ area }) => area)].map(([area, roles]) => {
        const keys = roles.map(({ role }) => role);
        return [area, this.#sum([], keys, grants)];
      }),
    );
  }

  /** As whom a person can be given something: as himself, and as a member of his teams. */
  subjectsOf(userId: UserId): string[] {
    return [userId, ...this.#deps.teamsOf(userId).map(({ teamId }) => teamId)];
  }

  /**
   * What a role gives through a team or within an area. Who is in a team is not for administrators alone to say, so that nobody
   * looks after others by such a role, whatever it has become since the team got it.
   */
  sharedPermissionsOf(role: string): ReadonlySet<Permission> {
    const all = [...this.#deps.roleBook.permissionsOf(role)];
    return new Set(all.filter((permission) => !isGoverningPermission(permission)));
  }

  #grantsOf(userId: UserId): Grant[] {
    return this.#deps.grants.of(userId, this.#deps.clock());
  }

  #sum(
    own: readonly string[],
    shared: readonly string[],
    grants: readonly Grant[],
  ): ReadonlySet<Permission> {
    const { roleBook } = this.#deps;
    const allowed = new Set<Permission>();
    for (const role of own) {
      for (const permission of roleBook.permissionsOf(role)) allowed.add(permission);
    }
    for (const role of shared) {
      for (const permission of this.sharedPermissionsOf(role)) allowed.add(permission);
    }
    for (const { permission, effect } of grants) if (effect === 'grant') allowed.add(permission);
    for (const { permission, effect } of grants) if (effect === 'deny') allowed.delete(permission);
    return new Set(PERMISSION_NAMES.filter((permission) => allowed.has(permission)));
  }
}
