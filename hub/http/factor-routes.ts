import { FACTOR_ROUTES } from '#schemas/http/factors';
import type { UserId } from '#schemas/ids/ids';
import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import { requireSession } from './require-session.ts';
import { type Route, route } from './route.ts';

/** One’s own second factors. */
export function factorRoutes(flows: Flows): Route[] {
  const { ownFactors } = flows.rooms;
  const whoOf = (principal: Principal): UserId => {
    requireSession(principal);
    return principal.userId;
  };
  return [
    route(FACTOR_ROUTES.factors, ({ principal }) => ownFactors.state(principal.userId)),
    route(FACTOR_ROUTES.beginTotp, ({ principal, body, actor }) =>
      ownFactors.beginTotp(whoOf(principal), body.password, actor),
    ),
    route(FACTOR_ROUTES.confirmTotp, ({ principal, body, actor }) =>
      ownFactors.confirmTotp(whoOf(principal), body.code, actor),
    ),
    route(FACTOR_ROUTES.beginMessages, async ({ principal, body, actor }) => ({
      target: await ownFactors.beginMessages(whoOf(principal), body, actor),
    })),
    route(FACTOR_ROUTES.confirmMessages, ({ principal, body, actor }) =>
      ownFactors.confirmMessages(whoOf(principal), body, actor),
    ),
    route(FACTOR_ROUTES.sendCode, async ({ principal, body, context }) => {
      await ownFactors.sendCode(whoOf(principal), body.method);
      return context.body(null, 202);
    }),
    route(FACTOR_ROUTES.renewBackupCodes, async ({ principal, body, actor }) => ({
      backupCodes: await ownFactors.renewBackupCodes(whoOf(principal), body.password, actor),
    })),
    route(FACTOR_ROUTES.removeFactor, ({ principal, body, actor }) =>
      ownFactors.remove(whoOf(principal), body, actor),
    ),
  ];
}
