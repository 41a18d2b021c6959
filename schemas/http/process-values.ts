import { z } from 'zod';
import { PageQuery, pageOf } from '#schemas/http/page';
import { TREND_RESOLUTIONS, TrendQuery } from '#schemas/http/points';
import type { RouteRow } from '#schemas/http/route-row';
import { NodeId } from '#schemas/ids/ids';
import { ProcessValue, ProcessValueName, ProcessValueUnit } from '#schemas/plant/process-value';
import { TimeMs } from '#schemas/units/units';

/** Sorted by `name`, `address`, `created` or `heard`. */
export const ProcessValueQuery = PageQuery.extend({
  /** At this node or anywhere below it. */
  node: NodeId.optional(),
  /** `1`: only those that belong nowhere yet. */
  unassigned: z.literal('1').optional(),
});
export type ProcessValueQuery = z.infer<typeof ProcessValueQuery>;

export const ProcessValuePatch = z.strictObject({
  nodeId: NodeId.nullable().optional(),
  name: ProcessValueName.optional(),
  unit: ProcessValueUnit.optional(),
});
export type ProcessValuePatch = z.infer<typeof ProcessValuePatch>;

/** Columns of equal length; a bucket without data is absent. */
export const ValueTrend = z.strictObject({
  resolution: z.enum(TREND_RESOLUTIONS),
  atMs: z.array(TimeMs),
  mean: z.array(z.number()),
  min: z.array(z.number()),
  max: z.array(z.number()),
});
export type ValueTrend = z.infer<typeof ValueTrend>;

const Params = z.object({ valueId: z.string().max(80) });

export const PROCESS_VALUE_ROUTES = {
  processValues: {
    method: 'GET',
    path: '/api/v1/process-values',
    permission: 'plant:read',
    within: 'sight',
    tag: 'plant',
    summary: 'Values beside the vibration, as they were heard last.',
    query: ProcessValueQuery,
    answer: pageOf(ProcessValue),
  },
  editProcessValue: {
    method: 'PATCH',
    path: '/api/v1/process-values/:valueId',
    permission: 'plant:read',
    within: { 'params.valueId': 'taken_value', 'body.nodeId': 'place' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary:
      'Says where a value belongs, and what it is called: with plant:edit, everywhere or from where it was to where it goes.',
    params: Params,
    body: ProcessValuePatch,
    answer: ProcessValue,
    errors: ['not_found', 'forbidden'],
  },
  removeProcessValue: {
    method: 'DELETE',
    path: '/api/v1/process-values/:valueId',
    permission: 'plant:read',
    within: { 'params.valueId': 'value' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Forgets a value and its history; one that is still told comes again as new.',
    params: Params,
    errors: ['not_found', 'forbidden'],
  },
  valueTrend: {
    method: 'GET',
    path: '/api/v1/process-values/:valueId/trend',
    permission: 'plant:read',
    within: { 'params.valueId': 'value' },
    tag: 'plant',
    summary: 'A value over time.',
    params: Params,
    query: TrendQuery,
    answer: ValueTrend,
    errors: ['not_found'],
  },
} as const satisfies Record<string, RouteRow>;
