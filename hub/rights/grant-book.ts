import type { Permission } from '#schemas/access/permissions';
import type { UserId } from '#schemas/ids/ids';
import type { Events } from '../events.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

/** A right given to one person, or withheld, beside the role. */
export interface Grant {
  readonly permission: Permission;
  readonly effect: 'grant' | 'deny';
  readonly expiresMs: number | null;
}

/** Grants and denials of single persons. */
export class GrantBook {
  readonly #deps: { store: Store; events: Events };
  readonly #grants = new Map<string, Map<Permission, Grant>>();

  constructor(deps: { store: Store; events: Events }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM grants')) {
      this.#know(row.user_id as UserId, {
        permission: row.permission as Permission,
        effect: row.effect as Grant['effect'],
        expiresMs: row.expires_ms as number | null,
      });
    }
  }

  /** Those that hold at this time. */
  of(userId: UserId, nowMs: number): Grant[] {
    return [...(this.#grants.get(userId)?.values() ?? [])].filter(
      ({ expiresMs }) => expiresMs === null || expiresMs > nowMs,
    );
  }

  async set(userId: UserId, grant: Grant, actor: Actor): Promise<void> {
    const { permission, effect, expiresMs } = grant;
    await this.#deps.store.record(
      [
        {
          sql: `INSERT INTO grants VALUES (?, ?, ?, ?) ON CONFLICT (user_id, permission) DO UPDATE
            SET effect = excluded.effect, expires_ms = excluded.expires_ms`,
          args: [userId, permission, effect, expiresMs],
        },
      ],
      [
        {
          event: effect === 'grant' ? 'permission.granted' : 'permission.denied',
          actor,
          resourceId: userId,
          details: { permission, expiresMs },
        },
      ],
    );
    this.#know(userId, grant);
    this.#deps.events.emit('personChanged', { userId });
  }

  /** False when there was none. */
  async remove(userId: UserId, permission: Permission, actor: Actor): Promise<boolean> {
    const done = await this.#deps.store.record(
      [
        {
          sql: 'DELETE FROM grants WHERE user_id = ? AND permission = ?',
          args: [userId, permission],
          mustChange: true,
        },
      ],
      [{ event: 'permission.reset', actor, resourceId: userId, details: { permission } }],
    );
    this.#grants.get(userId)?.delete(permission);
    this.#deps.events.emit('personChanged', { userId });
    return done !== null;
  }

  /** What erases all of a person. */
  erasing(userId: UserId): Statement[] {
    return [{ sql: 'DELETE FROM grants WHERE user_id = ?', args: [userId] }];
  }

  erased(userId: UserId): void {
    this.#grants.delete(userId);
  }

  #know(userId: UserId, grant: Grant): void {
    const grants = this.#grants.get(userId) ?? new Map<Permission, Grant>();
    this.#grants.set(userId, grants.set(grant.permission, grant));
  }
}
