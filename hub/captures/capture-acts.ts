import type { CaptureLabelName } from '#schemas/captures/capture';
import { refused } from '#schemas/errors/refused';
import type { LabelEdit } from '#schemas/http/captures';
import type { CaptureId, PointId, UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { CaptureSpace } from './capture-space.ts';
import { deletingCaptures, pointsOfEach } from './deleting-captures.ts';
import type { OpenCaptures } from './open-captures.ts';

export interface CaptureActsDeps {
  readonly store: Store;
  readonly events: Events;
  readonly clock: Clock;
  readonly open: OpenCaptures;
  readonly space: CaptureSpace;
}

const AMONG = 'capture_id IN (SELECT value FROM json_each(?))';

/** What people do with captures that are there. */
export class CaptureActs {
  readonly #deps: CaptureActsDeps;

  constructor(deps: CaptureActsDeps) {
    this.#deps = deps;
  }

  /** Says what holds in these, and protects them. A healthy machine has no fault: each takes the place of the other. */
  async label(captureIds: readonly CaptureId[], edit: LabelEdit, actor: Actor): Promise<number> {
    const { clock } = this.#deps;
    const { label, confidence, note } = edit;
    const pointId = edit.pointId ?? '';
    const opposite = label === 'healthy' ? "label <> 'healthy'" : "label = 'healthy'";
    const ids = JSON.stringify(captureIds);
    const statements: Statement[] = [
      {
        sql: `DELETE FROM capture_labels WHERE ${AMONG} AND point_id = ? AND ${opposite}`,
        args: [ids, pointId],
      },
      ...captureIds.map((captureId) => ({
        sql: `INSERT INTO capture_labels VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (capture_id, label, point_id) DO UPDATE SET
          confidence = excluded.confidence, note = excluded.note, user_id = excluded.user_id, at_ms = excluded.at_ms`,
        args: [captureId, label, pointId, confidence, note, actor.userId, clock()],
      })),
      { sql: `UPDATE captures SET is_protected = 1 WHERE ${AMONG}`, args: [ids] },
    ];
    await this.#record(captureIds, statements, 'capture.labelled', actor, { label, confidence });
    return captureIds.length;
  }

  /** Throws `not_found`. It stays protected until somebody says otherwise. */
  async unlabel(
    captureId: CaptureId,
    { label, pointId }: { label: CaptureLabelName; pointId: PointId | null },
    actor: Actor,
  ): Promise<void> {
    const done = await this.#record(
      [captureId],
      [
        {
          sql: 'DELETE FROM capture_labels WHERE capture_id = ? AND label = ? AND point_id = ?',
          args: [captureId, label, pointId ?? ''],
          mustChange: true,
        },
      ],
      'capture.unlabelled',
      actor,
      { label },
    );
    if (!done) throw refused('capture_label_unknown');
  }

  async protect(
    captureIds: readonly CaptureId[],
    isProtected: boolean,
    actor: Actor,
  ): Promise<number> {
    const statement = {
      sql: `UPDATE captures SET is_protected = ? WHERE ${AMONG}`,
      args: [isProtected ? 1 : 0, JSON.stringify(captureIds)],
    };
    const event = isProtected ? 'capture.protected' : 'capture.released';
    await this.#record(captureIds, [statement], event, actor, {});
    return captureIds.length;
  }

  async note(captureId: CaptureId, note: string, actor: Actor): Promise<void> {
    const statement = {
      sql: 'UPDATE captures SET note = ? WHERE capture_id = ?',
      args: [note, captureId],
    };
    await this.#record([captureId], [statement], 'capture.noted', actor, {});
  }

  /** Deletes those that nobody protects, and gives their space back. */
  async remove(captureIds: readonly CaptureId[], actor: Actor) {
    const { store, events, open, space } = this.#deps;
    const free = await store.read(
      `SELECT capture_id, machine FROM captures WHERE ${AMONG} AND is_protected = 0`,
      [JSON.stringify(captureIds)],
    );
    const ids = free.map(({ capture_id }) => capture_id as CaptureId);
    if (ids.length > 0) {
      const gone = await pointsOfEach(store, ids);
      await this.#record(ids, deletingCaptures(ids), 'capture.deleted', actor, {});
      for (const captureId of ids) open.remove(captureId);
      events.emit('capturesGone', gone);
    }
    const freedBytes = await space.sweep();
    return { deleted: ids.length, kept: captureIds.length - ids.length, freedBytes };
  }

  /** What erases a person: labels stay as training data, and whose they were is gone. */
  erasing(userId: UserId): Statement[] {
    return ['captures', 'capture_labels'].map((table) => ({
      sql: `UPDATE ${table} SET user_id = NULL WHERE user_id = ?`,
      args: [userId],
    }));
  }

  /** Nothing of a person is in memory here. */
  erased(_userId: UserId): void {
    return;
  }

  async #record(
    captureIds: readonly CaptureId[],
    statements: readonly Statement[],
    event:
      | 'capture.labelled'
      | 'capture.unlabelled'
      | 'capture.protected'
      | 'capture.released'
      | 'capture.noted'
      | 'capture.deleted',
    actor: Actor,
    details: Record<string, string | number>,
  ): Promise<boolean> {
    const { store, events } = this.#deps;
    const done = await store.record(
      statements,
      captureIds.map((resourceId) => ({ event, actor, resourceId, details })),
    );
    if (done !== null && event !== 'capture.deleted') {
      events.emit('captures', { captureIds: [...captureIds] });
    }
    return done !== null;
  }
}
