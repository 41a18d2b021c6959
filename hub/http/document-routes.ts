import { NODE_DOCUMENT_ROUTES } from '#schemas/http/node-documents';
import type { Flows } from '../flows.ts';
import { etagOf, knows } from './etag.ts';
import { type Route, route } from './route.ts';

/** Pictures and papers of nodes. */
export function documentRoutes(flows: Flows): Route[] {
  const { plant, documents } = flows.rooms;
  return [
    route(NODE_DOCUMENT_ROUTES.addDocument, async ({ params, query, actor, context }) => {
      plant.node(params.nodeId);
      const bytes = new Uint8Array(await context.req.arrayBuffer());
      return documents.add(params.nodeId, query.title, bytes, actor);
    }),
    route(NODE_DOCUMENT_ROUTES.document, async ({ params, context }) => {
      const { bytes, type, sha256 } = await documents.content(params.nodeId, params.documentId);
      const etag = etagOf(sha256);
      if (knows(context, etag)) return context.body(null, 304, { etag });
      const isPaper = type === 'application/pdf';
      return new Response(bytes, {
        headers: {
          'content-type': type,
          'content-disposition': isPaper ? 'attachment; filename="document.pdf"' : 'inline',
          etag,
        },
      });
    }),
    route(NODE_DOCUMENT_ROUTES.editDocument, ({ params, body, actor }) => {
      plant.node(params.nodeId);
      return documents.edit(params.nodeId, params.documentId, body, actor);
    }),
    route(NODE_DOCUMENT_ROUTES.removeDocument, ({ params, actor }) => {
      plant.node(params.nodeId);
      return documents.remove(params.nodeId, params.documentId, actor);
    }),
    route(NODE_DOCUMENT_ROUTES.bringBackDocument, ({ params, actor }) => {
      plant.node(params.nodeId);
      return documents.bringBack(params.nodeId, params.documentId, actor);
    }),
  ];
}
