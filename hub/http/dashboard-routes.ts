import { DASHBOARD_ROUTES } from '#schemas/http/dashboards';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';
import { refuseForAnother, subjectNamed } from './share-with.ts';

/** Dashboards of one’s own, and those shared with one. */
export function dashboardRoutes({ rooms }: Flows): Route[] {
  const { dashboards } = rooms;
  return [
    route(DASHBOARD_ROUTES.dashboards, ({ query, principal }) =>
      dashboards.page(query, principal.userId),
    ),
    route(DASHBOARD_ROUTES.makeDashboard, ({ body, principal, actor }) =>
      dashboards.make(body, principal.userId, actor),
    ),
    route(DASHBOARD_ROUTES.dashboard, ({ params, principal }) =>
      dashboards.one(params.dashboardId, principal.userId),
    ),
    route(DASHBOARD_ROUTES.keepDashboard, ({ params, body, principal, actor }) =>
      dashboards.keep(params.dashboardId, body, principal.userId, actor),
    ),
    route(DASHBOARD_ROUTES.deleteDashboard, ({ params, principal, actor }) =>
      dashboards.setDeleted(params.dashboardId, true, principal.userId, actor),
    ),
    route(DASHBOARD_ROUTES.bringBackDashboard, async ({ params, principal, actor }) => {
      await dashboards.setDeleted(params.dashboardId, false, principal.userId, actor);
      return dashboards.one(params.dashboardId, principal.userId);
    }),
    route(DASHBOARD_ROUTES.cloneDashboard, async ({ params, body, principal, actor }) => {
      const { widgets } = await dashboards.one(params.dashboardId, principal.userId);
      return dashboards.make({ name: body.name, widgets }, principal.userId, actor);
    }),
    route(DASHBOARD_ROUTES.dashboardVersions, async ({ params, principal }) => ({
      items: await dashboards.versions(params.dashboardId, principal.userId),
    })),
    route(DASHBOARD_ROUTES.shareDashboard, ({ params, body, principal, actor }) => {
      refuseForAnother(principal);
      const subjectId = subjectNamed(rooms, body.kind, body.with, principal.userId);
      const given = { subjectId, level: body.level };
      return dashboards.share(params.dashboardId, given, principal.userId, actor);
    }),
    route(DASHBOARD_ROUTES.unshareDashboard, ({ params, principal, actor }) => {
      refuseForAnother(principal);
      return dashboards.unshare(params.dashboardId, params.subjectId, principal.userId, actor);
    }),
  ];
}
