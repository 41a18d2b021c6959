import { z } from 'zod';
import { Email, NewPassword, SecondFactorMethod, UserName } from '#schemas/http/access';
import { PageQuery, pageOf } from '#schemas/http/page';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import { WhyWrong } from '#schemas/http/problem';
import type { RouteRow } from '#schemas/http/route-row';
import { SessionRow, SignInRow } from '#schemas/http/session';
import { SessionId, TeamId, UserId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/** What can be done to somebody else’s account. */
export const PERSON_ACTIONS = [
  'edit',
  'role',
  'suspend',
  'activate',
  'unlock',
  'resetPassword',
  'resetSecondFactor',
  'endSessions',
  'delete',
  'restore',
  'erase',
] as const;
export type PersonAction = (typeof PERSON_ACTIONS)[number];

/** `inactive` waits for an administrator; `deleted` can be brought back until it is erased. */
export const ListedStatus = z.enum(['active', 'inactive', 'suspended', 'deleted']);
export type ListedStatus = z.infer<typeof ListedStatus>;

export const FullName = z.string().trim().min(1).max(120).regex(PLAIN_NAME, NO_PLAIN_NAME);
/** The key of a role; whether there is one of that name, the hub says. */
export const RoleKey = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'This is no key of a role.');
/** Roles that look after other people’s accounts are only given by somebody who has looked twice. */
const Confirmation = z.boolean().default(false);

/** An account as lists show it. */
export const PersonRow = z.strictObject({
  userId: UserId,
  name: z.string(),
  fullName: z.string().nullable(),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  role: z.string(),
  roleName: z.string(),
  status: ListedStatus,
  isProtected: z.boolean(),
  origin: z.string(),
  teams: z.array(z.strictObject({ teamId: TeamId, name: z.string() })),
  hasSecondFactor: z.boolean(),
  /** Until when guessing has locked it; null: it is not locked. */
  lockedUntilMs: TimeMs.nullable(),
  createdMs: TimeMs,
  lastSignInMs: TimeMs.nullable(),
  /** What the one who asks may do to it, so that screens offer nothing that is refused. */
  actions: z.array(z.enum(PERSON_ACTIONS)),
});
export type PersonRow = z.infer<typeof PersonRow>;

/** All that an administrator sees of one account. */
export const PersonDetail = PersonRow.extend({
  timezone: z.string().nullable(),
  language: z.string().nullable(),
  changedMs: TimeMs,
  mustChangePassword: z.boolean(),
  /** Made for demonstration or for developers: works nowhere where the site is in production. */
  isSample: z.boolean(),
  /** Second factors that the person can use now, the strongest first. */
  factors: z.array(SecondFactorMethod.exclude(['backup'])),
  sessions: z.number().int(),
  keys: z.number().int(),
  /** Of a deleted account: when it will be erased for good. */
  erasedFromMs: TimeMs.nullable(),
  /** What would be possible in the account’s state, but not for the one who asks, and why. */
  refused: z.array(z.strictObject({ action: z.enum(PERSON_ACTIONS), sentence: z.string() })),
});
export type PersonDetail = z.infer<typeof PersonDetail>;

/** Columns by which the list of people is sorted. */
export const PEOPLE_COLUMNS = [
  'name',
  'fullName',
  'email',
  'role',
  'status',
  'created',
  'lastSignIn',
] as const;

const PeopleFilters = z.object({
  role: RoleKey.optional(),
  /** Without it: all but deleted ones. */
  status: ListedStatus.optional(),
  team: TeamId.optional(),
  /** Accounts made from this moment on, and before that one. */
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
  /** Last signed in from this moment on; not signed in since that one, or never. */
  seenFrom: z.coerce.number().int().nonnegative().optional(),
  unseenSince: z.coerce.number().int().nonnegative().optional(),
});
/** `q` looks into name, full name and e-mail address. */
export const PeopleQuery = PageQuery.extend(PeopleFilters.shape);
export type PeopleQuery = z.infer<typeof PeopleQuery>;

export const PeopleExportQuery = PeopleFilters.extend({
  q: PageQuery.shape.q,
  sort: PageQuery.shape.sort,
  format: z.enum(['csv', 'json']).default('csv'),
  /** Only these, separated by commas. */
  ids: z.string().max(6_200).optional(),
});
export type PeopleExportQuery = z.infer<typeof PeopleExportQuery>;

/** How the new person comes in for the first time. */
const FirstEntry = z.discriminatedUnion('kind', [
  /** To be changed at the first sign-in. */
  z.strictObject({ kind: z.literal('password'), password: NewPassword }),
  /** A one-time link, by mail where there is a relay. */
  z.strictObject({ kind: z.literal('invite') }),
]);

export const NewPerson = z.strictObject({
  name: UserName,
  fullName: FullName.nullable().default(null),
  email: Email.nullable().default(null),
  role: RoleKey.default('viewer'),
  entry: FirstEntry,
  confirm: Confirmation,
});
export type NewPerson = z.infer<typeof NewPerson>;

/** A one-time link: on its way by mail, or to be handed over by whoever asked for it. */
export const HandedLink = z.strictObject({
  sentTo: z.string().nullable(),
  /** A path of this hub; shown once. Null where it went by mail. */
  link: z.string().nullable(),
});
export type HandedLink = z.infer<typeof HandedLink>;

export const PersonPatch = z.strictObject({
  name: UserName.optional(),
  fullName: FullName.nullable().optional(),
  email: Email.nullable().optional(),
  /** As last read: a change in between is not overwritten. */
  changedMs: TimeMs.optional(),
});
export type PersonPatch = z.infer<typeof PersonPatch>;

/** So many accounts are changed or invited at once. */
export const BULK_MAX = 200;
const Several = { userIds: z.array(UserId).min(1).max(BULK_MAX) };
export const BulkRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('suspend'), ...Several }),
  z.strictObject({ action: z.literal('activate'), ...Several }),
  z.strictObject({ action: z.literal('delete'), ...Several }),
  z.strictObject({ action: z.literal('restore'), ...Several }),
  z.strictObject({ action: z.literal('role'), ...Several, role: RoleKey, confirm: Confirmation }),
]);
export type BulkRequest = z.infer<typeof BulkRequest>;

/** What became of each: `code` and `sentence` where it was not done. */
export const BulkAnswer = z.strictObject({
  outcomes: z.array(
    z.strictObject({
      userId: UserId,
      done: z.boolean(),
      code: z.string().nullable(),
      sentence: z.string().nullable(),
    }),
  ),
});
export type BulkAnswer = z.infer<typeof BulkAnswer>;

/** Columns of a file of new accounts, in any order; `name` or `email` must be there, an absent role is `viewer`. */
export const IMPORT_COLUMNS = ['name', 'email', 'full_name', 'role'] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];
export const IMPORT_ROWS_MAX = 1_000;

export const ImportRequest = z.strictObject({
  csv: z.string().min(1).max(400_000),
  /** Only looks: nothing is kept. */
  dryRun: z.boolean().default(true),
  confirm: Confirmation,
});
export type ImportRequest = z.infer<typeof ImportRequest>;

export const ImportAnswer = z.strictObject({
  /** All rows are right, and, unless it was only looked at, all accounts made. */
  kept: z.boolean(),
  rows: z.array(
    z.strictObject({
      /** Line of the file; the header is line 1. */
      line: z.number().int(),
      name: z.string(),
      email: z.string().nullable(),
      fullName: z.string().nullable(),
      role: z.string(),
      errors: z.array(
        z.strictObject({ field: z.string(), message: z.string(), ...WhyWrong.shape }),
      ),
      userId: UserId.nullable(),
      invite: HandedLink.nullable(),
    }),
  ),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;

export const InviteRequest = z.strictObject({
  emails: z.array(Email).min(1).max(BULK_MAX),
  role: RoleKey.default('viewer'),
  confirm: Confirmation,
});
export type InviteRequest = z.infer<typeof InviteRequest>;

/** What an account did and where it is signed in. */
export const PersonActivity = z.strictObject({
  lastSignInMs: TimeMs.nullable(),
  sessions: z.array(SessionRow),
  teams: z.array(z.strictObject({ teamId: TeamId, name: z.string(), role: z.string() })),
  /** The latest hundred things that the person did, newest first. */
  entries: z.array(
    z.strictObject({
      seq: z.number().int(),
      atMs: TimeMs,
      event: z.string(),
      says: z.string(),
      outcome: z.string(),
      resourceType: z.string(),
      resourceId: z.string().nullable(),
    }),
  ),
});
export type PersonActivity = z.infer<typeof PersonActivity>;

const PersonParams = z.object({ userId: UserId });
const MADE = z.strictObject({ person: PersonDetail, invite: HandedLink.nullable() });
const changing = (action: string, summary: string) =>
  ({
    method: 'POST',
    path: `/api/v1/users/:userId/${action}`,
    permission: 'user:edit',
    tag: 'people',
    summary,
    params: PersonParams,
    answer: PersonDetail,
    errors: ['not_found', 'conflict'],
  }) as const;

/** Fixed words come before `:userId`, which would take them. */
export const PEOPLE_ROUTES = {
  people: {
    method: 'GET',
    path: '/api/v1/users',
    permission: 'user:read',
    tag: 'people',
    summary: 'Accounts, a page at a time.',
    query: PeopleQuery,
    answer: pageOf(PersonRow),
    etag: true,
  },
  exportPeople: {
    method: 'GET',
    path: '/api/v1/users/export',
    permission: 'user:read',
    tag: 'people',
    summary: 'Accounts as a CSV or JSON file.',
    query: PeopleExportQuery,
    media: 'text/csv',
    limit: 'work',
  },
  addPerson: {
    method: 'POST',
    path: '/api/v1/users',
    permission: 'user:edit',
    tag: 'people',
    summary: 'Makes an account with an initial password or a one-time invitation.',
    body: NewPerson,
    answer: MADE,
    status: 201,
    errors: ['conflict', 'password_weak'],
    idempotent: true,
  },
  bulkPeople: {
    method: 'POST',
    path: '/api/v1/users/bulk',
    permission: 'user:edit',
    tag: 'people',
    summary: 'Does the same to several accounts, and says what became of each.',
    body: BulkRequest,
    answer: BulkAnswer,
  },
  importPeople: {
    method: 'POST',
    path: '/api/v1/users/import',
    permission: 'user:edit',
    tag: 'people',
    summary: 'Looks at a CSV file of new accounts, or makes all of them or none.',
    body: ImportRequest,
    answer: ImportAnswer,
    errors: ['conflict'],
    idempotent: true,
    bodyBytesMax: 1_000_000,
    limit: 'work',
  },
  invitePeople: {
    method: 'POST',
    path: '/api/v1/users/invite',
    permission: 'user:edit',
    tag: 'people',
    summary: 'Makes an account for each e-mail address, or for none, and invites them.',
    body: InviteRequest,
    answer: ImportAnswer,
    errors: ['conflict'],
    idempotent: true,
  },
  person: {
    method: 'GET',
    path: '/api/v1/users/:userId',
    permission: 'user:read',
    tag: 'people',
    summary: 'One account.',
    params: PersonParams,
    answer: PersonDetail,
    errors: ['not_found'],
    etag: true,
  },
  editPerson: {
    method: 'PATCH',
    path: '/api/v1/users/:userId',
    permission: 'user:edit',
    tag: 'people',
    summary: 'Changes name, full name or e-mail address of an account.',
    params: PersonParams,
    body: PersonPatch,
    answer: PersonDetail,
    errors: ['not_found', 'conflict'],
  },
  changeRole: {
    method: 'PUT',
    path: '/api/v1/users/:userId/role',
    permission: 'role:assign',
    tag: 'people',
    summary: 'Gives an account another role, from the next request on.',
    params: PersonParams,
    body: z.strictObject({ role: RoleKey, confirm: Confirmation }),
    answer: PersonDetail,
    errors: ['not_found', 'conflict'],
  },
  suspendPerson: changing('suspend', 'Keeps a person out until further notice.'),
  activatePerson: changing('activate', 'Lets a person in who was inactive or suspended.'),
  unlockPerson: changing('unlock', 'Forgets the failures that locked an account.'),
  resetPassword: {
    ...changing(
      'reset-password',
      'Ends the password; the person sets a new one by a one-time link.',
    ),
    answer: z.strictObject({ person: PersonDetail, reset: HandedLink }),
  },
  resetSecondFactor: changing('reset-second-factor', 'Takes the second factor off an account.'),
  deletePerson: {
    method: 'DELETE',
    path: '/api/v1/users/:userId',
    permission: 'user:delete',
    tag: 'people',
    summary: 'Deletes an account; until it is erased it can be restored.',
    params: PersonParams,
    answer: PersonDetail,
    errors: ['not_found', 'conflict'],
  },
  restorePerson: {
    ...changing('restore', 'Brings back a deleted account that is not erased yet.'),
    permission: 'user:delete',
  },
  erasePerson: {
    ...changing('erase', 'Erases a deleted account now: what is personal is gone for good.'),
    permission: 'user:delete',
    body: z.strictObject({ confirm: z.literal(true) }),
    answer: undefined,
  },
  personActivity: {
    method: 'GET',
    path: '/api/v1/users/:userId/activity',
    permission: 'user:read',
    tag: 'people',
    summary: 'When a person last signed in, where, and what they did.',
    params: PersonParams,
    answer: PersonActivity,
    errors: ['not_found'],
  },
  personSignIns: {
    method: 'GET',
    path: '/api/v1/users/:userId/sign-ins',
    permission: 'user:read',
    tag: 'people',
    summary:
      'The last hundred sign-ins and failed attempts of an account, and who saw Tremolo as it.',
    params: PersonParams,
    answer: z.strictObject({ signIns: z.array(SignInRow) }),
    errors: ['not_found'],
  },
  endPersonSession: {
    method: 'DELETE',
    path: '/api/v1/users/:userId/sessions/:sessionId',
    permission: 'user:edit',
    tag: 'people',
    summary: 'Ends one session of a person at once.',
    params: PersonParams.extend({ sessionId: SessionId }),
    errors: ['not_found', 'conflict'],
  },
  endPersonSessions: {
    method: 'DELETE',
    path: '/api/v1/users/:userId/sessions',
    permission: 'user:edit',
    tag: 'people',
    summary: 'Ends all sessions of a person at once.',
    params: PersonParams,
    answer: z.strictObject({ ended: z.number().int() }),
    errors: ['not_found', 'conflict'],
  },
} as const satisfies Record<string, RouteRow>;
