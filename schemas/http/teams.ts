import { z } from 'zod';
import { PageQuery, pageOf } from '#schemas/http/page';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import type { RouteRow } from '#schemas/http/route-row';
import { TeamId, UserId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/** What somebody is in a team. One owns it; admins look after its members. */
export const MemberRole = z.enum(['owner', 'admin', 'member']);
export type MemberRole = z.infer<typeof MemberRole>;
const GivenRole = z.enum(['admin', 'member']);

export const TeamName = z
  .string()
  .trim()
  .min(2, 'At least 2 characters.')
  .max(60)
  .regex(PLAIN_NAME, NO_PLAIN_NAME);
const Description = z.string().trim().max(400);
const RoleKeys = z.array(z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/)).max(10);

/** What the one who asks may do to a team. */
export const TEAM_ACTIONS = ['edit', 'members', 'transfer', 'dissolve', 'roles', 'leave'] as const;
export type TeamAction = (typeof TEAM_ACTIONS)[number];

export const TeamRow = z.strictObject({
  teamId: TeamId,
  name: z.string(),
  description: z.string(),
  owner: z.strictObject({ userId: UserId, name: z.string() }).nullable(),
  memberCount: z.number().int(),
  /** Roles that its members have through it. */
  roles: z.array(z.string()),
  /** What the one who asks is in it. */
  mine: MemberRole.nullable(),
  createdMs: TimeMs,
  archivedMs: TimeMs.nullable(),
  actions: z.array(z.enum(TEAM_ACTIONS)),
});
export type TeamRow = z.infer<typeof TeamRow>;

export const TeamMember = z.strictObject({
  userId: UserId,
  name: z.string(),
  fullName: z.string().nullable(),
  role: MemberRole,
  sinceMs: TimeMs,
  isActive: z.boolean(),
});
export type TeamMember = z.infer<typeof TeamMember>;

export const TeamDetail = TeamRow.extend({ changedMs: TimeMs, members: z.array(TeamMember) });
export type TeamDetail = z.infer<typeof TeamDetail>;

/** Columns by which the list of teams is sorted. */
export const TEAM_COLUMNS = ['name', 'owner', 'members', 'created'] as const;

/** `q` looks into name and description. */
export const TeamsQuery = PageQuery.extend({
  state: z.enum(['active', 'archived']).default('active'),
  mine: z.stringbool().default(false),
});
export type TeamsQuery = z.infer<typeof TeamsQuery>;

export const NewTeam = z.strictObject({
  name: TeamName,
  description: Description.default(''),
  /** Absent: who makes it owns it. */
  ownerId: UserId.optional(),
});
export type NewTeam = z.infer<typeof NewTeam>;

export const TeamPatch = z.strictObject({
  name: TeamName.optional(),
  description: Description.optional(),
  /** As last read: a change in between is not overwritten. */
  changedMs: TimeMs.optional(),
});
export type TeamPatch = z.infer<typeof TeamPatch>;

/** By sign-in name: who looks after a team need not see the list of accounts. */
export const NewMember = z.strictObject({
  name: z.string().trim().min(1).max(64),
  role: GivenRole.default('member'),
});
export type NewMember = z.infer<typeof NewMember>;

/** What becomes of things shared with a team that is dissolved. */
export const DissolveRequest = z.strictObject({
  confirm: z.literal(true),
  shared: z.discriminatedUnion('to', [
    z.strictObject({ to: z.literal('team'), teamId: TeamId }),
    /** Each member keeps the access by name. */
    z.strictObject({ to: z.literal('members') }),
    z.strictObject({ to: z.literal('nobody') }),
  ]),
});
export type DissolveRequest = z.infer<typeof DissolveRequest>;

export const TeamAnalytics = z.strictObject({
  members: z.number().int(),
  /** Members who signed in within the last 30 days. */
  activeMembers: z.number().int(),
  /** The last 30 days, oldest first; days are UTC. */
  days: z.array(
    z.strictObject({ dayMs: TimeMs, signIns: z.number().int(), people: z.number().int() }),
  ),
});
export type TeamAnalytics = z.infer<typeof TeamAnalytics>;

const TeamParams = z.object({ teamId: TeamId });
const MemberParams = z.object({ teamId: TeamId, userId: UserId });

export const TEAM_ROUTES = {
  teams: {
    method: 'GET',
    path: '/api/v1/teams',
    permission: 'team:read',
    tag: 'teams',
    summary: 'Teams, a page at a time.',
    query: TeamsQuery,
    answer: pageOf(TeamRow),
    etag: true,
  },
  addTeam: {
    method: 'POST',
    path: '/api/v1/teams',
    permission: 'team:edit',
    tag: 'teams',
    summary: 'Makes a team.',
    body: NewTeam,
    answer: TeamDetail,
    status: 201,
    errors: ['conflict', 'not_found'],
    idempotent: true,
  },
  team: {
    method: 'GET',
    path: '/api/v1/teams/:teamId',
    permission: 'team:read',
    tag: 'teams',
    summary: 'One team with its members.',
    params: TeamParams,
    answer: TeamDetail,
    errors: ['not_found'],
    etag: true,
  },
  editTeam: {
    method: 'PATCH',
    path: '/api/v1/teams/:teamId',
    permission: 'team:own',
    tag: 'teams',
    summary: 'Changes name or description of a team.',
    params: TeamParams,
    body: TeamPatch,
    answer: TeamDetail,
    errors: ['not_found', 'conflict'],
  },
  addMember: {
    method: 'POST',
    path: '/api/v1/teams/:teamId/members',
    permission: 'team:own',
    tag: 'teams',
    summary: 'Takes a person into a team.',
    params: TeamParams,
    body: NewMember,
    answer: TeamDetail,
    errors: ['not_found', 'conflict'],
  },
  changeMember: {
    method: 'PATCH',
    path: '/api/v1/teams/:teamId/members/:userId',
    permission: 'team:own',
    tag: 'teams',
    summary: 'Makes a member an admin of the team, or an admin a member.',
    params: MemberParams,
    body: z.strictObject({ role: GivenRole }),
    answer: TeamDetail,
    errors: ['not_found', 'conflict'],
  },
  removeMember: {
    method: 'DELETE',
    path: '/api/v1/teams/:teamId/members/:userId',
    permission: 'team:own',
    tag: 'teams',
    summary: 'Takes a member out of a team; anybody may leave by themselves.',
    params: MemberParams,
    errors: ['not_found', 'conflict'],
  },
  transferTeam: {
    method: 'PUT',
    path: '/api/v1/teams/:teamId/owner',
    permission: 'team:own',
    tag: 'teams',
    summary: 'Hands a team over to another of its members.',
    params: TeamParams,
    body: z.strictObject({ userId: UserId, confirm: z.literal(true) }),
    answer: TeamDetail,
    errors: ['not_found', 'conflict'],
  },
  teamRoles: {
    method: 'PUT',
    path: '/api/v1/teams/:teamId/roles',
    permission: 'role:assign',
    tag: 'teams',
    summary: 'Gives every member of a team roles beside their own.',
    params: TeamParams,
    body: z.strictObject({ roles: RoleKeys }),
    answer: TeamDetail,
    errors: ['not_found', 'conflict'],
  },
  dissolveTeam: {
    method: 'POST',
    path: '/api/v1/teams/:teamId/dissolve',
    permission: 'team:own',
    tag: 'teams',
    summary: 'Dissolves a team: it is archived, and its members lose what they had through it.',
    params: TeamParams,
    body: DissolveRequest,
    errors: ['not_found', 'conflict'],
  },
  teamAnalytics: {
    method: 'GET',
    path: '/api/v1/teams/:teamId/analytics',
    permission: 'team:read',
    tag: 'teams',
    summary: 'How many of a team use Tremolo, and how often they sign in.',
    params: TeamParams,
    answer: TeamAnalytics,
    errors: ['not_found'],
  },
} as const satisfies Record<string, RouteRow>;
