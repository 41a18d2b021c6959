import type { Permission } from '#schemas/access/permissions';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import type { CaptureId, NodeId, PointId } from '#schemas/ids/ids';
import type { Principal } from '../access/principal.ts';
import { pointsWithCaptures, refuseUnseenCapture } from '../capture-sight.ts';
import { exportCapture } from '../captures/exports/export-capture.ts';
import { unpackTrack } from '../captures/open-track.ts';
import type { Flows } from '../flows.ts';
import { scopesOfNode, scopesOfPoint } from '../plant-view.ts';
import { type Route, route } from './route.ts';
import { streamedFile } from './streamed-file.ts';

const OCTETS = 'application/octet-stream';

/** Captured waveforms: the list, samples, exports, and what people do with them. */
export function captureRoutes(flows: Flows): Route[] {
  const { captureActs, captureDesk, captureReading, captureRules, captureSpace } = flows.rooms;
  const { objects, assets, captureDatasets } = flows.rooms;
  const needs = (principal: Principal, permission: Permission, scopes: readonly string[]) => {
    if (flows.identity.mayIn(principal, permission, scopes)) return;
    throw new TremoloError('forbidden', 'Your account may not do this here.');
  };
  const needsAtPoints = (
    principal: Principal,
    permission: Permission,
    pointIds: Iterable<PointId>,
  ) => {
    for (const pointId of pointIds) {
      const point = assets.evenRemoved(pointId);
      needs(principal, permission, point === null ? [] : scopesOfPoint(flows.rooms, point));
    }
  };
  /** All of them, or none: whoever may not do it with one of many is told before anything is done. */
  const needsAtCaptures = async (
    principal: Principal,
    permission: Permission,
    captureIds: readonly CaptureId[],
  ) => {
    needsAtPoints(principal, permission, await captureReading.pointsOf(captureIds));
  };
  const needsAtNode = (principal: Principal, nodeId: NodeId) =>
    needs(principal, 'capture:make', scopesOfNode(flows.rooms, nodeId));
  return [
    route(CAPTURE_ROUTES.captures, ({ query, principal }) =>
      captureReading.page(query, pointsWithCaptures(flows.rooms, principal)),
    ),
    route(CAPTURE_ROUTES.captureStorage, () => captureSpace.state()),
    route(CAPTURE_ROUTES.captureRules, () => ({ rules: captureRules.all() })),
    route(CAPTURE_ROUTES.addCaptureRule, ({ body, principal, actor }) => {
      needsAtNode(principal, body.nodeId);
      return captureRules.add(body, actor);
    }),
    route(CAPTURE_ROUTES.editCaptureRule, ({ params, body, principal, actor }) => {
      needsAtNode(principal, captureRules.kept(params.ruleId).nodeId);
      needsAtNode(principal, body.nodeId);
      return captureRules.edit(params.ruleId, body, actor);
    }),
    route(CAPTURE_ROUTES.deleteCaptureRule, ({ params, principal, actor }) => {
      needsAtNode(principal, captureRules.kept(params.ruleId).nodeId);
      return captureRules.remove(params.ruleId, actor);
    }),
    route(CAPTURE_ROUTES.capture, async ({ params, principal }) => {
      await refuseUnseenCapture(flows.rooms, principal, params.captureId);
      return captureReading.one(params.captureId);
    }),
    route(CAPTURE_ROUTES.captureSamples, async ({ params, context, principal }) => {
      await refuseUnseenCapture(flows.rooms, principal, params.captureId);
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
    route(CAPTURE_ROUTES.exportCapture, async ({ params, query, principal }) => {
      await refuseUnseenCapture(flows.rooms, principal, params.captureId);
      const capture = await captureReading.one(params.captureId);
      const file = await exportCapture({
        capture,
        ...query,
        read: (sha256) => objects.get(sha256),
      });
      return streamedFile(file.pieces, file.name, file.type);
    }),
    route(CAPTURE_ROUTES.makeCapture, async ({ body, principal, actor }) => {
      const { pointIds, window, note } = body;
      const known = pointIds.filter((pointId) => assets.get(pointId) !== null);
      if (known.length < pointIds.length) {
        throw new TremoloError('not_found', 'There is no such point.');
      }
      needsAtPoints(principal, 'capture:make', pointIds);
      const unique = [...new Set(pointIds)];
      const wanted = { pointIds: unique, trigger: 'demand', ...window, note, by: actor } as const;
      const captureId = await captureDesk.request(wanted);
      if (captureId === null) throw new TremoloError('conflict', 'There is no capture of this.');
      return captureReading.one(captureId);
    }),
    route(CAPTURE_ROUTES.labelCaptures, async ({ body, principal, actor }) => {
      await needsAtCaptures(principal, 'capture:label', body.captureIds);
      return { changed: await captureActs.label(body.captureIds, body.label, actor) };
    }),
    route(CAPTURE_ROUTES.unlabelCaptures, async ({ params, query, principal, actor }) => {
      await needsAtCaptures(principal, 'capture:label', [params.captureId]);
      const label = { label: params.label, pointId: query.pointId ?? null };
      await captureActs.unlabel(params.captureId, label, actor);
    }),
    route(CAPTURE_ROUTES.protectCaptures, async ({ body, principal, actor }) => {
      await needsAtCaptures(principal, 'capture:label', body.captureIds);
      const { captureIds, isProtected } = body;
      return { changed: await captureActs.protect(captureIds, isProtected, actor) };
    }),
    route(CAPTURE_ROUTES.noteCapture, async ({ params, body, principal, actor }) => {
      await needsAtCaptures(principal, 'capture:label', [params.captureId]);
      await captureActs.note(params.captureId, body.note, actor);
      return captureReading.one(params.captureId);
    }),
    route(CAPTURE_ROUTES.makeCaptureSet, ({ body, actor }) =>
      captureDatasets.make(body.captureIds, actor),
    ),
    route(CAPTURE_ROUTES.deleteCaptures, async ({ body, principal, actor }) => {
      await needsAtCaptures(principal, 'capture:delete', body.captureIds);
      return captureActs.remove(body.captureIds, actor);
    }),
  ];
}
