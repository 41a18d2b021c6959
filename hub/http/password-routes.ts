import { PASSWORD_ROUTES } from '#schemas/http/passwords';
import { isHttps } from '../config/is-https.ts';
import type { Flows } from '../flows.ts';
import { listPage } from '../store/list-page.ts';
import { requireSession } from './require-session.ts';
import { type Route, route } from './route.ts';
import { giveSession } from './session-cookies.ts';

/** Passwords: changing, forgetting and resetting them; registering, and confirming an address. */
export function passwordRoutes(flows: Flows): Route[] {
  const { passwordChanges, passwordRecovery, passwordRequests, registrations, settings } =
    flows.rooms;
  const isTls = isHttps(settings.http);
  return [
    route(PASSWORD_ROUTES.changePassword, ({ principal, body, actor }) =>
      passwordChanges.change(principal.userId, body, requireSession(principal), actor),
    ),
    route(PASSWORD_ROUTES.forgot, ({ body, actor, context }) =>
      context.json({ by: passwordRecovery.forgot(body.name, actor) }, 202),
    ),
    route(PASSWORD_ROUTES.link, ({ body }) => passwordRecovery.linkInfo(body.token)),
    route(PASSWORD_ROUTES.reset, ({ body, actor }) =>
      passwordRecovery.reset(body.token, body.password, actor),
    ),
    route(PASSWORD_ROUTES.verifyEmail, ({ body, actor }) =>
      registrations.verifyEmail(body.token, actor),
    ),
    route(PASSWORD_ROUTES.register, async ({ body, actor, context }) => {
      const { opened, letter } = await registrations.register(body, actor);
      giveSession(context, isTls, opened);
      return { session: flows.identity.sessionInfo(opened.session), letter };
    }),
    route(PASSWORD_ROUTES.passwordRequests, async ({ query: { q = '', ...page } }) => {
      const words = q.toLowerCase();
      const all = await passwordRequests.all();
      const fitting = all.filter(({ name }) => name.toLowerCase().includes(words));
      return listPage(fitting, page, {
        columns: {
          name: ({ name }) => name,
          asked: ({ askedMs }) => askedMs,
          times: ({ times }) => times,
        },
        idOf: ({ userId }) => userId,
        sortedBy: '-asked',
      });
    }),
  ];
}
