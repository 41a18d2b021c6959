import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import { CaptureId, PlotNoteId, PointId, UserId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/** The plots that a note can be pinned to. */
export const NOTED_PLOTS = [
  'waveform',
  'spectrum',
  'envelope',
  'spectrogram',
  'waterfall',
] as const;
/** No plot of a capture has more notes. */
export const PLOT_NOTES_MAX = 200;

export const PlotNoteEdit = z.strictObject({
  /** Of one point, or null: of all that are shown. */
  pointId: PointId.nullable(),
  view: z.enum(NOTED_PLOTS),
  /** Where on the axis: Hz, or of a waveform seconds from its first sample. */
  x: z.number().nonnegative().max(10_000_000),
  /** When on a spectrogram: seconds from the first sample; null: the whole line at `x`, and on every other plot. */
  y: z.number().nonnegative().max(10_000_000).nullable().default(null),
  text: z.string().trim().min(1).max(500),
});
export type PlotNoteEdit = z.infer<typeof PlotNoteEdit>;

/** What somebody pinned to a place of a plot of a capture. */
export const PlotNote = PlotNoteEdit.extend({
  noteId: PlotNoteId,
  captureId: CaptureId,
  userId: UserId.nullable(),
  byName: z.string().max(80),
  atMs: TimeMs,
});
export type PlotNote = z.infer<typeof PlotNote>;

const Params = z.object({ captureId: CaptureId });

export const PLOT_NOTE_ROUTES = {
  plotNotes: {
    method: 'GET',
    path: '/api/v1/captures/:captureId/plot-notes',
    permission: 'capture:read',
    within: { 'params.captureId': 'capture' },
    tag: 'captures',
    summary: 'Notes on the plots of a capture, in the order of their making.',
    params: Params,
    answer: z.strictObject({ notes: z.array(PlotNote) }),
    errors: ['not_found'],
  },
  addPlotNote: {
    method: 'POST',
    path: '/api/v1/captures/:captureId/plot-notes',
    permission: 'capture:read',
    within: { 'params.captureId': 'capture' },
    alsoIn: 'capture:label',
    tag: 'captures',
    summary: 'Pins a note to a plot: with capture:label, everywhere or in the areas of its points.',
    params: Params,
    body: PlotNoteEdit,
    status: 201,
    answer: PlotNote,
    idempotent: true,
    errors: ['not_found', 'forbidden', 'conflict'],
  },
  removePlotNote: {
    method: 'DELETE',
    path: '/api/v1/captures/:captureId/plot-notes/:noteId',
    permission: 'capture:read',
    within: { 'params.captureId': 'capture' },
    alsoIn: 'capture:label',
    tag: 'captures',
    summary: 'Takes a note off again.',
    params: Params.extend({ noteId: PlotNoteId }),
    errors: ['not_found', 'forbidden'],
  },
} as const satisfies Record<string, RouteRow>;
