import { TEAM_ROUTES } from '#schemas/http/teams';
import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import type { Team } from '../teams/team.ts';
import type { TeamBy } from '../teams/teams.ts';
import { type Route, route } from './route.ts';

/** Teams and their members. */
export function teamRoutes({ rooms }: Flows): Route[] {
  const { teams, teamReading } = rooms;
  const by = ({ userId, permissions, actor }: Principal): TeamBy => ({
    asker: { userId, permissions },
    actor,
  });
  const shown = (team: Team, principal: Principal) => teamReading.detail(team, by(principal).asker);
  return [
    route(TEAM_ROUTES.teams, ({ query, principal }) =>
      teamReading.page(query, by(principal).asker),
    ),
    route(TEAM_ROUTES.addTeam, async ({ body, principal }) =>
      shown(await teams.add(body, by(principal)), principal),
    ),
    route(TEAM_ROUTES.team, ({ params, principal }) =>
      shown(teams.seen(params.teamId, by(principal).asker), principal),
    ),
    route(TEAM_ROUTES.editTeam, async ({ params, body, principal }) =>
      shown(await teams.edit(params.teamId, body, by(principal)), principal),
    ),
    route(TEAM_ROUTES.addMember, async ({ params, body, principal }) =>
      shown(await teams.addMember(params.teamId, body, by(principal)), principal),
    ),
    route(TEAM_ROUTES.changeMember, async ({ params, body, principal }) => {
      const { teamId, userId } = params;
      return shown(await teams.changeMember(teamId, userId, body.role, by(principal)), principal);
    }),
    route(TEAM_ROUTES.removeMember, ({ params, principal }) =>
      teams.removeMember(params.teamId, params.userId, by(principal)),
    ),
    route(TEAM_ROUTES.transferTeam, async ({ params, body, principal }) =>
      shown(await teams.transfer(params.teamId, body.userId, by(principal)), principal),
    ),
    route(TEAM_ROUTES.teamRoles, async ({ params, body, principal }) =>
      shown(await teams.setRoles(params.teamId, body.roles, by(principal)), principal),
    ),
    route(TEAM_ROUTES.dissolveTeam, ({ params, body, principal }) =>
      teams.dissolve(params.teamId, body.shared, by(principal)),
    ),
    route(TEAM_ROUTES.teamAnalytics, ({ params, principal }) =>
      teamReading.analytics(params.teamId, by(principal).asker),
    ),
  ];
}
