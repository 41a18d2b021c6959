import { createReadStream } from 'node:fs';
import { AUDIT_KEEPING_ROUTES } from '#schemas/http/audit-keeping';
import { tryLine } from '../audit/try-line.ts';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';
import { streamedFile } from './streamed-file.ts';

/** What of the trail is kept, in which files the rest lies, and the log server that gets it. To be served before `audit/:seq`. */
export function auditKeepingRoutes({ rooms }: Flows): Route[] {
  const { auditKeeper, siteSettings, egress, store, clock } = rooms;
  return [
    route(AUDIT_KEEPING_ROUTES.auditSegments, () => auditKeeper.state()),
    route(AUDIT_KEEPING_ROUTES.auditSegment, async ({ params, actor }) => {
      const { path, name } = await auditKeeper.file(params.last);
      await store.record(
        [],
        [{ event: 'audit.exported', actor, details: { what: 'segment', file: name } }],
      );
      return streamedFile(createReadStream(path), name, 'application/gzip');
    }),
    route(AUDIT_KEEPING_ROUTES.auditForwarding, () => auditKeeper.forwarding()),
    route(AUDIT_KEEPING_ROUTES.testForwarding, async ({ actor }) => {
      const tried = await tryLine(siteSettings.get('audit'), egress.reach, clock());
      await store.record(
        [],
        [
          {
            event: 'forwarding.tested',
            actor,
            outcome: tried.sent ? 'done' : 'failed',
            details: { says: tried.says },
          },
        ],
      );
      return tried;
    }),
  ];
}
