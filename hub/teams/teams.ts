import type { AuditEventName } from '#schemas/audit/events';
import { refused } from '#schemas/errors/refused';
import type {
  DissolveRequest,
  MemberRole,
  NewTeam,
  TeamAction,
  TeamPatch,
} from '#schemas/http/teams';
import { newId, type TeamId, type UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Actor } from '../store/actor.ts';
import type { Json } from '../store/audit-entry.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { ownerOf, type Team, teamKey } from './team.ts';
import type { TeamRegister } from './team-register.ts';
import { mayDo, mayGive, maySee, type TeamAsker } from './team-rules.ts';

/** An account as far as teams need it. */
export interface TeamPerson {
  readonly userId: UserId;
  readonly name: string;
  readonly fullName: string | null;
  readonly isActive: boolean;
  readonly lastSignInMs: number | null;
}

/** On whose behalf something is done. */
export interface TeamBy {
  readonly asker: TeamAsker;
  readonly actor: Actor;
}

export interface TeamsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Events;
  readonly register: TeamRegister;
  readonly personOf: (userId: UserId) => TeamPerson | null;
  /** By sign-in name only, and only people who can work. */
  readonly personNamed: (name: string) => TeamPerson | null;
  /** Throws when the asker may not give a team this role, or take it away. */
  readonly permitRole: (
    role: { readonly key: string; readonly isGiven: boolean },
    teamId: TeamId,
    by: TeamBy,
  ) => Promise<void>;
  /** Whether the asker may do by himself all that these roles give. */
  readonly mayAll: (roles: readonly string[], asker: TeamAsker) => boolean;
  /** Ends what a team was given; what was shared with it goes to these persons or teams. Then `rightsEnded` is told. */
  readonly endingRights: (teamId: TeamId, sharesTo: readonly string[]) => readonly Statement[];
  readonly rightsEnded: (teamId: TeamId) => Promise<void>;
}

interface Change {
  readonly event: AuditEventName;
  readonly details?: Readonly<Record<string, Json>>;
  /** Whom it happened to. */
  readonly person?: TeamPerson;
}

/** Makes, changes and dissolves teams, and says who is in them. */
export class Teams {
  readonly #deps: TeamsDeps;

  constructor(deps: TeamsDeps) {
    this.#deps = deps;
  }

  /** The team, if the asker may see it. Throws `not_found`. */
  seen(teamId: TeamId, asker: TeamAsker): Team {
    const team = this.#deps.register.wanted(teamId);
    if (!maySee(asker, team)) throw refused('team_unknown');
    return team;
  }

  /** Makes a team; without an owner named, it is who makes it. */
  async add({ name, description, ownerId }: NewTeam, { asker, actor }: TeamBy): Promise<Team> {
    const { clock, register } = this.#deps;
    const owner = this.#working(ownerId ?? asker.userId);
    if (!register.isNameFree(name, null)) throw nameTaken();
    const teamId = newId('tm');
    const nowMs = clock();
    const statements = [
      {
        sql: `INSERT INTO teams SELECT ?, ?, ?, ?, ?, ?, NULL
          WHERE NOT EXISTS (SELECT 1 FROM teams WHERE name_key = ? AND archived_ms IS NULL)`,
        args: [teamId, name, teamKey(name), description, nowMs, nowMs, teamKey(name)],
        mustChange: true,
      },
      member(teamId, owner.userId, 'owner', nowMs),
    ];
    const details = { name, description, ownerId: owner.userId };
    return this.#keep(teamId, statements, { event: 'team.created', details, person: owner }, actor);
  }

  async edit(teamId: TeamId, { changedMs, ...patch }: TeamPatch, by: TeamBy): Promise<Team> {
    const team = await this.#permitted(teamId, 'edit', 'team.changed', by);
    if (changedMs !== undefined && changedMs !== team.changedMs) throw changedMeanwhile();
    const { name, description } = { ...team, ...patch };
    if (name === team.name && description === team.description) return team;
    if (!this.#deps.register.isNameFree(name, teamId)) throw nameTaken();
    const statement = {
      sql: `UPDATE teams SET name = ?, name_key = ?, description = ?, changed_ms = ?
        WHERE team_id = ? AND changed_ms = ? AND archived_ms IS NULL AND NOT EXISTS
          (SELECT 1 FROM teams AS other WHERE other.name_key = ? AND other.archived_ms IS NULL AND other.team_id <> ?)`,
      args: [
        name,
        teamKey(name),
        description,
        Math.max(this.#deps.clock(), team.changedMs + 1),
        teamId,
        team.changedMs,
        teamKey(name),
        teamId,
      ],
      mustChange: true,
    };
    const before = { name: team.name, description: team.description };
    const details = { before, after: { name, description } };
    return this.#keep(teamId, [statement], { event: 'team.changed', details }, by.actor);
  }

  /** Takes somebody in, by sign-in name. Who makes admins must be able to hand the team over. */
  async addMember(
    teamId: TeamId,
    { name, role }: { name: string; role: MemberRole },
    by: TeamBy,
  ): Promise<Team> {
    const event = 'team.member_added';
    const team = await this.#permitted(teamId, 'members', event, by);
    await this.#permitGiving(team, role, event, by);
    // Its own people hand on what the team was given; whoever may change any team hands on no more than his own rights.
    const isOutsider = !team.members.has(by.asker.userId);
    if (isOutsider && !this.#deps.mayAll(team.roles, by.asker)) {
      await this.#refuse(teamId, event, by.actor);
    }
    const person = this.#deps.personNamed(name);
    if (person === null) {
      throw refused('team_account_unknown');
    }
    if (team.members.has(person.userId)) {
      throw refused('team_member_already');
    }
    const statements = [member(teamId, person.userId, role, this.#deps.clock())];
    return this.#keep(teamId, statements, { event, details: { role }, person }, by.actor);
  }

  async changeMember(teamId: TeamId, userId: UserId, role: MemberRole, by: TeamBy): Promise<Team> {
    const event = 'team.member_changed';
    const team = await this.#permitted(teamId, 'members', event, by);
    const before = this.#part(team, userId);
    // Both ways, an admin is made or unmade; the owner’s part changes by handing the team over.
    await this.#permitGiving(team, before === 'owner' ? 'owner' : 'admin', event, by);
    if (before === role) return team;
    const statement = {
      sql: `UPDATE team_members SET role = ? WHERE team_id = ? AND user_id = ? AND role = ?`,
      args: [role, teamId, userId, before],
      mustChange: true,
    };
    const details = { before: { role: before }, after: { role } };
    const person = this.#deps.personOf(userId) ?? undefined;
    return this.#keep(teamId, [statement], { event, details, person }, by.actor);
  }

  /** Takes somebody out, or lets somebody leave. The owner hands the team over first. */
  async removeMember(teamId: TeamId, userId: UserId, by: TeamBy): Promise<void> {
    const event = 'team.member_removed';
    const isLeaving = userId === by.asker.userId;
    const team = this.seen(teamId, by.asker);
    const part = team.members.get(userId)?.role;
    const leaves = isLeaving && mayDo(by.asker, 'leave', team);
    if (!leaves) await this.#permitted(teamId, 'members', event, by);
    if (part === undefined) throw notInTeam();
    if (part === 'owner') {
      throw refused('team_owner_first');
    }
    if (!leaves) await this.#permitGiving(team, part, event, by);
    const statement = {
      sql: "DELETE FROM team_members WHERE team_id = ? AND user_id = ? AND role <> 'owner'",
      args: [teamId, userId],
      mustChange: true,
    };
    const person = this.#deps.personOf(userId) ?? undefined;
    await this.#keep(teamId, [statement], { event, details: { role: part }, person }, by.actor);
  }

  /** Hands the team over to another member; who owned it stays as an admin. */
  async transfer(teamId: TeamId, userId: UserId, by: TeamBy): Promise<Team> {
    const event = 'team.owner_changed';
    const team = await this.#permitted(teamId, 'transfer', event, by);
    const before = ownerOf(team);
    if (before === userId) return team;
    this.#part(team, userId);
    const person = this.#working(userId);
    const statements: Statement[] = [];
    if (before !== null) statements.push(part(teamId, before, 'owner', 'admin'));
    const own = this.#part(team, userId);
    statements.push(part(teamId, userId, own, 'owner'));
    const details = { before: { ownerId: before }, after: { ownerId: userId } };
    return this.#keep(teamId, statements, { event, details, person }, by.actor);
  }

  /** Gives every member these roles beside their own, and no others. */
  async setRoles(teamId: TeamId, roles: readonly string[], by: TeamBy): Promise<Team> {
    const event = 'team.roles_changed';
    const team = await this.#permitted(teamId, 'roles', event, by);
    const after = [...new Set(roles)].sort();
    // Taking a role away is judged like giving it: neither is for somebody who may less.
    const given = after.filter((key) => !team.roles.includes(key));
    const taken = team.roles.filter((key) => !after.includes(key));
    if (given.length + taken.length === 0) return team;
    for (const key of given) await this.#deps.permitRole({ key, isGiven: true }, teamId, by);
    for (const key of taken) await this.#deps.permitRole({ key, isGiven: false }, teamId, by);
    const statements: Statement[] = [
      living(teamId, Math.max(this.#deps.clock(), team.changedMs + 1)),
      { sql: 'DELETE FROM team_roles WHERE team_id = ?', args: [teamId] },
      ...after.map((role) => ({
        sql: 'INSERT INTO team_roles VALUES (?, ?)',
        args: [teamId, role],
      })),
    ];
    const details = { before: { roles: team.roles }, after: { roles: after } };
    return this.#keep(teamId, statements, { event, details }, by.actor);
  }

  /** Archives the team. Members lose its roles at once; what was shared with it goes where the asker says. */
  async dissolve(teamId: TeamId, shared: DissolveRequest['shared'], by: TeamBy): Promise<void> {
    const event = 'team.dissolved';
    const { endingRights, rightsEnded, clock } = this.#deps;
    const team = await this.#permitted(teamId, 'dissolve', event, by);
    const sharesTo = this.#sharesTo(team, shared, by.asker);
    const statements = [
      {
        sql: 'UPDATE teams SET archived_ms = ?, changed_ms = ? WHERE team_id = ? AND archived_ms IS NULL',
        args: [clock(), Math.max(clock(), team.changedMs + 1), teamId],
        mustChange: true,
      },
      ...endingRights(teamId, sharesTo),
    ];
    const details = { name: team.name, members: team.members.size, shared: { ...shared } };
    await this.#keep(teamId, statements, { event, details }, by.actor);
    await rightsEnded(teamId);
  }

  /** Statements that take an erased person out of all teams; then call `erased`. */
  erasing(userId: UserId): Statement[] {
    return [{ sql: 'DELETE FROM team_members WHERE user_id = ?', args: [userId] }];
  }

  async erased(userId: UserId): Promise<void> {
    for (const team of this.#deps.register.all()) {
      if (team.members.has(userId)) await this.#deps.register.reload(team.teamId);
    }
  }

  /** Who has what was shared with the team from now on. */
  #sharesTo(team: Team, shared: DissolveRequest['shared'], asker: TeamAsker): string[] {
    if (shared.to === 'nobody') return [];
    if (shared.to === 'members') return [...team.members.keys()];
    const other = this.seen(shared.teamId, asker);
    if (other.teamId === team.teamId || other.archivedMs !== null) {
      throw refused('team_name_another');
    }
    return [other.teamId];
  }

  async #permitted(
    teamId: TeamId,
    action: TeamAction,
    event: AuditEventName,
    { asker, actor }: TeamBy,
  ): Promise<Team> {
    const team = this.seen(teamId, asker);
    if (team.archivedMs !== null) {
      throw refused('team_dissolved');
    }
    if (!mayDo(asker, action, team)) await this.#refuse(teamId, event, actor);
    return team;
  }

  async #permitGiving(
    team: Team,
    role: MemberRole,
    event: AuditEventName,
    { asker, actor }: TeamBy,
  ): Promise<void> {
    if (role === 'owner') {
      throw refused('team_owner_part');
    }
    if (!mayGive(asker, role, team)) await this.#refuse(team.teamId, event, actor);
  }

  async #refuse(teamId: TeamId, event: AuditEventName, actor: Actor): Promise<never> {
    await this.#deps.store.record([], [{ event, actor, resourceId: teamId, outcome: 'refused' }]);
    throw refused('team_forbidden');
  }

  async #keep(
    teamId: TeamId,
    statements: readonly Statement[],
    { event, details, person }: Change,
    actor: Actor,
  ): Promise<Team> {
    const { store, register, events } = this.#deps;
    const subject = person && { userId: person.userId, personal: { name: person.name } };
    const entry = {
      event,
      actor,
      resourceId: teamId,
      ...(details ? { details } : {}),
      ...(subject ? { subject } : {}),
    };
    if ((await store.record(statements, [entry])) === null) throw changedMeanwhile();
    const team = await register.reload(teamId);
    if (person === undefined) events.emit('rightsChanged', {});
    else for (const userId of team.members.keys()) events.emit('personChanged', { userId });
    if (person !== undefined) events.emit('personChanged', { userId: person.userId });
    return team;
  }

  #part({ members }: Team, userId: UserId): MemberRole {
    const membership = members.get(userId);
    if (membership === undefined) throw notInTeam();
    return membership.role;
  }

  #working(userId: UserId): TeamPerson {
    const person = this.#deps.personOf(userId);
    if (person === null || !person.isActive) {
      throw refused('team_active_unknown');
    }
    return person;
  }
}

const nameTaken = () => refused('team_name_taken');
const notInTeam = () => refused('team_member_unknown');
const changedMeanwhile = () => refused('team_changed');

function member(teamId: TeamId, userId: UserId, role: MemberRole, nowMs: number): Statement {
  return {
    sql: `INSERT INTO team_members SELECT ?, ?, ?, ?
      WHERE EXISTS (SELECT 1 FROM teams WHERE team_id = ? AND archived_ms IS NULL)
        AND NOT EXISTS (SELECT 1 FROM team_members WHERE team_id = ? AND user_id = ?)`,
    args: [teamId, userId, role, nowMs, teamId, teamId, userId],
    mustChange: true,
  };
}

function part(teamId: TeamId, userId: UserId, before: MemberRole, after: MemberRole): Statement {
  return {
    sql: 'UPDATE team_members SET role = ? WHERE team_id = ? AND user_id = ? AND role = ?',
    args: [after, teamId, userId, before],
    mustChange: true,
  };
}

/** Undoes the transaction when the team was dissolved meanwhile. */
function living(teamId: TeamId, changedMs: number): Statement {
  return {
    sql: 'UPDATE teams SET changed_ms = ? WHERE team_id = ? AND archived_ms IS NULL',
    args: [changedMs, teamId],
    mustChange: true,
  };
}
