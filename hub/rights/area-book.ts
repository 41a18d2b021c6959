import type { Subject } from '#schemas/http/rights';
import type { TeamId, UserId } from '#schemas/ids/ids';
import type { Events } from '../events.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

export interface AreaRole {
  readonly area: string;
  readonly subjectId: UserId | TeamId;
  readonly role: string;
  readonly expiresMs: number | null;
}

/** Roles that hold within one area of the plant only, often for a time: a shutdown, a stand-in. */
export class AreaBook {
  readonly #deps: { store: Store; events: Events };
  #roles: AreaRole[] = [];

  constructor(deps: { store: Store; events: Events }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const rows = await this.#deps.store.read('SELECT * FROM area_rights ORDER BY area, subject_id');
    this.#roles = rows.map((row) => ({
      area: String(row.area),
      subjectId: row.subject_id as UserId | TeamId,
      role: String(row.role),
      expiresMs: row.expires_ms as number | null,
    }));
  }

  /** All that hold at this time. */
  all(nowMs: number): AreaRole[] {
    return this.#roles.filter(({ expiresMs }) => expiresMs === null || expiresMs > nowMs);
  }

  /** The role of this subject in the area, run out or not; null: none. */
  roleOf(area: string, subjectId: string): string | null {
    const found = this.#roles.find((one) => one.area === area && one.subjectId === subjectId);
    return found?.role ?? null;
  }

  async set(
    right: Omit<AreaRole, 'subjectId'> & { subject: Subject },
    actor: Actor,
  ): Promise<void> {
    const { area, subject, role, expiresMs } = right;
    await this.#deps.store.record(
      [
        {
          sql: `INSERT INTO area_rights VALUES (?, ?, ?, ?) ON CONFLICT (area, subject_id) DO UPDATE
            SET role = excluded.role, expires_ms = excluded.expires_ms`,
          args: [area, subject.id, role, expiresMs],
        },
      ],
      [
        {
          event: 'area_right.given',
          actor,
          resourceId: subject.id,
          details: { area, role, expiresMs },
        },
      ],
    );
    const others = this.#roles.filter((one) => one.area !== area || one.subjectId !== subject.id);
    this.#roles = [...others, { area, subjectId: subject.id, role, expiresMs }];
    this.#deps.events.emit('rightsChanged', {});
  }

  /** False when there was none. */
  async remove(area: string, subjectId: string, actor: Actor): Promise<boolean> {
    const done = await this.#deps.store.record(
      [
        {
          sql: 'DELETE FROM area_rights WHERE area = ? AND subject_id = ?',
          args: [area, subjectId],
          mustChange: true,
        },
      ],
      [{ event: 'area_right.taken', actor, resourceId: subjectId, details: { area } }],
    );
    this.#forget((one) => one.area === area && one.subjectId === subjectId);
    return done !== null;
  }

  /** What erases all of a person or team. */
  erasing(subjectId: string): Statement[] {
    return [{ sql: 'DELETE FROM area_rights WHERE subject_id = ?', args: [subjectId] }];
  }

  erased(subjectId: string): void {
    this.#forget((one) => one.subjectId === subjectId);
  }

  #forget(which: (one: AreaRole) => boolean): void {
    this.#roles = this.#roles.filter((one) => !which(one));
    this.#deps.events.emit('rightsChanged', {});
  }
}
