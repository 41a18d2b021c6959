import { z } from 'zod';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import { DocumentId, NodeId, PointId } from '#schemas/ids/ids';
import { MachineDetails, MachineKind, PositionDetails } from '#schemas/plant/machine-details';
import { NodeKind } from '#schemas/plant/node-kind';
import { Rollup } from '#schemas/plant/rollup';
import { TimeMs } from '#schemas/units/units';

/** No slash: it parts the names in a path. */
export const NodeName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(PLAIN_NAME, NO_PLAIN_NAME)
  .regex(/^[^/]*$/, 'No slash: it parts the names in a path.');

/** What another system calls it; once in the plant. */
export const ExternalId = z.string().trim().min(1).max(120).regex(PLAIN_NAME, NO_PLAIN_NAME);

export const NodeNotes = z.string().trim().max(4_000);

/** An address of the site's own: a manual, a work order. */
export const NodeLink = z.strictObject({
  title: z.string().trim().min(1).max(120).regex(PLAIN_NAME, NO_PLAIN_NAME),
  url: z.url({ protocol: /^https?$/ }).max(500),
});
export type NodeLink = z.infer<typeof NodeLink>;

/** Where on a picture something is: from the left and from the top, 0 to 1. */
export const PictureMark = z.strictObject({
  targetId: z.union([PointId, NodeId]),
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
});
export type PictureMark = z.infer<typeof PictureMark>;

export const DOCUMENT_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'application/pdf'] as const;
export const DocumentType = z.enum(DOCUMENT_TYPES);
export type DocumentType = z.infer<typeof DocumentType>;

/** A picture or a paper of a node. */
export const NodeDocument = z.strictObject({
  documentId: DocumentId,
  title: z.string(),
  type: DocumentType,
  bytes: z.number().int().positive(),
  sha256: z.string(),
  /** Of a picture: what is where on it. */
  marks: z.array(PictureMark),
  addedMs: TimeMs,
  addedBy: z.string().nullable(),
});
export type NodeDocument = z.infer<typeof NodeDocument>;

/** A node as the tree lists it. */
export const PlantNode = z.strictObject({
  nodeId: NodeId,
  parentId: NodeId.nullable(),
  kind: NodeKind,
  name: z.string(),
  externalId: z.string().nullable(),
  /** Of a machine. */
  machineKind: MachineKind.nullable(),
  /** Its picture, where it has one. */
  pictureId: DocumentId.nullable(),
  /** Rises with each change of the node. */
  revision: z.number().int().nonnegative(),
  rollup: Rollup,
});
export type PlantNode = z.infer<typeof PlantNode>;

/** A node with all that is known of it. */
export const NodeDetail = PlantNode.extend({
  /** From the top down to the node itself. */
  path: z.array(z.strictObject({ nodeId: NodeId, kind: NodeKind, name: z.string() })),
  /** Of a machine, else null. */
  machine: MachineDetails.nullable(),
  /** Of a position, else null. */
  position: PositionDetails.nullable(),
  notes: z.string(),
  links: z.array(NodeLink),
  documents: z.array(NodeDocument),
  changedMs: TimeMs,
  /** Whether whoever asks may change it. */
  mayEdit: z.boolean(),
});
export type NodeDetail = z.infer<typeof NodeDetail>;
