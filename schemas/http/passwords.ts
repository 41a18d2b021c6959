import { z } from 'zod';
import { Email, LinkToken, NewPassword, UserName } from '#schemas/http/access';
import { PageQuery, pageOf } from '#schemas/http/page';
import { FullName } from '#schemas/http/people';
import type { RouteRow } from '#schemas/http/route-row';
import { SessionInfo } from '#schemas/http/session';
import { UserId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/** One’s own password as it is now, to be asked for again before something that a thief of an open screen must not do. */
export const CurrentPassword = z.string().min(1).max(200);

export const PasswordChange = z.strictObject({ current: CurrentPassword, password: NewPassword });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** What a link stands for, before it is used. */
export const LinkInfo = z.strictObject({
  kind: z.enum(['reset', 'invite']),
  /** The sign-in name, which the new password must not repeat. */
  name: z.string(),
  email: z.string().nullable(),
});
export type LinkInfo = z.infer<typeof LinkInfo>;

export const Registration = z.strictObject({
  /** Without `@`: nobody may take a name that reads as somebody else’s e-mail address. */
  name: UserName.regex(/^[^@]+$/, 'No @ in a sign-in name.'),
  fullName: FullName.nullable().default(null),
  email: Email.nullable().default(null),
  password: NewPassword,
});
export type Registration = z.infer<typeof Registration>;

/** Somebody forgot a password on a hub that cannot send letters. */
export const PasswordRequest = z.strictObject({
  userId: UserId,
  name: z.string(),
  /** The latest time, and how often since the last link. */
  askedMs: TimeMs,
  times: z.number().int().positive(),
});
export type PasswordRequest = z.infer<typeof PasswordRequest>;

export const PASSWORD_ROUTES = {
  changePassword: {
    method: 'POST',
    path: '/api/v1/auth/change-password',
    permission: 'account:own',
    tag: 'access',
    summary: 'Changes one’s own password and ends all of one’s other sessions.',
    body: PasswordChange,
    errors: ['password_weak', 'proof_wrong', 'conflict'],
    limit: 'signIn',
  },
  forgot: {
    method: 'POST',
    path: '/api/v1/auth/forgot',
    permission: 'public',
    tag: 'access',
    summary: 'Asks for a new password. The answer is the same whether there is such an account.',
    body: z.strictObject({ name: z.string().trim().min(1).max(254) }),
    /** How the new password is on its way: by a letter, or by an administrator who sees the request. */
    answer: z.strictObject({ by: z.enum(['mail', 'administrator']) }),
    status: 202,
    limit: 'signIn',
  },
  link: {
    method: 'POST',
    path: '/api/v1/auth/link',
    permission: 'public',
    tag: 'access',
    summary: 'Says for whom a link sets a password, without using it up.',
    body: z.strictObject({ token: LinkToken }),
    answer: LinkInfo,
    errors: ['link_invalid'],
    limit: 'signIn',
  },
  reset: {
    method: 'POST',
    path: '/api/v1/auth/reset',
    permission: 'public',
    tag: 'access',
    summary: 'Sets a password with the token of a link and ends all sessions of that person.',
    body: z.strictObject({ token: LinkToken, password: NewPassword }),
    errors: ['link_invalid', 'password_weak'],
    limit: 'signIn',
  },
  verifyEmail: {
    method: 'POST',
    path: '/api/v1/auth/verify-email',
    permission: 'public',
    tag: 'access',
    summary: 'Confirms an e-mail address with the token of the letter that came there.',
    body: z.strictObject({ token: LinkToken }),
    errors: ['link_invalid'],
    limit: 'signIn',
  },
  register: {
    method: 'POST',
    path: '/api/v1/auth/register',
    permission: 'public',
    tag: 'access',
    summary: 'Makes an account for whoever asks, where the site allows it, and signs it in.',
    body: Registration,
    /** `letter`: the address is kept once the link in the letter is opened. */
    answer: z.strictObject({ session: SessionInfo, letter: z.boolean() }),
    status: 201,
    errors: ['forbidden', 'conflict', 'password_weak'],
    limit: 'signIn',
  },
  passwordRequests: {
    method: 'GET',
    path: '/api/v1/password-requests',
    permission: 'user:edit',
    tag: 'people',
    summary:
      'Who forgot a password while no letters can be sent; sorted by `name`, `asked` or `times`.',
    /** `q` looks into names. */
    query: PageQuery,
    answer: pageOf(PasswordRequest),
  },
} as const satisfies Record<string, RouteRow>;
