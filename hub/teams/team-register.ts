import { refused } from '#schemas/errors/refused';
import type { MemberRole } from '#schemas/http/teams';
import type { TeamId, UserId } from '#schemas/ids/ids';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { type Membership, type Team, teamKey } from './team.ts';

/** All teams in memory: which roles somebody has through them is asked on every request. */
export class TeamRegister {
  readonly #deps: { store: Store };
  readonly #teams = new Map<TeamId, Team>();
  #ofPerson = new Map<UserId, Team[]>();

  constructor(deps: { store: Store }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const rows = await this.#deps.store.read('SELECT team_id FROM teams');
    for (const { team_id } of rows) await this.#read(team_id as TeamId);
    this.#index();
  }

  /** Throws `not_found`. */
  wanted(teamId: TeamId): Team {
    const team = this.#teams.get(teamId);
    if (team === undefined) throw refused('team_unknown');
    return team;
  }

  all(): Team[] {
    return [...this.#teams.values()];
  }

  /** Teams that somebody is in, the dissolved ones left out. */
  of(userId: UserId): readonly Team[] {
    return this.#ofPerson.get(userId) ?? [];
  }

  isMember(teamId: TeamId, userId: UserId): boolean {
    return this.of(userId).some((team) => team.teamId === teamId);
  }

  /** Keys of the roles that the person has through teams. */
  rolesOf(userId: UserId): string[] {
    return this.of(userId).flatMap(({ roles }) => roles);
  }

  isNameFree(name: string, own: TeamId | null): boolean {
    const key = teamKey(name);
    return !this.all().some(
      (team) => team.archivedMs === null && team.teamId !== own && teamKey(team.name) === key,
    );
  }

  /** Takes from the store how a team is now, after it was changed there. */
  async reload(teamId: TeamId): Promise<Team> {
    await this.#read(teamId);
    this.#index();
    return this.wanted(teamId);
  }

  async #read(teamId: TeamId): Promise<void> {
    const { store } = this.#deps;
    const [[row], members, roles] = await Promise.all([
      store.read('SELECT * FROM teams WHERE team_id = ?', [teamId]),
      store.read(
        'SELECT user_id, role, since_ms FROM team_members WHERE team_id = ? ORDER BY since_ms, user_id',
        [teamId],
      ),
      store.read('SELECT role_key FROM team_roles WHERE team_id = ? ORDER BY role_key', [teamId]),
    ]);
    if (row !== undefined) this.#teams.set(teamId, teamOf(row, members, roles));
  }

  #index(): void {
    const ofPerson = new Map<UserId, Team[]>();
    for (const team of this.#teams.values()) {
      if (team.archivedMs !== null) continue;
      for (const userId of team.members.keys()) {
        const list = ofPerson.get(userId) ?? [];
        list.push(team);
        ofPerson.set(userId, list);
      }
    }
    this.#ofPerson = ofPerson;
  }
}

function teamOf(row: Row, members: readonly Row[], roles: readonly Row[]): Team {
  return {
    teamId: row.team_id as TeamId,
    name: String(row.name),
    description: String(row.description),
    createdMs: Number(row.created_ms),
    changedMs: Number(row.changed_ms),
    archivedMs: row.archived_ms as number | null,
    members: new Map(
      members.map((member): [UserId, Membership] => [
        member.user_id as UserId,
        { role: member.role as MemberRole, sinceMs: Number(member.since_ms) },
      ]),
    ),
    roles: roles.map(({ role_key }) => String(role_key)),
  };
}
