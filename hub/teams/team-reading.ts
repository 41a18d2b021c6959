import { refused } from '#schemas/errors/refused';
import type {
  TEAM_COLUMNS,
  TeamAnalytics,
  TeamDetail,
  TeamRow,
  TeamsQuery,
} from '#schemas/http/teams';
import type { TeamId, UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import { type ListShape, listPage } from '../store/list-page.ts';
import { ownerOf, type Team, teamKey } from './team.ts';
import type { TeamRegister } from './team-register.ts';
import { actionsOn, maySee, type TeamAsker } from './team-rules.ts';
import type { TeamPerson, Teams } from './teams.ts';

const DAY_MS = 86_400_000;
const DAYS = 30;

export interface TeamReadingDeps {
  readonly clock: Clock;
  readonly register: TeamRegister;
  readonly teams: Teams;
  readonly personOf: (userId: UserId) => TeamPerson | null;
  /** Sign-ins of these people on each UTC day since then; days without any may be missing. */
  readonly signInsPerDay: (
    userIds: readonly UserId[],
    sinceMs: number,
  ) => Promise<readonly { dayMs: number; signIns: number; people: number }[]>;
}

/** Teams as people see them. */
export class TeamReading {
  readonly #deps: TeamReadingDeps;
  readonly #shape: ListShape<Team>;

  constructor(deps: TeamReadingDeps) {
    this.#deps = deps;
    this.#shape = {
      columns: {
        name: ({ name }) => name,
        owner: (team) => this.#owner(team)?.name ?? null,
        members: ({ members }) => members.size,
        created: ({ createdMs }) => createdMs,
      } satisfies Record<(typeof TEAM_COLUMNS)[number], (team: Team) => string | number | null>,
      idOf: ({ teamId }) => teamId,
      sortedBy: 'name',
    };
  }

  page(query: TeamsQuery, asker: TeamAsker) {
    const words = teamKey(query.q ?? '');
    const fitting = this.#deps.register.all().filter((team) => {
      if (!maySee(asker, team)) return false;
      if ((team.archivedMs !== null) !== (query.state === 'archived')) return false;
      if (query.mine && !team.members.has(asker.userId)) return false;
      return [team.name, team.description].some((text) => teamKey(text).includes(words));
    });
    const { items, nextCursor, total } = listPage(fitting, query, this.#shape);
    return { items: items.map((team) => this.row(team, asker)), nextCursor, total };
  }

  row(team: Team, asker: TeamAsker): TeamRow {
    return {
      teamId: team.teamId,
      name: team.name,
      description: team.description,
      owner: this.#owner(team),
      memberCount: team.members.size,
      roles: [...team.roles],
      mine: team.members.get(asker.userId)?.role ?? null,
      createdMs: team.createdMs,
      archivedMs: team.archivedMs,
      actions: actionsOn(asker, team),
    };
  }

  detail(team: Team, asker: TeamAsker): TeamDetail {
    const members = [...team.members].flatMap(([userId, { role, sinceMs }]) => {
      const person = this.#deps.personOf(userId);
      if (person === null) return [];
      const { name, fullName, isActive } = person;
      return [{ userId, name, fullName, role, sinceMs, isActive }];
    });
    return { ...this.row(team, asker), changedMs: team.changedMs, members };
  }

  /** For its members, and for those who see figures or change any team. Throws `forbidden`, `not_found`. */
  async analytics(teamId: TeamId, asker: TeamAsker): Promise<TeamAnalytics> {
    const { clock, teams, personOf, signInsPerDay } = this.#deps;
    const team = teams.seen(teamId, asker);
    const { permissions } = asker;
    const isInside = team.members.has(asker.userId);
    if (!isInside && !permissions.has('team:edit') && !permissions.has('analytics:read')) {
      throw refused('team_figures');
    }
    const today = Math.floor(clock() / DAY_MS) * DAY_MS;
    const sinceMs = today - (DAYS - 1) * DAY_MS;
    const userIds = [...team.members.keys()];
    const counted = new Map((await signInsPerDay(userIds, sinceMs)).map((day) => [day.dayMs, day]));
    const days = Array.from({ length: DAYS }, (_, i) => {
      const dayMs = sinceMs + i * DAY_MS;
      const { signIns = 0, people = 0 } = counted.get(dayMs) ?? {};
      return { dayMs, signIns, people };
    });
    const isRecent = (userId: UserId) => (personOf(userId)?.lastSignInMs ?? 0) >= sinceMs;
    return { members: userIds.length, activeMembers: userIds.filter(isRecent).length, days };
  }

  #owner(team: Team): { userId: UserId; name: string } | null {
    const userId = ownerOf(team);
    const person = userId === null ? null : this.#deps.personOf(userId);
    return person === null ? null : { userId: person.userId, name: person.name };
  }
}
