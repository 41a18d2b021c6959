import { BUILT_IN_ROLES } from '#schemas/access/roles';
import type { EscalationTarget, ShiftCalendar } from '#schemas/alarms/escalation';
import { PEOPLE_ROUTES } from '#schemas/http/people';
import { TEAM_ROUTES } from '#schemas/http/teams';
import { request } from '../../../http/request.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';

const MOST = 200;

/** Who can be told, by name. */
export interface TargetNames {
  readonly teams: readonly (readonly [string, string])[];
  readonly roles: readonly (readonly [string, string])[];
  readonly nameOf: (target: EscalationTarget) => string;
}

/** Names of persons and teams as far as the reader may see them; others are told by what they are. */
export function useTargetNames(calendars: readonly ShiftCalendar[]): TargetNames {
  const { session } = useApp();
  const mayPeople = session.may('user:read');
  const mayTeams = session.may('team:read');
  const { state } = useLoad(
    async (signal) => {
      const query = { limit: MOST };
      const [people, teams] = await Promise.all([
        mayPeople ? request(PEOPLE_ROUTES.people, { query, signal }) : null,
        mayTeams ? request(TEAM_ROUTES.teams, { query, signal }) : null,
      ]);
      return {
        people: new Map((people?.items ?? []).map(({ userId, name }) => [userId as string, name])),
        teams: (teams?.items ?? []).map(({ teamId, name }) => [teamId as string, name] as const),
      };
    },
    [mayPeople, mayTeams],
  );
  const known = state.value.kind === 'ready' ? state.value.value : null;
  const roles = Object.values(BUILT_IN_ROLES).map(
    ({ key, name }) => [key as string, name] as const,
  );
  const nameOf = (target: EscalationTarget) => {
    switch (target.kind) {
      case 'person':
        return known?.people.get(target.userId) ?? words.somebody;
      case 'team':
        return known?.teams.find(([id]) => id === target.teamId)?.[1] ?? words.someTeam;
      case 'role':
        return words.everyRole(roles.find(([key]) => key === target.role)?.[1] ?? target.role);
      case 'shift':
        return words.onShift(
          calendars.find(({ calendarId }) => calendarId === target.calendarId)?.name ?? '',
        );
    }
  };
  return { teams: known?.teams ?? [], roles, nameOf };
}
