import { refused } from '#schemas/errors/refused';
import { PLOT_NOTES_MAX, type PlotNote, type PlotNoteEdit } from '#schemas/http/plot-notes';
import { type CaptureId, newId, type PlotNoteId, type UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Row, Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

export interface PlotNotesDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** Null for somebody who is no longer there. */
  readonly nameOf: (userId: UserId) => string | null;
}

/** Notes pinned to plots of captures. They go with their capture, which the captures’ own deletion sees to. */
export class PlotNotes {
  readonly #deps: PlotNotesDeps;

  constructor(deps: PlotNotesDeps) {
    this.#deps = deps;
  }

  /** In the order of their making. */
  async of(captureId: CaptureId): Promise<PlotNote[]> {
    const rows = await this.#deps.store.read(
      'SELECT * FROM plot_notes WHERE capture_id = ? ORDER BY note_id',
      [captureId],
    );
    return rows.map((row) => this.#note(row));
  }

  /** Throws `conflict` when the capture has as many as it may, or is no longer there. */
  async add(captureId: CaptureId, edit: PlotNoteEdit, actor: Actor): Promise<PlotNote> {
    const { store, clock } = this.#deps;
    const noteId = newId('pn') as PlotNoteId;
    const { pointId, view, x, y, text } = edit;
    const done = await store.record(
      [
        {
          // In one statement with what it depends on: the capture may be deleted, or filled, at this moment.
          sql: `INSERT INTO plot_notes SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?
            WHERE EXISTS (SELECT 1 FROM captures WHERE capture_id = ?)
            AND (SELECT count(*) FROM plot_notes WHERE capture_id = ?) < ?`,
          args: [
            ...[noteId, captureId, pointId, view, x, y, text, actor.userId, clock()],
            ...[captureId, captureId, PLOT_NOTES_MAX],
          ],
          mustChange: true,
        },
      ],
      [{ event: 'capture.plot_noted', actor, resourceId: captureId, details: { noteId } }],
    );
    if (done === null) {
      throw refused('plot_notes_full', { count: PLOT_NOTES_MAX });
    }
    const [row] = await store.read('SELECT * FROM plot_notes WHERE note_id = ?', [noteId]);
    if (row === undefined) throw refused('capture_just_deleted');
    return this.#note(row);
  }

  /** Throws `not_found`. */
  async remove(captureId: CaptureId, noteId: PlotNoteId, actor: Actor): Promise<void> {
    const done = await this.#deps.store.record(
      [
        {
          sql: 'DELETE FROM plot_notes WHERE note_id = ? AND capture_id = ?',
          args: [noteId, captureId],
          mustChange: true,
        },
      ],
      [{ event: 'capture.plot_note_removed', actor, resourceId: captureId, details: { noteId } }],
    );
    if (done === null) throw refused('note_unknown');
  }

  /** What erases a person: notes stay, and whose they were is gone. */
  erasing(userId: UserId): Statement[] {
    return [{ sql: 'UPDATE plot_notes SET user_id = NULL WHERE user_id = ?', args: [userId] }];
  }

  /** Nothing of a person is in memory here. */
  erased(_userId: UserId): void {
    return;
  }

  #note(row: Row): PlotNote {
    const userId = row.user_id as UserId | null;
    return {
      noteId: row.note_id as PlotNoteId,
      captureId: row.capture_id as CaptureId,
      pointId: row.point_id as PlotNote['pointId'],
      view: row.view as PlotNote['view'],
      x: Number(row.x),
      y: row.y === null ? null : Number(row.y),
      text: String(row.text),
      userId,
      byName: (userId === null ? null : this.#deps.nameOf(userId)) ?? '',
      atMs: Number(row.at_ms),
    };
  }
}
