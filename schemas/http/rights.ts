import { z } from 'zod';
import { PERMISSION_NAMES } from '#schemas/access/permissions';
import { PageQuery, pageOf } from '#schemas/http/page';
import type { RouteRow } from '#schemas/http/route-row';
import { NodeId, TeamId, UserId } from '#schemas/ids/ids';
import { Scope } from '#schemas/plant/area';
import { NodeKind } from '#schemas/plant/node-kind';
import { TimeMs } from '#schemas/units/units';

export const PermissionName = z.enum(PERMISSION_NAMES);
/** The key of a role: lower-case letters, digits, `_` and `-`. */
const RoleKey = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'This is no key of a role.');
/** A role with what it says itself, and all that it comes to. */
export const RoleInfo = z.strictObject({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  isBuiltIn: z.boolean(),
  inherits: z.array(z.string()),
  /** Its own permissions. */
  permissions: z.array(PermissionName),
  /** Its own and all inherited ones. */
  effective: z.array(PermissionName),
  people: z.number().int().nonnegative(),
  teams: z.number().int().nonnegative(),
});
export type RoleInfo = z.infer<typeof RoleInfo>;

const RoleText = {
  name: z.string().trim().min(2).max(60),
  description: z.string().trim().max(240),
  inherits: z.array(RoleKey).max(10),
  permissions: z.array(PermissionName).max(PERMISSION_NAMES.length),
};
export const RoleDraft = z.strictObject({ key: RoleKey, ...RoleText });
export type RoleDraft = z.infer<typeof RoleDraft>;
export const RolePatch = z.strictObject(RoleText).partial();
export type RolePatch = z.infer<typeof RolePatch>;

/** The table of rights: a row for each permission, a column for each role. */
export const RoleMatrix = z.strictObject({
  roles: z.array(z.strictObject({ key: z.string(), name: z.string(), isBuiltIn: z.boolean() })),
  rows: z.array(
    z.strictObject({
      permission: PermissionName,
      resource: z.string(),
      action: z.string(),
      sentence: z.string(),
      /** For each role in the order of `roles`: its own, inherited, or not at all. */
      cells: z.array(z.enum(['own', 'inherited', 'no'])),
    }),
  ),
});
export type RoleMatrix = z.infer<typeof RoleMatrix>;

export const Effect = z.enum(['grant', 'deny']);
export const GrantRow = z.strictObject({
  permission: PermissionName,
  effect: Effect,
  expiresMs: TimeMs.nullable(),
});
export type GrantRow = z.infer<typeof GrantRow>;

export const SubjectKind = z.enum(['person', 'team']);
const Subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), id: UserId }),
  z.strictObject({ kind: z.literal('team'), id: TeamId }),
]);
export type Subject = z.infer<typeof Subject>;

/** A role that somebody has within a part of the plant, until a time. */
export const AreaRight = z.strictObject({
  /** A node of the tree with everything below it, or the name of an area of points that hang nowhere. */
  area: z.string(),
  /** The path of the node, or the name; of a node that is not there any more its id. */
  areaName: z.string(),
  subject: Subject,
  /** The name of the person or team. */
  subjectName: z.string(),
  role: z.string(),
  expiresMs: TimeMs.nullable(),
});
export type AreaRight = z.infer<typeof AreaRight>;

/** What one person may, and from where it comes. */
export const PersonRights = z.strictObject({
  role: z.string(),
  /** Roles of the person’s teams. */
  teamRoles: z.array(z.strictObject({ role: z.string(), teamId: TeamId, teamName: z.string() })),
  grants: z.array(GrantRow),
  /** Roles within areas, the person’s own and those of the person’s teams. */
  areaRights: z.array(AreaRight),
  /** What all of it comes to everywhere; what holds in areas only is not in it. */
  effective: z.array(PermissionName),
});
export type PersonRights = z.infer<typeof PersonRights>;

const UserParams = z.object({ userId: UserId });
const RoleParams = z.object({ role: RoleKey });

export const RIGHTS_ROUTES = {
  roles: {
    method: 'GET',
    path: '/api/v1/roles',
    permission: 'role:read',
    tag: 'rights',
    summary: 'All roles, with how many people and teams have each.',
    answer: z.strictObject({ roles: z.array(RoleInfo) }),
    etag: true,
  },
  roleMatrix: {
    method: 'GET',
    path: '/api/v1/roles/matrix',
    permission: 'role:read',
    tag: 'rights',
    summary: 'Which role may do what.',
    answer: RoleMatrix,
    etag: true,
  },
  role: {
    method: 'GET',
    path: '/api/v1/roles/:role',
    permission: 'role:read',
    tag: 'rights',
    summary: 'One role.',
    params: RoleParams,
    answer: RoleInfo,
    errors: ['not_found'],
  },
  makeRole: {
    method: 'POST',
    path: '/api/v1/roles',
    permission: 'role:edit',
    tag: 'rights',
    summary: 'Makes a role of the site’s own, with nothing that its maker may not do.',
    body: RoleDraft,
    status: 201,
    answer: RoleInfo,
    errors: ['conflict'],
    idempotent: true,
  },
  editRole: {
    method: 'PATCH',
    path: '/api/v1/roles/:role',
    permission: 'role:edit',
    tag: 'rights',
    summary: 'Changes a role of the site’s own.',
    params: RoleParams,
    body: RolePatch,
    answer: RoleInfo,
    errors: ['not_found', 'conflict'],
  },
  deleteRole: {
    method: 'DELETE',
    path: '/api/v1/roles/:role',
    permission: 'role:edit',
    tag: 'rights',
    summary: 'Deletes a role of the site’s own that nobody has.',
    params: RoleParams,
    errors: ['not_found', 'conflict'],
  },
  personRights: {
    method: 'GET',
    path: '/api/v1/users/:userId/permissions',
    permission: 'role:read',
    tag: 'rights',
    summary: 'What a person may do, and why.',
    params: UserParams,
    answer: PersonRights,
    errors: ['not_found'],
  },
  setGrant: {
    method: 'PUT',
    path: '/api/v1/users/:userId/permissions/:permission',
    permission: 'role:assign',
    tag: 'rights',
    summary:
      'Grants a person one permission beside the role, or denies it, for good or for a time.',
    params: UserParams.extend({ permission: PermissionName }),
    body: z.strictObject({ effect: Effect, expiresMs: TimeMs.nullable().default(null) }),
    answer: PersonRights,
    errors: ['not_found'],
  },
  removeGrant: {
    method: 'DELETE',
    path: '/api/v1/users/:userId/permissions/:permission',
    permission: 'role:assign',
    tag: 'rights',
    summary: 'Takes back what was granted or denied beside the role.',
    params: UserParams.extend({ permission: PermissionName }),
    answer: PersonRights,
    errors: ['not_found'],
  },
  accessReview: {
    method: 'GET',
    path: '/api/v1/permissions/:permission/people',
    permission: 'role:read',
    tag: 'rights',
    summary: 'Who has a permission now.',
    params: z.object({ permission: PermissionName }),
    answer: z.strictObject({
      people: z.array(z.strictObject({ userId: UserId, name: z.string(), role: z.string() })),
    }),
  },
  areas: {
    method: 'GET',
    path: '/api/v1/areas',
    permission: 'role:read',
    tag: 'rights',
    summary: 'The parts of the plant in which roles can be given.',
    answer: z.strictObject({
      /** Areas of points that hang nowhere in the tree. */
      areas: z.array(z.string()),
      /** Nodes of the tree, parents first. */
      nodes: z.array(z.strictObject({ nodeId: NodeId, kind: NodeKind, path: z.string() })),
      /** Areas and nodes that are not there any more, and in which somebody has a role. */
      formerAreas: z.array(z.string()),
    }),
  },
  areaRights: {
    method: 'GET',
    path: '/api/v1/area-rights',
    permission: 'role:read',
    tag: 'rights',
    summary:
      'Who has which role within which area; sorted by `who`, `kind`, `area`, `role` or `until`.',
    /** `q` looks into names, areas and roles. */
    query: PageQuery.extend({ area: Scope.optional() }),
    answer: pageOf(AreaRight),
  },
  setAreaRight: {
    method: 'PUT',
    path: '/api/v1/areas/:area/rights',
    permission: 'role:assign',
    tag: 'rights',
    summary:
      'Gives a person or team a role at a node of the plant and all below it, or in an area, for good or for a time.',
    params: z.object({ area: Scope }),
    body: z.strictObject({
      subject: Subject,
      role: RoleKey,
      expiresMs: TimeMs.nullable().default(null),
    }),
    answer: AreaRight,
    errors: ['not_found'],
  },
  removeAreaRight: {
    method: 'DELETE',
    path: '/api/v1/areas/:area/rights/:subjectId',
    permission: 'role:assign',
    tag: 'rights',
    summary: 'Takes a role within an area back.',
    params: z.object({ area: Scope, subjectId: z.union([UserId, TeamId]) }),
    errors: ['not_found'],
  },
} as const satisfies Record<string, RouteRow>;
