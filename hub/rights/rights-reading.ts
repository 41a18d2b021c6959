import { PERMISSION_NAMES, PERMISSIONS, type Permission } from '#schemas/access/permissions';
import type { PageQuery } from '#schemas/http/page';
import type { AreaRight, PersonRights, RoleInfo, RoleMatrix } from '#schemas/http/rights';
import type { TeamId, UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import { type ListShape, listPage } from '../store/list-page.ts';
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
  /** The path of a node of the plant's tree, or null when it is not there. */
  readonly pathOf: (nodeId: string) => string | null;
  /** All teams, with the roles that each has. */
  readonly teams: () => readonly { teamId: TeamId; name: string; roles: readonly string[] }[];
}

const areaRightsShape = (nameOf: (role: string) => string): ListShape<AreaRight> => ({
  columns: {
    who: ({ subjectName }) => subjectName,
    kind: ({ subject }) => subject.kind,
    area: ({ areaName }) => areaName,
    role: ({ role }) => nameOf(role),
    until: ({ expiresMs }) => expiresMs,
  },
  // A cursor has to fit into an address, and names of areas are long.
  idOf: ({ area, subject }) => `${subject.id} ${Bun.hash(area).toString(36)}`,
  sortedBy: 'area',
});

interface Named {
  readonly kind: 'person' | 'team';
  readonly name: string;
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
    const { grants, rights, areas, teams, clock } = this.#deps;
    const subjects = new Set(rights.subjectsOf(userId));
    return {
      role,
      teamRoles: teams()
        .filter(({ teamId }) => subjects.has(teamId))
        .flatMap(({ teamId, name, roles }) =>
          roles.map((key) => ({ role: key, teamId, teamName: name })),
        ),
      grants: grants.of(userId, clock()),
      areaRights: areas
        .all(clock())
        .filter(({ subjectId }) => subjects.has(subjectId))
        .flatMap((right) => this.areaRight(right) ?? []),
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

  /** The roles within areas, by the page. Throws `request_invalid`. */
  areaRights({ area, q = '', ...page }: PageQuery & { area?: string }) {
    const words = q.toLowerCase();
    const subjects = this.#subjects();
    const { areas, roleBook, clock } = this.#deps;
    const nameOf = (role: string) => roleBook.all.get(role)?.name ?? role;
    const all = areas.all(clock());
    const fitting = all
      .flatMap((right) => this.areaRight(right, subjects) ?? [])
      .filter((right) => area === undefined || right.area === area)
      .filter(({ subjectName, role, ...right }) =>
        `${subjectName} ${right.areaName} ${role} ${nameOf(role)}`.toLowerCase().includes(words),
      );
    return listPage(fitting, page, areaRightsShape(nameOf));
  }

  /** Areas in which somebody has a role. */
  areasWithRights(): string[] {
    return [...new Set(this.#deps.areas.all(this.#deps.clock()).map(({ area }) => area))];
  }

  /** With the subject's name; null when there is no such person or team any more. */
  areaRight(
    { area, subjectId, role, expiresMs }: AreaRole,
    subjects: ReadonlyMap<string, Named> = this.#subjects(),
  ): AreaRight | null {
    const found = subjects.get(subjectId);
    if (found === undefined) return null;
    const subject = { kind: found.kind, id: subjectId } as AreaRight['subject'];
    const areaName = this.#deps.pathOf(area) ?? area;
    return { area, areaName, subject, subjectName: found.name, role, expiresMs };
  }

  /** Everybody who can have a right within an area, by id. */
  #subjects(): ReadonlyMap<string, Named> {
    const { people, teams } = this.#deps;
    return new Map<string, Named>([
      ...teams().map(({ teamId, name }) => [teamId, { kind: 'team', name }] as const),
      ...people().map(({ userId, name }) => [userId, { kind: 'person', name }] as const),
    ]);
  }
}
