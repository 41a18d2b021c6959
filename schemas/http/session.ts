import { z } from 'zod';
import { NAVIGATION } from '#schemas/access/navigation';
import { PERMISSION_NAMES } from '#schemas/access/permissions';
import type { RouteRow } from '#schemas/http/route-row';
import { SessionId, UserId } from '#schemas/ids/ids';
import { Preferences } from '#schemas/preferences/preferences';
import { TimeMs } from '#schemas/units/units';

/** What a person must do before anything else. */
export const Duty = z.enum(['change_password', 'add_second_factor', 'accept_notice']);
export type Duty = z.infer<typeof Duty>;

/** Everything that the screens need to start: who is here, what is allowed, and what to say about it. */
export const SessionInfo = z.strictObject({
  user: z.strictObject({
    userId: UserId,
    name: z.string(),
    fullName: z.string().nullable(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    role: z.string(),
    roleName: z.string(),
    timezone: z.string().nullable(),
    language: z.string().nullable(),
    isProtected: z.boolean(),
    /** Who vouches for the person: `local`, or the identity provider. */
    origin: z.string(),
  }),
  permissions: z.array(z.enum(PERMISSION_NAMES)),
  /** What is allowed within areas of the plant only, besides. */
  areas: z.array(
    z.strictObject({ area: z.string(), permissions: z.array(z.enum(PERMISSION_NAMES)) }),
  ),
  navigation: z.array(
    z.strictObject({ key: z.enum(NAVIGATION.map(({ key }) => key)), path: z.string() }),
  ),
  /** What this hub has switched on, for parts of screens that depend on it: `mail`, `sms`, `registration`. */
  features: z.array(z.string()),
  /** To be sent as `x-csrf-token` with every request that changes something. */
  csrfToken: z.string(),
  duty: Duty.nullable(),
  impersonator: z.strictObject({ userId: UserId, name: z.string() }).nullable(),
  sessionId: SessionId,
  expiresMs: TimeMs,
  site: z.strictObject({
    siteName: z.string(),
    environment: z.enum(['development', 'staging', 'production']),
    adminContact: z.string(),
    /** Until when developers may work in production; null: they may not, or it is not production. */
    developersUntilMs: TimeMs.nullable(),
  }),
  preferences: Preferences,
});
export type SessionInfo = z.infer<typeof SessionInfo>;

export const SessionRow = z.strictObject({
  sessionId: SessionId,
  isCurrent: z.boolean(),
  /** Browser and system in a few words, for example `Firefox on Linux`. */
  device: z.string(),
  address: z.string(),
  how: z.string(),
  createdMs: TimeMs,
  lastSeenMs: TimeMs,
  expiresMs: TimeMs,
});
export type SessionRow = z.infer<typeof SessionRow>;

export const SignInRow = z.strictObject({
  atMs: TimeMs,
  event: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  how: z.string().nullable(),
  device: z.string(),
  address: z.string().nullable(),
});
export type SignInRow = z.infer<typeof SignInRow>;

const SessionParams = z.object({ sessionId: SessionId });

export const SESSION_ROUTES = {
  session: {
    method: 'GET',
    path: '/api/v1/users/me/session',
    permission: 'session:own',
    tag: 'account',
    summary: 'Who is signed in, what that person may do, and what the screens need to start.',
    answer: SessionInfo,
  },
  sessions: {
    method: 'GET',
    path: '/api/v1/users/me/sessions',
    permission: 'account:own',
    tag: 'account',
    summary: 'One’s own sessions, the latest first.',
    answer: z.strictObject({ sessions: z.array(SessionRow) }),
  },
  endSession: {
    method: 'DELETE',
    path: '/api/v1/users/me/sessions/:sessionId',
    permission: 'account:own',
    tag: 'account',
    summary: 'Ends one of one’s own sessions.',
    params: SessionParams,
    errors: ['not_found'],
  },
  endOtherSessions: {
    method: 'DELETE',
    path: '/api/v1/users/me/sessions',
    permission: 'account:own',
    tag: 'account',
    summary: 'Ends all of one’s own sessions but this one.',
    answer: z.strictObject({ ended: z.number().int() }),
  },
  signIns: {
    method: 'GET',
    path: '/api/v1/users/me/sign-ins',
    permission: 'account:own',
    tag: 'account',
    summary:
      'The last hundred sign-ins and failed attempts of one’s own account, and who saw Tremolo as it.',
    answer: z.strictObject({ signIns: z.array(SignInRow) }),
  },
  impersonate: {
    method: 'POST',
    path: '/api/v1/users/:userId/impersonate',
    permission: 'user:impersonate',
    tag: 'people',
    summary: 'Shows Tremolo as another person sees it, for an hour at most.',
    params: z.object({ userId: UserId }),
    answer: SessionInfo,
    errors: ['not_found', 'conflict'],
  },
  stopImpersonation: {
    method: 'DELETE',
    path: '/api/v1/impersonation',
    permission: 'session:own',
    tag: 'people',
    summary: 'Ends seeing Tremolo as another person.',
    answer: SessionInfo,
    errors: ['conflict'],
  },
} as const satisfies Record<string, RouteRow>;
