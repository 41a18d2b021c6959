import { TremoloError } from '#schemas/errors/tremolo-error';
import { PLOT_NOTE_ROUTES } from '#schemas/http/plot-notes';
import type { CaptureId } from '#schemas/ids/ids';
import type { Principal } from '../access/principal.ts';
import { refuseUnseenCapture } from '../capture-sight.ts';
import type { Flows } from '../flows.ts';
import { scopesOfPoint } from '../plant-view.ts';
import { type Route, route } from './route.ts';

/** Notes on plots of captures. Whoever may label a capture may note it. */
export function plotNoteRoutes(flows: Flows): Route[] {
  const { plotNotes, captureReading, assets } = flows.rooms;
  const needsAt = async (principal: Principal, captureId: CaptureId) => {
    const { tracks } = await captureReading.one(captureId);
    for (const { pointId } of tracks) {
      const point = assets.evenRemoved(pointId);
      const scopes = point === null ? [] : scopesOfPoint(flows.rooms, point);
      if (flows.identity.mayIn(principal, 'capture:label', scopes)) continue;
      throw new TremoloError('forbidden', 'Your account may not note captures here.');
    }
  };
  return [
    route(PLOT_NOTE_ROUTES.plotNotes, async ({ params, principal }) => {
      await refuseUnseenCapture(flows.rooms, principal, params.captureId);
      const { captureId } = await captureReading.one(params.captureId);
      return { notes: await plotNotes.of(captureId) };
    }),
    route(PLOT_NOTE_ROUTES.addPlotNote, async ({ params, body, principal, actor }) => {
      await needsAt(principal, params.captureId);
      return plotNotes.add(params.captureId, body, actor);
    }),
    route(PLOT_NOTE_ROUTES.removePlotNote, async ({ params, principal, actor }) => {
      await needsAt(principal, params.captureId);
      await plotNotes.remove(params.captureId, params.noteId, actor);
    }),
  ];
}
