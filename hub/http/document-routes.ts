import { NODE_DOCUMENT_ROUTES } from '#schemas/http/node-documents';
import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import { scopesOfNode } from '../plant-view.ts';
import { refuseUnseen, sightOf } from '../sight.ts';
import { refuseEdit } from './edit-guard.ts';
import { etagOf, knows } from './etag.ts';
import { type Route, route } from './route.ts';

/** Pictures and papers of nodes. */
export function documentRoutes(flows: Flows): Route[] {
  const { rooms } = flows;
  const { plant, documents } = rooms;
  const refuseAt = (nodeId: string, principal: Principal) => {
    plant.node(nodeId);
    refuseEdit(flows, principal, scopesOfNode(rooms, nodeId));
  };
  return [
    route(
      NODE_DOCUMENT_ROUTES.addDocument,
      async ({ params, query, principal, actor, context }) => {
        refuseAt(params.nodeId, principal);
        const bytes = new Uint8Array(await context.req.arrayBuffer());
        return documents.add(params.nodeId, query.title, bytes, actor);
      },
    ),
    route(NODE_DOCUMENT_ROUTES.document, async ({ params, principal, context }) => {
      const sight = sightOf(rooms, principal);
      refuseUnseen(sight === null || sight.node(params.nodeId), 'picture or paper here');
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
    route(NODE_DOCUMENT_ROUTES.editDocument, ({ params, body, principal, actor }) => {
      refuseAt(params.nodeId, principal);
      return documents.edit(params.nodeId, params.documentId, body, actor);
    }),
    route(NODE_DOCUMENT_ROUTES.removeDocument, ({ params, principal, actor }) => {
      refuseAt(params.nodeId, principal);
      return documents.remove(params.nodeId, params.documentId, actor);
    }),
  ];
}
