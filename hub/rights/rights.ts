import { PERMISSION_NAMES, type Permission } from '#schemas/access/permissions';
import { BUILT_IN_ROLES, permissionsOfRole, type Role } from '#schemas/access/roles';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

/** A right given to one person, or withheld, beside the role. */
export interface Grant {
  readonly permission: Permission;
  readonly effect: 'grant' | 'deny';
  readonly expiresMs: number | null;
}

export interface RightsDeps {
  readonly store: Store;
  readonly events: Events;
  readonly clock: Clock;
  /** The role of an account that may work, or null. */
  readonly roleOf: (userId: UserId) => string | null;
  /** Keys of the roles that the person has through teams. */
  readonly teamRolesOf: (userId: UserId) => readonly string[];
}

/** Who may do what: roles, their inheritance, and grants and denials of single persons. A denial wins over everything. */
export class Rights {
  readonly #deps: RightsDeps;
  readonly #roles = new Map<string, Role>(Object.entries(BUILT_IN_ROLES));
  readonly #grants = new Map<string, Map<Permission, Grant>>();

  constructor(deps: RightsDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const { store } = this.#deps;
    for (const row of await store.read('SELECT * FROM roles')) {
      const role = roleOf(row);
      this.#roles.set(role.key, role);
    }
    for (const row of await store.read('SELECT * FROM grants')) {
      this.#know(String(row.user_id), {
        permission: row.permission as Permission,
        effect: row.effect as Grant['effect'],
        expiresMs: row.expires_ms as number | null,
      });
    }
  }

  get roles(): ReadonlyMap<string, Role> {
    return this.#roles;
  }

  /** What the person may now; nothing while the account may not work. */
  permissionsOf(userId: UserId): ReadonlySet<Permission> {
    const role = this.#deps.roleOf(userId);
    return role === null ? new Set() : this.permissionsWith(userId, role);
  }

  /** What the person would be allowed with that role, also while the account may not work. */
  permissionsWith(userId: UserId, role: string): ReadonlySet<Permission> {
    const allowed = new Set<Permission>();
    for (const key of [role, ...this.#deps.teamRolesOf(userId)]) {
      for (const permission of permissionsOfRole(key, this.#roles)) allowed.add(permission);
    }
    const nowMs = this.#deps.clock();
    const grants = [...(this.#grants.get(userId)?.values() ?? [])].filter(
      ({ expiresMs }) => expiresMs === null || expiresMs > nowMs,
    );
    for (const { permission, effect } of grants) if (effect === 'grant') allowed.add(permission);
    for (const { permission, effect } of grants) if (effect === 'deny') allowed.delete(permission);
    return new Set(PERMISSION_NAMES.filter((permission) => allowed.has(permission)));
  }

  #know(userId: string, grant: Grant): void {
    const grants = this.#grants.get(userId) ?? new Map<Permission, Grant>();
    this.#grants.set(userId, grants.set(grant.permission, grant));
  }
}

function roleOf(row: Row): Role {
  return {
    key: String(row.role_key),
    name: String(row.name),
    description: String(row.description),
    inherits: JSON.parse(String(row.inherits)),
    permissions: JSON.parse(String(row.permissions)),
  };
}
