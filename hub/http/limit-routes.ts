import { LIMIT_ROUTES } from '#schemas/http/limits';
import type { Flows } from '../flows.ts';
import { listPage } from '../store/list-page.ts';
import { type Route, route } from './route.ts';

/** Who went beyond the rate limits; the limits themselves are a section of the settings. */
export function limitRoutes({ rooms }: Flows): Route[] {
  return [
    route(LIMIT_ROUTES.violations, ({ query: { q = '', kind, ...page } }) => {
      const words = q.toLowerCase();
      const fitting = rooms.limits
        .violations()
        .filter((one) => kind === undefined || one.kind === kind)
        .filter(({ subject, route }) => `${subject} ${route}`.toLowerCase().includes(words));
      return listPage(fitting, page, {
        columns: {
          subject: ({ subject }) => subject,
          kind: (one) => one.kind,
          refused: ({ refused }) => refused,
          first: ({ firstMs }) => firstMs,
          last: ({ lastMs }) => lastMs,
        },
        idOf: (one) => `${one.kind} ${one.subject}`,
        sortedBy: '-last',
      });
    }),
  ];
}
