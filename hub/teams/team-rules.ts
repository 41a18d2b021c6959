import type { Permission } from '#schemas/access/permissions';
import { type MemberRole, TEAM_ACTIONS, type TeamAction } from '#schemas/http/teams';
import type { UserId } from '#schemas/ids/ids';
import type { Team } from './team.ts';

/** Who wants something of a team, and what that request may at all. */
export interface TeamAsker {
  readonly userId: UserId;
  readonly permissions: ReadonlySet<Permission>;
}

/** What somebody’s part in a team allows; those who may change any team, and give roles, need no part in it. */
const ALLOWED: Record<MemberRole, readonly TeamAction[]> = {
  owner: ['edit', 'members', 'transfer', 'dissolve'],
  admin: ['edit', 'members', 'leave'],
  member: ['leave'],
};

/** Whether this may be done to the team; nothing may to one that is dissolved. */
export function mayDo(asker: TeamAsker, action: TeamAction, team: Team): boolean {
  const { userId, permissions } = asker;
  if (team.archivedMs !== null) return false;
  if (action === 'roles') return permissions.has('role:assign');
  const mine = team.members.get(userId)?.role;
  if (mine !== undefined && permissions.has('team:own') && ALLOWED[mine].includes(action)) {
    return true;
  }
  return action !== 'leave' && permissions.has('team:edit');
}

/** All that may be done to it, for screens. */
export function actionsOn(asker: TeamAsker, team: Team): TeamAction[] {
  return TEAM_ACTIONS.filter((action) => mayDo(asker, action, team));
}

/** Whether the asker may give a part in the team, or take it: only who could hand the team over makes or unmakes its admins. */
export function mayGive(asker: TeamAsker, role: MemberRole, team: Team): boolean {
  if (role === 'owner') return false;
  return mayDo(asker, role === 'admin' ? 'transfer' : 'members', team);
}

/** Whether the asker sees the team at all: dissolved ones are for those who may change any team. */
export function maySee(asker: TeamAsker, team: Team): boolean {
  return team.archivedMs === null || asker.permissions.has('team:edit');
}
