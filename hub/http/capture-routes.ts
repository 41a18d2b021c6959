import { refused } from '#schemas/errors/refused';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import { pointsWithCaptures, refuseUnseenCapture } from '../capture-sight.ts';
import { exportCapture } from '../captures/exports/export-capture.ts';
import { unpackTrack } from '../captures/open-track.ts';
import type { Flows } from '../flows.ts';
import { sightOf } from '../sight.ts';
import { type Route, route } from './route.ts';
import { streamedFile } from './streamed-file.ts';

const OCTETS = 'application/octet-stream';

/** Captured waveforms: the list, samples, exports, and what people do with them. */
export function captureRoutes(flows: Flows): Route[] {
  const { captureActs, captureDesk, captureReading, captureRules, captureSpace } = flows.rooms;
  const { objects, assets, captureDatasets } = flows.rooms;
  return [
    route(CAPTURE_ROUTES.captures, ({ query, principal }) =>
      captureReading.page(query, pointsWithCaptures(flows.rooms, principal)),
    ),
    route(CAPTURE_ROUTES.captureStorage, () => captureSpace.state()),
    route(CAPTURE_ROUTES.captureRules, ({ principal }) => {
      const sight = sightOf(flows.rooms, principal, 'capture:read');
      const rules = captureRules.all();
      return { rules: sight === null ? rules : rules.filter(({ nodeId }) => sight.node(nodeId)) };
    }),
    route(CAPTURE_ROUTES.addCaptureRule, ({ body, actor }) => captureRules.add(body, actor)),
    route(CAPTURE_ROUTES.editCaptureRule, ({ params, body, actor }) =>
      captureRules.edit(params.ruleId, body, actor),
    ),
    route(CAPTURE_ROUTES.deleteCaptureRule, ({ params, actor }) =>
      captureRules.remove(params.ruleId, actor),
    ),
    route(CAPTURE_ROUTES.capture, ({ params }) => captureReading.one(params.captureId)),
    route(CAPTURE_ROUTES.captureSamples, async ({ params, context }) => {
      const { sha256 } = await captureReading.track(params.captureId, params.pointId);
      // Samples never change: whoever has them needs them once.
      const etag = `"${sha256}"`;
      if (context.req.header('if-none-match') === etag) return new Response(null, { status: 304 });
      const packed = await objects.get(sha256);
      const takesZstd = /\bzstd\b/.test(context.req.header('accept-encoding') ?? '');
      const headers = {
        'content-type': OCTETS,
        'cache-control': 'private, no-cache',
        etag,
        vary: 'accept-encoding',
      };
      if (!takesZstd) return new Response(await unpackTrack(packed), { headers });
      return new Response(packed, { headers: { ...headers, 'content-encoding': 'zstd' } });
    }),
    route(CAPTURE_ROUTES.exportCapture, async ({ params, query }) => {
      const capture = await captureReading.one(params.captureId);
      const file = await exportCapture({
        capture,
        ...query,
        read: (sha256) => objects.get(sha256),
      });
      return streamedFile(file.pieces, file.name, file.type);
    }),
    route(CAPTURE_ROUTES.makeCapture, async ({ body, actor }) => {
      const { pointIds, window, note } = body;
      const known = pointIds.filter((pointId) => assets.get(pointId) !== null);
      if (known.length < pointIds.length) {
        throw refused('point_unknown');
      }
      const unique = [...new Set(pointIds)];
      const wanted = { pointIds: unique, trigger: 'demand', ...window, note, by: actor } as const;
      const captureId = await captureDesk.request(wanted);
      if (captureId === null) throw refused('capture_of_this_unknown');
      return captureReading.one(captureId);
    }),
    route(CAPTURE_ROUTES.labelCaptures, async ({ body, actor }) => {
      const own = await captureReading.pointsOf(body.captureIds);
      const { pointId } = body.label;
      if (pointId !== null && !own.has(pointId)) {
        throw refused('captures_point_unknown');
      }
      return { changed: await captureActs.label(body.captureIds, body.label, actor) };
    }),
    route(CAPTURE_ROUTES.unlabelCaptures, async ({ params, query, actor }) => {
      const label = { label: params.label, pointId: query.pointId ?? null };
      await captureActs.unlabel(params.captureId, label, actor);
    }),
    route(CAPTURE_ROUTES.protectCaptures, async ({ body, actor }) => {
      await captureReading.pointsOf(body.captureIds);
      const { captureIds, isProtected } = body;
      return { changed: await captureActs.protect(captureIds, isProtected, actor) };
    }),
    route(CAPTURE_ROUTES.noteCapture, async ({ params, body, actor }) => {
      await captureReading.pointsOf([params.captureId]);
      await captureActs.note(params.captureId, body.note, actor);
      return captureReading.one(params.captureId);
    }),
    route(CAPTURE_ROUTES.makeCaptureSet, async ({ body, principal, actor }) => {
      for (const captureId of body.captureIds) {
        await refuseUnseenCapture(flows.rooms, principal, captureId);
      }
      return captureDatasets.make(body.captureIds, actor);
    }),
    route(CAPTURE_ROUTES.deleteCaptures, async ({ body, actor }) => {
      await captureReading.pointsOf(body.captureIds);
      return captureActs.remove(body.captureIds, actor);
    }),
  ];
}
