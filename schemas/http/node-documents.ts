import { z } from 'zod';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import type { RouteRow } from '#schemas/http/route-row';
import { DocumentId, NodeId } from '#schemas/ids/ids';
import { NodeDocument, PictureMark } from '#schemas/plant/node';

/** Bytes of one picture or paper. */
export const DOCUMENT_BYTES_MAX = 12 * 1024 * 1024;
/** Pictures and papers of one node. */
export const DOCUMENTS_MAX = 40;

const Title = z.string().trim().min(1).max(120).regex(PLAIN_NAME, NO_PLAIN_NAME);
const DocumentParams = z.object({ nodeId: NodeId, documentId: DocumentId });

export const DocumentPatch = z.strictObject({
  title: Title.optional(),
  /** What is where on a picture: all of it. */
  marks: z.array(PictureMark).max(300).optional(),
  /** Makes this picture the one that stands for the node. */
  isPicture: z.literal(true).optional(),
});
export type DocumentPatch = z.infer<typeof DocumentPatch>;

export const NODE_DOCUMENT_ROUTES = {
  addDocument: {
    method: 'POST',
    path: '/api/v1/nodes/:nodeId/documents',
    permission: 'plant:read',
    within: { 'params.nodeId': 'node' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Adds a picture (PNG, JPEG, WebP) or a PDF; what it is, is read from its bytes.',
    params: z.object({ nodeId: NodeId }),
    query: z.object({ title: Title }),
    takes: 'application/octet-stream',
    bodyBytesMax: DOCUMENT_BYTES_MAX,
    status: 201,
    answer: NodeDocument,
    errors: ['not_found', 'forbidden', 'conflict', 'unsupported_media_type', 'too_large'],
    limit: 'work',
  },
  document: {
    method: 'GET',
    path: '/api/v1/nodes/:nodeId/documents/:documentId',
    permission: 'plant:read',
    within: { 'params.nodeId': 'node' },
    tag: 'plant',
    summary: 'The picture or paper itself.',
    params: DocumentParams,
    media: 'application/octet-stream',
    errors: ['not_found'],
  },
  editDocument: {
    method: 'PATCH',
    path: '/api/v1/nodes/:nodeId/documents/:documentId',
    permission: 'plant:read',
    within: { 'params.nodeId': 'node' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Renames it, says what is where on it, or makes it the node’s picture.',
    params: DocumentParams,
    body: DocumentPatch,
    answer: NodeDocument,
    errors: ['not_found', 'forbidden'],
  },
  removeDocument: {
    method: 'DELETE',
    path: '/api/v1/nodes/:nodeId/documents/:documentId',
    permission: 'plant:read',
    within: { 'params.nodeId': 'node' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Deletes a picture or paper of a node; it can be brought back for thirty days.',
    params: DocumentParams,
    errors: ['not_found', 'forbidden'],
  },
  bringBackDocument: {
    method: 'POST',
    path: '/api/v1/nodes/:nodeId/documents/:documentId/restore',
    permission: 'plant:read',
    within: { 'params.nodeId': 'node' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Brings a deleted picture or paper back.',
    params: DocumentParams,
    answer: NodeDocument,
    errors: ['not_found', 'forbidden', 'conflict'],
  },
} as const satisfies Record<string, RouteRow>;
