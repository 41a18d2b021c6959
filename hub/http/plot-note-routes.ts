import { refused } from '#schemas/errors/refused';
import { PLOT_NOTE_ROUTES } from '#schemas/http/plot-notes';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';

/** Notes on plots of captures. Whoever may label a capture may note it. */
export function plotNoteRoutes(flows: Flows): Route[] {
  const { plotNotes, captureReading } = flows.rooms;
  return [
    route(PLOT_NOTE_ROUTES.plotNotes, async ({ params }) => {
      const { captureId } = await captureReading.one(params.captureId);
      return { notes: await plotNotes.of(captureId) };
    }),
    route(PLOT_NOTE_ROUTES.addPlotNote, async ({ params, body, actor }) => {
      const { tracks } = await captureReading.one(params.captureId);
      const isOfIt = tracks.some(({ pointId }) => pointId === body.pointId);
      if (body.pointId !== null && !isOfIt) {
        throw refused('capture_point_unknown');
      }
      return plotNotes.add(params.captureId, body, actor);
    }),
    route(PLOT_NOTE_ROUTES.removePlotNote, async ({ params, actor }) => {
      await captureReading.one(params.captureId);
      await plotNotes.remove(params.captureId, params.noteId, actor);
    }),
  ];
}
