import { z } from 'zod';
import { WhyWrong } from '#schemas/http/problem';
import type { RouteRow } from '#schemas/http/route-row';
import { NodeId, PlantChangeId, TemplateId } from '#schemas/ids/ids';
import { NodeName } from '#schemas/plant/node';
import { NodeKind } from '#schemas/plant/node-kind';
import { TimeMs } from '#schemas/units/units';

/** The largest file that is taken, in characters: some 20 000 rows. */
export const IMPORT_CHARACTERS_MAX = 8_000_000;
/** The most errors that are listed one by one. */
export const IMPORT_ERRORS_MAX = 500;

export const PlantFormat = z.enum(['csv', 'json']);
export type PlantFormat = z.infer<typeof PlantFormat>;

export const PlantImport = z.strictObject({
  format: PlantFormat,
  text: z.string().max(IMPORT_CHARACTERS_MAX),
  /** Says what it would do, and does nothing. */
  dryRun: z.boolean().default(true),
});
export type PlantImport = z.infer<typeof PlantImport>;

/** What is wrong with one row; counted from 1, the heading of a CSV file being row 1. */
export const ImportError = z.strictObject({
  row: z.number().int().positive(),
  column: z.string().nullable(),
  sentence: z.string(),
  ...WhyWrong.shape,
});
export type ImportError = z.infer<typeof ImportError>;

/** What becomes, or would become, of one row or one copied node. */
export const PlannedChange = z.strictObject({
  row: z.number().int().positive().nullable(),
  what: z.enum(['created', 'edited', 'moved', 'placed']),
  kind: z.union([NodeKind, z.literal('point')]),
  path: z.string(),
  /** Names of the facts that change; empty for what is new. */
  fields: z.array(z.string()),
});
export type PlannedChange = z.infer<typeof PlannedChange>;

/** Nothing is ever done in part: with one error nothing is done. */
export const PlantPlan = z.strictObject({
  dryRun: z.boolean(),
  /** Null where nothing was done. */
  changeId: PlantChangeId.nullable(),
  rows: z.number().int().nonnegative(),
  created: z.number().int().nonnegative(),
  edited: z.number().int().nonnegative(),
  moved: z.number().int().nonnegative(),
  placed: z.number().int().nonnegative(),
  unchanged: z.number().int().nonnegative(),
  errors: z.array(ImportError),
  /** All errors, also those that are not listed. */
  errorCount: z.number().int().nonnegative(),
  /** The first 1000. */
  changes: z.array(PlannedChange),
});
export type PlantPlan = z.infer<typeof PlantPlan>;

/** `P-{101..120}` makes twenty names; `P-{a,b}` two. A name without braces is one. */
export const NamePattern = z.string().trim().min(1).max(120);

export const CopyDraft = z.strictObject({
  from: z.union([z.strictObject({ nodeId: NodeId }), z.strictObject({ templateId: TemplateId })]),
  /** Under which node the copies stand; null: at the top. */
  parentId: NodeId.nullable(),
  names: NamePattern,
  dryRun: z.boolean().default(true),
});
export type CopyDraft = z.infer<typeof CopyDraft>;

/** A machine, with its positions, kept as a pattern for others. */
export const PlantTemplate = z.strictObject({
  templateId: TemplateId,
  name: NodeName,
  kind: NodeKind,
  nodes: z.number().int().positive(),
  madeMs: TimeMs,
  madeBy: z.string().nullable(),
});
export type PlantTemplate = z.infer<typeof PlantTemplate>;

export const PLANT_TRANSFER_ROUTES = {
  exportPlant: {
    method: 'GET',
    path: '/api/v1/plant/export',
    permission: 'plant:read',
    within: { 'query.nodeId': 'node' },
    tag: 'plant',
    summary: 'The tree with its points as a file: CSV for spreadsheets, or JSON.',
    query: z.object({ format: PlantFormat.default('csv'), nodeId: NodeId.optional() }),
    media: 'text/csv',
    errors: ['not_found'],
    limit: 'work',
  },
  importPlant: {
    method: 'POST',
    path: '/api/v1/plant/import',
    permission: 'plant:read',
    within: 'sight',
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary:
      'Takes such a file: with plant:edit, everywhere or for rows within one’s part. As a dry run it says what would change and what is wrong.',
    body: PlantImport,
    bodyBytesMax: 3 * IMPORT_CHARACTERS_MAX,
    answer: PlantPlan,
    errors: ['forbidden'],
    limit: 'work',
    idempotent: true,
  },
  copyNode: {
    method: 'POST',
    path: '/api/v1/plant/copies',
    permission: 'plant:read',
    within: { 'body.from.nodeId': 'seen node', 'body.parentId': 'node' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Makes machines like one that is there, with positions and facts and without sensors.',
    body: CopyDraft,
    answer: PlantPlan,
    errors: ['not_found', 'forbidden', 'conflict'],
    limit: 'work',
    idempotent: true,
  },
  templates: {
    method: 'GET',
    path: '/api/v1/plant/templates',
    permission: 'plant:read',
    within: 'shared',
    tag: 'plant',
    summary: 'Machines kept as patterns.',
    answer: z.strictObject({ templates: z.array(PlantTemplate) }),
    etag: true,
  },
  makeTemplate: {
    method: 'POST',
    path: '/api/v1/plant/templates',
    permission: 'plant:read',
    within: { 'body.nodeId': 'node' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Keeps a node, as it is now with all below it, as a pattern for the whole site.',
    body: z.strictObject({ nodeId: NodeId, name: NodeName }),
    status: 201,
    answer: PlantTemplate,
    errors: ['not_found', 'forbidden', 'conflict'],
    idempotent: true,
  },
  removeTemplate: {
    method: 'DELETE',
    path: '/api/v1/plant/templates/:templateId',
    permission: 'plant:edit',
    tag: 'plant',
    summary: 'Deletes a pattern; what was made by it stays.',
    params: z.object({ templateId: TemplateId }),
    errors: ['not_found'],
  },
} as const satisfies Record<string, RouteRow>;
