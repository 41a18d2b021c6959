import { PLOT_NOTE_ROUTES, type PlotNote, type PlotNoteEdit } from '#schemas/http/plot-notes';
import type { CaptureId, PlotNoteId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';

/** The notes of a capture, and what one does with them. */
export interface PlotNotesHere {
  readonly list: readonly PlotNote[];
  readonly failed: boolean;
  readonly reload: () => void;
  readonly add: (edit: PlotNoteEdit) => Promise<void>;
  readonly remove: (noteId: PlotNoteId) => Promise<void>;
}

/** None of what is seen live. */
export function usePlotNotes(captureId: CaptureId | null): PlotNotesHere {
  const { session } = useApp();
  const mayRead = session.mayAnywhere('capture:read');
  const { state, reload } = useLoad(
    async (signal) => {
      if (captureId === null || !mayRead) return [];
      const params = { captureId };
      return (await request(PLOT_NOTE_ROUTES.plotNotes, { params, signal })).notes;
    },
    [captureId],
  );
  const loaded = state.value;
  return {
    list: loaded.kind === 'ready' ? loaded.value : [],
    failed: loaded.kind === 'failed',
    reload,
    add: async (body) => {
      if (captureId === null) return;
      const idempotencyKey = crypto.randomUUID();
      await request(PLOT_NOTE_ROUTES.addPlotNote, { params: { captureId }, body, idempotencyKey });
      reload();
    },
    remove: async (noteId) => {
      if (captureId === null) return;
      await request(PLOT_NOTE_ROUTES.removePlotNote, { params: { captureId, noteId } });
      reload();
    },
  };
}
