import { refused } from '#schemas/errors/refused';
import { PlantChangeId, type UserId } from '#schemas/ids/ids';
import type { PlantChange } from '#schemas/plant/plant-change';
import type { Row, Statement } from '../../store/statement.ts';
import type { Store } from '../../store/store.ts';
import type { PlantEdit } from '../tree/plant-edit.ts';
import type { ShownChange } from './change-meta.ts';

export interface KeptChange {
  readonly changeId: PlantChangeId;
  readonly atMs: number;
  readonly userId: UserId | null;
  readonly shown: ShownChange;
}

/** What a change has to do with. */
export interface ChangeReach {
  /** Nodes and points that it touched, with all above them. */
  readonly targets: ReadonlySet<string>;
  /** Where it was done: whoever sees it sees each of these. */
  readonly places: readonly (readonly string[])[];
}

/** Rows in one statement: SQLite takes no more than 32 766 arguments. */
const TARGETS_AT_ONCE = 500;

/** No place of it is outside these scopes. A change always has a place. */
const WITHIN = `NOT EXISTS (SELECT 1 FROM json_each(places) AS place WHERE NOT EXISTS (
  SELECT 1 FROM json_each(place.value) AS scope WHERE scope.value IN (SELECT value FROM json_each(?))))`;

/** What people did to the plant, kept for good. */
export class ChangeBook {
  readonly #deps: { store: Store; nameOf: (userId: UserId) => string | null };

  constructor(deps: { store: Store; nameOf: (userId: UserId) => string | null }) {
    this.#deps = deps;
  }

  /** The statements that keep a change, to stand in the transaction of what it did. */
  keeping(
    { changeId, atMs, userId, shown }: KeptChange,
    edit: PlantEdit,
    { targets, places }: ChangeReach,
  ): Statement[] {
    const ids = [...targets];
    const chunks = Array.from({ length: Math.ceil(ids.length / TARGETS_AT_ONCE) }, (_, i) =>
      ids.slice(i * TARGETS_AT_ONCE, (i + 1) * TARGETS_AT_ONCE),
    );
    return [
      {
        sql: 'INSERT INTO plant_changes VALUES (?, ?, ?, ?, ?, NULL, ?)',
        args: [
          ...[changeId, atMs, userId, JSON.stringify(shown), JSON.stringify(edit)],
          JSON.stringify(places),
        ],
      },
      ...chunks.map((chunk) => ({
        sql: `INSERT INTO plant_change_targets VALUES ${chunk.map(() => '(?, ?)').join(', ')}`,
        args: chunk.flatMap((targetId) => [targetId, changeId]),
      })),
    ];
  }

  /** Notes that one change was undone by another; nothing of the transaction is kept when it was already. */
  undone(changeId: string, by: PlantChangeId): Statement {
    return {
      sql: 'UPDATE plant_changes SET undone_by = ? WHERE change_id = ? AND undone_by IS NULL',
      args: [by, changeId],
      mustChange: true,
    };
  }

  /** What it did; throws `not_found`, and `conflict` when it was undone already. */
  async editOf(changeId: string): Promise<{ edit: PlantEdit; shown: ShownChange }> {
    const [row] = await this.#deps.store.read('SELECT * FROM plant_changes WHERE change_id = ?', [
      changeId,
    ]);
    if (row === undefined) throw refused('change_unknown');
    if (row.undone_by !== null) throw refused('change_undone');
    return { edit: JSON.parse(String(row.edit)), shown: JSON.parse(String(row.shown)) };
  }

  /** Where it was done. Throws `not_found`. */
  async placesOf(changeId: string): Promise<string[][]> {
    const [row] = await this.#deps.store.read(
      'SELECT places FROM plant_changes WHERE change_id = ?',
      [changeId],
    );
    if (row === undefined) throw refused('change_unknown');
    return JSON.parse(String(row.places));
  }

  /**
   * Newest first, of everything or of what has to do with one node or point; `scopes`: only what was done wholly within these.
   */
  async page({
    limit,
    cursor,
    targetId,
    scopes = null,
  }: {
    limit: number;
    cursor?: string | undefined;
    targetId?: string | undefined;
    scopes?: readonly string[] | null;
  }): Promise<{ items: PlantChange[]; nextCursor: string | null; total: null }> {
    if (cursor !== undefined && !PlantChangeId.safeParse(cursor).success) {
      throw refused('cursor_wrong');
    }
    const from =
      targetId === undefined
        ? 'plant_changes'
        : 'plant_change_targets JOIN plant_changes USING (change_id)';
    const where = [
      ...(targetId === undefined ? [] : ['target_id = ?']),
      ...(cursor === undefined ? [] : ['change_id < ?']),
      ...(scopes === null ? [] : [WITHIN]),
    ];
    const rows = await this.#deps.store.read(
      `SELECT change_id, at_ms, user_id, shown, undone_by FROM ${from}
        ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY change_id DESC LIMIT ?`,
      [
        ...(targetId === undefined ? [] : [targetId]),
        ...(cursor === undefined ? [] : [cursor]),
        ...(scopes === null ? [] : [JSON.stringify(scopes)]),
        limit + 1,
      ],
    );
    const items = rows.slice(0, limit).map((row) => this.#shown(row));
    const last = items.at(-1);
    return {
      items,
      nextCursor: rows.length > limit && last !== undefined ? last.changeId : null,
      total: null,
    };
  }

  /** As screens see it. */
  shownOf({ changeId, atMs, userId, shown }: KeptChange): PlantChange {
    const by = userId === null ? null : this.#deps.nameOf(userId);
    return { changeId, atMs, by, ...shown, undoneBy: null };
  }

  #shown(row: Row): PlantChange {
    const kept = {
      changeId: row.change_id as PlantChangeId,
      atMs: Number(row.at_ms),
      userId: row.user_id as UserId | null,
      shown: JSON.parse(String(row.shown)),
    };
    return { ...this.shownOf(kept), undoneBy: row.undone_by as PlantChangeId | null };
  }
}
