import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

export const LEVELS = ['viewer', 'editor', 'owner'] as const;
/** What somebody may do with a thing that is shared: see it, change it, or also share and delete it. */
export type ShareLevel = (typeof LEVELS)[number];

export interface Share {
  readonly resourceType: string;
  readonly resourceId: string;
  /** A person's or a team's id. */
  readonly subjectId: string;
  readonly level: ShareLevel;
  readonly expiresMs: number | null;
}

/** With whom single things are shared, whatever kind of thing it is. */
export class Shares {
  readonly #deps: { store: Store };
  /** By type and id of the thing, then by subject. */
  readonly #shares = new Map<string, Map<string, Share>>();

  constructor(deps: { store: Store }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM shares')) {
      this.know({
        resourceType: String(row.resource_type),
        resourceId: String(row.resource_id),
        subjectId: String(row.subject_id),
        level: row.level as ShareLevel,
        expiresMs: row.expires_ms as number | null,
      });
    }
  }

  of(resourceType: string, resourceId: string, nowMs: number): Share[] {
    return [...(this.#shares.get(`${resourceType} ${resourceId}`)?.values() ?? [])].filter(
      ({ expiresMs }) => expiresMs === null || expiresMs > nowMs,
    );
  }

  /** The most that any of these subjects may do with the thing; null: nothing. */
  levelOf(
    resourceType: string,
    resourceId: string,
    subjects: readonly string[],
    nowMs: number,
  ): ShareLevel | null {
    const levels = this.of(resourceType, resourceId, nowMs)
      .filter(({ subjectId }) => subjects.includes(subjectId))
      .map(({ level }) => LEVELS.indexOf(level));
    return levels.length === 0 ? null : LEVELS[Math.max(...levels)];
  }

  /** The statement that keeps a share, to stand in the transaction of what it belongs to; then call `know`. */
  keeping({ resourceType, resourceId, subjectId, level, expiresMs }: Share): Statement {
    return {
      sql: `INSERT INTO shares VALUES (?, ?, ?, ?, ?) ON CONFLICT (resource_type, resource_id, subject_id)
        DO UPDATE SET level = excluded.level, expires_ms = excluded.expires_ms`,
      args: [resourceType, resourceId, subjectId, level, expiresMs],
    };
  }

  know(share: Share): void {
    const key = `${share.resourceType} ${share.resourceId}`;
    const shares = this.#shares.get(key) ?? new Map<string, Share>();
    this.#shares.set(key, shares.set(share.subjectId, share));
  }

  async give(share: Share, actor: Actor): Promise<void> {
    const { resourceType, resourceId, subjectId, level, expiresMs } = share;
    await this.#deps.store.record(
      [this.keeping(share)],
      [
        {
          event: 'sharing.given',
          actor,
          resourceId,
          details: { resourceType, subjectId, level, expiresMs },
        },
      ],
    );
    this.know(share);
  }

  /** False when there was none. */
  async take(
    { resourceType, resourceId, subjectId }: Omit<Share, 'level' | 'expiresMs'>,
    actor: Actor,
  ): Promise<boolean> {
    const done = await this.#deps.store.record(
      [
        {
          sql: 'DELETE FROM shares WHERE resource_type = ? AND resource_id = ? AND subject_id = ?',
          args: [resourceType, resourceId, subjectId],
          mustChange: true,
        },
      ],
      [{ event: 'sharing.taken', actor, resourceId, details: { resourceType, subjectId } }],
    );
    this.#shares.get(`${resourceType} ${resourceId}`)?.delete(subjectId);
    return done !== null;
  }

  /** What erases all shares of a subject. */
  erasing(subjectId: string): Statement[] {
    return [{ sql: 'DELETE FROM shares WHERE subject_id = ?', args: [subjectId] }];
  }

  erased(subjectId: string): void {
    for (const shares of this.#shares.values()) shares.delete(subjectId);
  }
}
