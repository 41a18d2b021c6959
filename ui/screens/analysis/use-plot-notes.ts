import { PLOT_NOTE_ROUTES, type PlotNote, type PlotNoteEdit } from '#schemas/http/plot-notes';
import type { CaptureId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';

/** The notes of captures, and what one does with them. */
export interface PlotNotesHere {
  readonly list: readonly PlotNote[];
  readonly failed: boolean;
  readonly reload: () => void;
  readonly add: (captureId: CaptureId, edit: PlotNoteEdit) => Promise<void>;
  readonly remove: (note: PlotNote) => Promise<void>;
}

/** Capture after capture, each in the order of their making; none of what is seen live. */
export function usePlotNotes(captureIds: readonly CaptureId[]): PlotNotesHere {
  const { session } = useApp();
  const mayRead = session.mayAnywhere('capture:read');
  const { state, reload } = useLoad(
    async (signal) => {
      if (!mayRead) return [];
      const lists = await Promise.all(
        captureIds.map((captureId) =>
          request(PLOT_NOTE_ROUTES.plotNotes, { params: { captureId }, signal }),
        ),
      );
      return lists.flatMap(({ notes }) => notes);
    },
    [captureIds.join()],
  );
  const loaded = state.value;
  return {
    list: loaded.kind === 'ready' ? loaded.value : [],
    failed: loaded.kind === 'failed',
    reload,
    add: async (captureId, body) => {
      const idempotencyKey = crypto.randomUUID();
      await request(PLOT_NOTE_ROUTES.addPlotNote, { params: { captureId }, body, idempotencyKey });
      reload();
    },
    remove: async ({ captureId, noteId }) => {
      await request(PLOT_NOTE_ROUTES.removePlotNote, { params: { captureId, noteId } });
      reload();
    },
  };
}
