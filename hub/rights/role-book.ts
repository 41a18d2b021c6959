import { governs } from '#schemas/access/governing';
import type { Permission } from '#schemas/access/permissions';
import { BUILT_IN_ROLES, permissionsOfRole, type Role } from '#schemas/access/roles';
import { refused } from '#schemas/errors/refused';
import type { RoleDraft, RolePatch } from '#schemas/http/rights';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Actor } from '../store/actor.ts';
import type { Json } from '../store/audit-entry.ts';
import type { Row, Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

export interface RoleBookDeps {
  readonly store: Store;
  readonly events: Events;
  readonly clock: Clock;
  /** Where the role is in use: people, teams, areas. */
  readonly usesOf: (role: string) => number;
  /** Whether a team has the role, or somebody has it within an area. */
  readonly isShared: (role: string) => boolean;
}

/** Who makes or changes a role. */
export interface RoleMaker {
  readonly isAdministrator: boolean;
  /** What the maker may, and may give to others. */
  readonly may: ReadonlySet<Permission>;
}

/** The roles of this site: those that every Tremolo has, which never change, and its own. */
export class RoleBook {
  readonly #deps: RoleBookDeps;
  readonly #roles = new Map<string, Role>(Object.entries(BUILT_IN_ROLES));

  constructor(deps: RoleBookDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM roles')) {
      const role = roleOf(row);
      this.#roles.set(role.key, role);
    }
  }

  get all(): ReadonlyMap<string, Role> {
    return this.#roles;
  }

  /** The role. Throws `not_found`. */
  get(key: string): Role {
    const role = this.#roles.get(key);
    if (role === undefined) throw refused('role_unknown');
    return role;
  }

  isBuiltIn(key: string): boolean {
    return Object.hasOwn(BUILT_IN_ROLES, key);
  }

  /** What the role comes to, inherited permissions included. */
  permissionsOf(key: string): ReadonlySet<Permission> {
    return permissionsOfRole(key, this.#roles);
  }

  /** Makes a role. Throws `conflict` when there is one of that key, `forbidden` when it holds more than its maker may give. */
  async make(draft: RoleDraft, maker: RoleMaker, actor: Actor): Promise<Role> {
    if (this.#roles.has(draft.key)) {
      throw refused('role_key_taken');
    }
    this.#checkInheritance(draft);
    this.#checkReach(draft, maker);
    const insert: Statement = {
      sql: 'INSERT INTO roles SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM roles WHERE role_key = ?)',
      args: [...this.#values(draft), draft.key],
      mustChange: true,
    };
    const entry = {
      event: 'role.created' as const,
      actor,
      resourceId: draft.key,
      details: { after: said(draft) },
    };
    if ((await this.#deps.store.record([insert], [entry])) === null) {
      throw refused('role_key_taken');
    }
    return this.#know(draft);
  }

  /**
   * Changes a role of the site. Throws `not_found`, `forbidden` as `make` does, `conflict` for a built-in role, and for one of a
   * team or area that would look after others from now on: it is taken from them first.
   */
  async edit(key: string, patch: RolePatch, maker: RoleMaker, actor: Actor): Promise<Role> {
    const before = this.#own(key);
    const after: Role = { ...before, ...patch };
    this.#checkInheritance(after);
    // As it was, too: who may less than a role would otherwise disarm those who have it.
    this.#checkReach(before, maker);
    this.#checkReach(after, maker);
    this.#checkShared(after);
    const [, ...values] = this.#values(after);
    await this.#deps.store.record(
      [
        {
          sql: 'UPDATE roles SET name = ?, description = ?, inherits = ?, permissions = ?, changed_ms = ? WHERE role_key = ?',
          args: [...values, key],
          mustChange: true,
        },
      ],
      [
        {
          event: 'role.changed',
          actor,
          resourceId: key,
          details: { before: said(before), after: said(after) },
        },
      ],
    );
    return this.#know(after);
  }

  /** Deletes a role of the site that is used nowhere. Throws `not_found`, `conflict`. */
  async delete(key: string, actor: Actor): Promise<void> {
    const before = this.#own(key);
    const heirs = [...this.#roles.values()].filter(({ inherits }) => inherits.includes(key));
    if (this.#deps.usesOf(key) + heirs.length > 0) {
      throw refused('role_in_use');
    }
    await this.#deps.store.record(
      [{ sql: 'DELETE FROM roles WHERE role_key = ?', args: [key], mustChange: true }],
      [{ event: 'role.deleted', actor, resourceId: key, details: { before: said(before) } }],
    );
    this.#roles.delete(key);
    this.#deps.events.emit('rightsChanged', {});
  }

  #own(key: string): Role {
    const role = this.get(key);
    if (!this.isBuiltIn(key)) return role;
    throw refused('role_built_in');
  }

  /** No role inherits itself, or what is not there. */
  #checkInheritance(draft: Role): void {
    const roles = this.#with(draft);
    for (const parent of draft.inherits) {
      if (!this.#roles.has(parent)) {
        throw refused('role_parent_unknown', { role: parent });
      }
      if (inheritsFrom(parent, draft.key, roles)) {
        throw refused('role_from_itself');
      }
    }
  }

  /** Nobody makes a role that may more than himself, and only administrators one that looks after others. */
  #checkReach(role: Role, { may, isAdministrator }: RoleMaker): void {
    const permissions = [...permissionsOfRole(role.key, this.#with(role))];
    const more = permissions.filter((one) => !may.has(one));
    if (more.length > 0) {
      throw refused('give_beyond_own', { rights: more.join(', ') });
    }
    if (governs(permissions) && !isAdministrator) {
      throw refused('role_governing');
    }
  }

  /** A role that a team or area has, by itself or through an heir, never comes to look after others. */
  #checkShared(draft: Role): void {
    const roles = this.#with(draft);
    const raised = [...roles.keys()].find(
      (key) =>
        this.#deps.isShared(key) &&
        governs(permissionsOfRole(key, roles)) &&
        !governs(this.permissionsOf(key)),
    );
    if (raised === undefined) return;
    throw refused('role_raised', { role: raised });
  }

  #with(draft: Role): ReadonlyMap<string, Role> {
    return new Map(this.#roles).set(draft.key, draft);
  }

  #values({ key, name, description, inherits, permissions }: Role) {
    const lists = [inherits, permissions].map((list) => JSON.stringify(list));
    return [key, name, description, ...lists, this.#deps.clock()];
  }

  #know({ key, name, description, inherits, permissions }: Role): Role {
    const role = { key, name, description, inherits, permissions };
    this.#roles.set(key, role);
    this.#deps.events.emit('rightsChanged', {});
    return role;
  }
}

function inheritsFrom(role: string, wanted: string, roles: ReadonlyMap<string, Role>): boolean {
  const seen = new Set<string>();
  const visit = (key: string): boolean => {
    if (key === wanted) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return roles.get(key)?.inherits.some(visit) ?? false;
  };
  return visit(role);
}

function said({ name, description, inherits, permissions }: Role): Record<string, Json> {
  return { name, description, inherits, permissions };
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
