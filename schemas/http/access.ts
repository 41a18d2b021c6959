import { z } from 'zod';
import { PERMISSION_NAMES } from '#schemas/access/permissions';
import type { RouteRow } from '#schemas/http/route-row';
import { UserId } from '#schemas/ids/ids';

/** Whether this hub still waits for its first account. */
export const SetupState = z.strictObject({ needed: z.boolean() });
export type SetupState = z.infer<typeof SetupState>;

const Password = z.string().min(10, 'At least 10 characters.').max(200);
const UserName = z
  .string()
  .trim()
  .min(2, 'At least 2 characters.')
  .max(64)
  .regex(/^[^\p{C}]+$/u, 'No control characters.');

/** The first account, made with the token of the one-time setup link. */
export const SetupRequest = z.strictObject({
  token: z.string().min(20).max(200),
  name: UserName,
  password: Password,
});
export type SetupRequest = z.infer<typeof SetupRequest>;

export const SignInRequest = z.strictObject({
  name: UserName,
  password: z.string().min(1).max(200),
});
export type SignInRequest = z.infer<typeof SignInRequest>;

/** Who is signed in and what that person may do. */
export const SessionInfo = z.strictObject({
  userId: UserId,
  name: z.string(),
  permissions: z.array(z.enum(PERMISSION_NAMES)),
});
export type SessionInfo = z.infer<typeof SessionInfo>;

export const ACCESS_ROUTES = {
  setupState: {
    method: 'GET',
    path: '/api/v1/setup',
    permission: 'public',
    tag: 'access',
    summary: 'Whether the first account is still to be made.',
    answer: SetupState,
  },
  setup: {
    method: 'POST',
    path: '/api/v1/setup',
    permission: 'public',
    tag: 'access',
    summary: 'Makes the first account with the token of a setup link, and signs it in.',
    body: SetupRequest,
    answer: SessionInfo,
    errors: ['setup_link_invalid'],
    limit: 'signIn',
  },
  signIn: {
    method: 'POST',
    path: '/api/v1/session',
    permission: 'public',
    tag: 'access',
    summary: 'Signs a person in.',
    body: SignInRequest,
    answer: SessionInfo,
    errors: ['credentials_wrong'],
    limit: 'signIn',
  },
  session: {
    method: 'GET',
    path: '/api/v1/session',
    permission: 'account:own',
    tag: 'access',
    summary: 'Who is signed in, and what that person may do.',
    answer: SessionInfo,
  },
  signOut: {
    method: 'DELETE',
    path: '/api/v1/session',
    permission: 'account:own',
    tag: 'access',
    summary: 'Ends the session.',
  },
} as const satisfies Record<string, RouteRow>;
