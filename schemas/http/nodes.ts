import { z } from 'zod';
import { PageQuery, pageOf } from '#schemas/http/page';
import type { RouteRow } from '#schemas/http/route-row';
import { NodeId, PlantChangeId, PointId } from '#schemas/ids/ids';
import { MachineDetails, PositionDetails } from '#schemas/plant/machine-details';
import {
  ExternalId,
  NodeDetail,
  NodeLink,
  NodeName,
  NodeNotes,
  PlantNode,
} from '#schemas/plant/node';
import { NodeKind } from '#schemas/plant/node-kind';
import { PlantChange } from '#schemas/plant/plant-change';

const NodeParams = z.object({ nodeId: NodeId });

/** A new node; what is not said of it is unknown. */
export const NodeDraft = z.strictObject({
  parentId: NodeId.nullable(),
  kind: NodeKind,
  name: NodeName,
  externalId: ExternalId.nullable().default(null),
  machine: MachineDetails.partial().optional(),
  position: PositionDetails.partial().optional(),
  notes: NodeNotes.default(''),
  links: z.array(NodeLink).max(20).default([]),
});
export type NodeDraft = z.infer<typeof NodeDraft>;

/** What a person may change of a node; an absent key stays as it is. Another parent moves it with all that is below it. */
export const NodePatch = z.strictObject({
  name: NodeName.optional(),
  parentId: NodeId.nullable().optional(),
  externalId: ExternalId.nullable().optional(),
  machine: MachineDetails.partial().optional(),
  position: PositionDetails.partial().optional(),
  notes: NodeNotes.optional(),
  links: z.array(NodeLink).max(20).optional(),
  /** The revision that the person saw: refused with `conflict` when somebody else changed the node since. */
  seenRevision: z.number().int().nonnegative().optional(),
});
export type NodePatch = z.infer<typeof NodePatch>;

/** The whole tree, parents before their children and siblings by name. */
export const PlantTree = z.strictObject({
  nodes: z.array(PlantNode),
  /** Points that stand nowhere. */
  unassigned: z.number().int().nonnegative(),
});
export type PlantTree = z.infer<typeof PlantTree>;

/** A changed node, with the change that can be undone. */
export const NodeChanged = z.strictObject({ node: NodeDetail, change: PlantChange });
export type NodeChanged = z.infer<typeof NodeChanged>;

/** Newest first; of everything, or of one node with all below it, or of one point. */
export const PlantChangesQuery = PageQuery.pick({ limit: true, cursor: true }).extend({
  targetId: z.union([NodeId, PointId]).optional(),
});

export const NODE_ROUTES = {
  nodes: {
    method: 'GET',
    path: '/api/v1/nodes',
    permission: 'plant:read',
    within: 'sight',
    tag: 'plant',
    summary: 'The tree of the plant, with what the points below each node come to.',
    answer: PlantTree,
    etag: true,
  },
  node: {
    method: 'GET',
    path: '/api/v1/nodes/:nodeId',
    permission: 'plant:read',
    within: { 'params.nodeId': 'node' },
    tag: 'plant',
    summary: 'One node with all that is known of it.',
    params: NodeParams,
    answer: NodeDetail,
    etag: true,
    errors: ['not_found'],
  },
  makeNode: {
    method: 'POST',
    path: '/api/v1/nodes',
    permission: 'plant:read',
    within: { 'body.parentId': 'node' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Makes a node: with plant:edit, everywhere or below its parent.',
    body: NodeDraft,
    status: 201,
    answer: NodeChanged,
    errors: ['not_found', 'forbidden', 'conflict'],
    idempotent: true,
  },
  editNode: {
    method: 'PATCH',
    path: '/api/v1/nodes/:nodeId',
    permission: 'plant:read',
    within: { 'params.nodeId': 'node', 'body.parentId': 'node' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Renames, moves or changes a node: with plant:edit, everywhere or there.',
    params: NodeParams,
    body: NodePatch,
    answer: NodeChanged,
    errors: ['not_found', 'forbidden', 'conflict'],
  },
  removeNode: {
    method: 'DELETE',
    path: '/api/v1/nodes/:nodeId',
    permission: 'plant:read',
    within: { 'params.nodeId': 'standing_node' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Removes a node with all that is below it; its points become unassigned.',
    params: NodeParams,
    answer: PlantChange,
    errors: ['not_found', 'forbidden'],
  },
  plantChanges: {
    method: 'GET',
    path: '/api/v1/plant/changes',
    permission: 'plant:read',
    within: 'sight',
    tag: 'plant',
    summary: 'What people changed of the plant, newest first.',
    query: PlantChangesQuery,
    answer: pageOf(PlantChange),
  },
  undoPlantChange: {
    method: 'POST',
    path: '/api/v1/plant/changes/:changeId/undo',
    permission: 'plant:read',
    within: { 'params.changeId': 'plant_change' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Undoes a change, unless what it touched was changed again since.',
    params: z.object({ changeId: PlantChangeId }),
    answer: PlantChange,
    errors: ['not_found', 'forbidden', 'conflict'],
  },
} as const satisfies Record<string, RouteRow>;
