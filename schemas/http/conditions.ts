import { z } from 'zod';
import { SystemCondition } from '#schemas/fleet/system-condition';
import { PageQuery, pageOf } from '#schemas/http/page';
import type { RouteRow } from '#schemas/http/route-row';

export const SystemConditionQuery = PageQuery.pick({ limit: true, cursor: true }).extend({
  /** `raised`: only those that still are. */
  state: z.enum(['all', 'raised']).default('all'),
});
export type SystemConditionQuery = z.infer<typeof SystemConditionQuery>;

/** Newest first; how many there are in all is not counted. */
export const SystemConditionPage = pageOf(SystemCondition);
export type SystemConditionPage = z.infer<typeof SystemConditionPage>;

export const CONDITION_ROUTES = {
  systemConditions: {
    method: 'GET',
    path: '/api/v1/system/conditions',
    permission: 'system:read',
    tag: 'system',
    summary: 'What is or was wrong with hub, agents and GPUs, newest first.',
    query: SystemConditionQuery,
    answer: SystemConditionPage,
  },
} as const satisfies Record<string, RouteRow>;
