import { PERMISSION_NAMES, PERMISSIONS, type Permission } from '#schemas/access/permissions';
import type { AreaRight, PersonRights, RoleInfo, RoleMatrix } from '#schemas/http/rights';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { AreaBook, AreaRole } from './area-book.ts';
import type { GrantBook } from './grant-book.ts';
import type { Rights } from './rights.ts';
import type { RoleBook } from './role-book.ts';

export interface RightsReadingDeps {
  readonly clock: Clock;
  readonly roleBook: RoleBook;
  readonly grants: GrantBook;
  readonly areas: AreaBook;
  readonly rights: Rights;
  /** Everybody who has an account that is not erased. */
  readonly people: () => readonly { userId: UserId; name: string; role: string }[];
  /** All teams, with the roles that each has. */
  readonly teams: () => readonly { teamId: string; name: string; roles: readonly string[] }[];
}

/** Rights as administrators see them. */
export class RightsReading {
  readonly #deps: RightsReadingDeps;

  constructor(deps: RightsReadingDeps) {
    this.#deps = deps;
  }

  roles(): RoleInfo[] {
    return [...this.#deps.roleBook.all.keys()].map((key) => this.role(key));
  }

  /** Throws `not_found`. */
  role(key: string): RoleInfo {
    const { roleBook, people, teams } = this.#deps;
    const { name, description, inherits, permissions } = roleBook.get(key);
    return {
      key,
      name,
      description,
      isBuiltIn: roleBook.isBuiltIn(key),
      inherits: [...inherits],
      permissions: [...permissions],
      effective: [...roleBook.permissionsOf(key)],
      people: people().filter(({ role }) => role === key).length,
      teams: teams().filter(({ roles }) => roles.includes(key)).length,
    };
  }

  matrix(): RoleMatrix {
    const { roleBook } = this.#deps;
    const roles = [...roleBook.all.values()];
    const columns = roles.map(({ key, permissions }) => ({
      own: new Set(permissions),
      all: roleBook.permissionsOf(key),
    }));
    return {
      roles: roles.map(({ key, name }) => ({ key, name, isBuiltIn: roleBook.isBuiltIn(key) })),
      rows: PERMISSION_NAMES.map((permission) => {
        const [resource, action] = permission.split(':');
        const cells = columns.map(({ own, all }) => {
          if (own.has(permission)) return 'own' as const;
          return all.has(permission) ? ('inherited' as const) : ('no' as const);
        });
        return { permission, resource, action, sentence: PERMISSIONS[permission], cells };
      }),
    };
  }

  /** What a person may, and why. */
  person(userId: UserId, role: string): PersonRights {
    const { grants, rights, clock } = this.#deps;
    return {
      role,
      teamRoles: rights.teamRolesOf(userId),
      grants: grants.of(userId, clock()),
      effective: [...rights.standingOf(userId)],
    };
  }

  /** Who has a permission now. */
  holders(permission: Permission) {
    const { people, rights } = this.#deps;
    return people()
      .filter(({ userId }) => rights.permissionsOf(userId).has(permission))
      .map(({ userId, name, role }) => ({ userId, name, role }));
  }

  areaRights(): AreaRight[] {
    return this.#deps.areas.all(this.#deps.clock()).flatMap((right) => this.areaRight(right) ?? []);
  }

  /** With the subject's name; null when there is no such person or team any more. */
  areaRight({ area, subjectId, role, expiresMs }: AreaRole): AreaRight | null {
    const person = this.#deps.people().find(({ userId }) => userId === subjectId);
    const team = this.#deps.teams().find(({ teamId }) => teamId === subjectId);
    const name = person?.name ?? team?.name;
    if (name === undefined) return null;
    const kind = person === undefined ? 'team' : 'person';
    const subject = { kind, id: subjectId } as AreaRight['subject'];
    return { area, subject, subjectName: name, role, expiresMs };
  }
}
