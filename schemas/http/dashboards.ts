import { z } from 'zod';
import { Widgets } from '#schemas/dashboards/widget';
import { ShareLevel } from '#schemas/http/diagnoses';
import { PageQuery, pageOf } from '#schemas/http/page';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import type { RouteRow } from '#schemas/http/route-row';
import { DashboardId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

export const DashboardName = z.string().trim().min(1).max(80).regex(PLAIN_NAME, NO_PLAIN_NAME);

export const DashboardRow = z.strictObject({
  dashboardId: DashboardId,
  name: z.string(),
  ownerName: z.string(),
  /** What the one who asks may do with it. */
  level: ShareLevel,
  widgets: z.number().int().nonnegative(),
  revision: z.number().int().positive(),
  changedMs: TimeMs,
});
export type DashboardRow = z.infer<typeof DashboardRow>;

export const DashboardShare = z.strictObject({
  subjectId: z.string(),
  name: z.string(),
  kind: z.enum(['person', 'team']),
  level: ShareLevel,
});
export type DashboardShare = z.infer<typeof DashboardShare>;

export const Dashboard = DashboardRow.omit({ widgets: true }).extend({
  widgets: Widgets,
  shares: z.array(DashboardShare),
});
export type Dashboard = z.infer<typeof Dashboard>;

export const DashboardVersion = z.strictObject({
  revision: z.number().int().positive(),
  name: z.string(),
  widgets: Widgets,
  atMs: TimeMs,
  byName: z.string(),
});
export type DashboardVersion = z.infer<typeof DashboardVersion>;

const Params = z.object({ dashboardId: DashboardId });
const Body = { name: DashboardName, widgets: Widgets };

export const DASHBOARD_ROUTES = {
  dashboards: {
    method: 'GET',
    path: '/api/v1/dashboards',
    permission: 'dashboard:own',
    tag: 'dashboards',
    summary:
      'Dashboards of one’s own and those shared with one. Sorted by `name`, `changed` or `owner`.',
    query: PageQuery,
    answer: pageOf(DashboardRow),
  },
  makeDashboard: {
    method: 'POST',
    path: '/api/v1/dashboards',
    permission: 'dashboard:own',
    tag: 'dashboards',
    summary: 'Makes a dashboard.',
    body: z.strictObject(Body),
    status: 201,
    answer: Dashboard,
    errors: ['conflict'],
  },
  dashboard: {
    method: 'GET',
    path: '/api/v1/dashboards/:dashboardId',
    permission: 'dashboard:own',
    tag: 'dashboards',
    summary: 'One dashboard.',
    params: Params,
    answer: Dashboard,
    errors: ['not_found'],
  },
  keepDashboard: {
    method: 'PUT',
    path: '/api/v1/dashboards/:dashboardId',
    permission: 'dashboard:own',
    tag: 'dashboards',
    summary: 'Keeps a dashboard as it is now; how it was before stays among its versions.',
    params: Params,
    /** The revision that the person saw: refused with `conflict` when somebody else kept another since. */
    body: z.strictObject({ ...Body, seenRevision: z.number().int().positive() }),
    answer: Dashboard,
    errors: ['not_found', 'forbidden', 'conflict'],
  },
  deleteDashboard: {
    method: 'DELETE',
    path: '/api/v1/dashboards/:dashboardId',
    permission: 'dashboard:own',
    tag: 'dashboards',
    summary: 'Deletes a dashboard with its versions; it can be brought back for thirty days.',
    params: Params,
    errors: ['not_found', 'forbidden'],
  },
  bringBackDashboard: {
    method: 'POST',
    path: '/api/v1/dashboards/:dashboardId/restore',
    permission: 'dashboard:own',
    tag: 'dashboards',
    summary: 'Brings a deleted dashboard back.',
    params: Params,
    answer: Dashboard,
    errors: ['not_found', 'forbidden'],
  },
  cloneDashboard: {
    method: 'POST',
    path: '/api/v1/dashboards/:dashboardId/clone',
    permission: 'dashboard:own',
    tag: 'dashboards',
    summary: 'Makes a dashboard of one’s own that is like this one.',
    params: Params,
    body: z.strictObject({ name: DashboardName }),
    status: 201,
    answer: Dashboard,
    errors: ['not_found', 'conflict'],
  },
  dashboardVersions: {
    method: 'GET',
    path: '/api/v1/dashboards/:dashboardId/versions',
    permission: 'dashboard:own',
    tag: 'dashboards',
    summary: 'How a dashboard was before, the latest first.',
    params: Params,
    answer: z.strictObject({ items: z.array(DashboardVersion) }),
    errors: ['not_found'],
  },
  shareDashboard: {
    method: 'POST',
    path: '/api/v1/dashboards/:dashboardId/shares',
    permission: 'dashboard:own',
    tag: 'dashboards',
    summary: 'Shares a dashboard with a person or a team, by name, for looking or for changing.',
    params: Params,
    body: z.strictObject({
      kind: z.enum(['person', 'team']),
      with: z.string().trim().min(1).max(80),
      level: z.enum(['viewer', 'editor']),
    }),
    answer: Dashboard,
    errors: ['not_found', 'forbidden'],
  },
  unshareDashboard: {
    method: 'DELETE',
    path: '/api/v1/dashboards/:dashboardId/shares/:subjectId',
    permission: 'dashboard:own',
    tag: 'dashboards',
    summary: 'Shares a dashboard with somebody no more, or gives up one’s own share.',
    params: Params.extend({ subjectId: z.string().max(80) }),
    errors: ['not_found', 'forbidden'],
  },
} as const satisfies Record<string, RouteRow>;
