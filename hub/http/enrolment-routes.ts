import { writeJoinCode } from '#schemas/config/join-code';
import { ENROLMENT_ROUTES } from '#schemas/http/enrolment';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';

/** Agents that join and are put out. Stands before the routes of one agent, whose `:agentId` would take `join-tokens`. */
export function enrolmentRoutes({ rooms }: Flows, origin: () => string): Route[] {
  const { enrolment, credentialDesk, hubAsSeen } = rooms;
  return [
    route(ENROLMENT_ROUTES.joinTokens, async () => ({ tokens: await enrolment.tokens() })),
    route(ENROLMENT_ROUTES.makeJoinToken, async ({ body, actor }) => {
      const { token, secret } = await enrolment.make(body.agentId, body.lifetimeMinutes, actor);
      const code = writeJoinCode({ ...hubAsSeen(origin()), token: secret });
      return { token, command: `bun run agent -- --join ${code}` };
    }),
    route(ENROLMENT_ROUTES.withdrawJoinToken, ({ params, actor }) =>
      enrolment.withdraw(params.tokenId, actor),
    ),
    route(ENROLMENT_ROUTES.join, ({ body, actor }) => enrolment.join(body.token, actor)),
    route(ENROLMENT_ROUTES.askRenewal, ({ params, actor }) =>
      credentialDesk.askRenewal(params.agentId, actor),
    ),
    route(ENROLMENT_ROUTES.revokeAgent, ({ params, actor }) =>
      enrolment.revoke(params.agentId, actor),
    ),
  ];
}
