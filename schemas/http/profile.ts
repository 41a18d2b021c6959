import { z } from 'zod';
import { Email } from '#schemas/http/access';
import { CurrentPassword } from '#schemas/http/passwords';
import { FullName } from '#schemas/http/people';
import type { RouteRow } from '#schemas/http/route-row';
import { MemberRole } from '#schemas/http/teams';
import { TeamId, UserId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

const ZONES = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
/** A time zone of the IANA database. */
export const Timezone = z
  .string()
  .max(60)
  .refine((zone) => ZONES.has(zone), 'This is no time zone.');
/** A language tag of BCP 47. */
export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'This is no language tag.');

/** One’s own account. */
export const Profile = z.strictObject({
  userId: UserId,
  name: z.string(),
  fullName: z.string().nullable(),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  role: z.string(),
  roleName: z.string(),
  timezone: z.string().nullable(),
  language: z.string().nullable(),
  origin: z.string(),
  createdMs: TimeMs,
  lastSignInMs: TimeMs.nullable(),
  teams: z.array(z.strictObject({ teamId: TeamId, name: z.string(), role: MemberRole })),
});
export type Profile = z.infer<typeof Profile>;

export const ProfilePatch = z.strictObject({
  fullName: FullName.nullable().optional(),
  timezone: Timezone.nullable().optional(),
  language: Language.nullable().optional(),
});
export type ProfilePatch = z.infer<typeof ProfilePatch>;

/** With the password: whoever finds an open screen must not take the account over through its address. */
export const EmailChange = z.strictObject({
  email: Email.nullable(),
  /** Null for somebody who has none, and comes by single sign-on. */
  password: CurrentPassword.nullable().default(null),
});
export type EmailChange = z.infer<typeof EmailChange>;

export const PROFILE_ROUTES = {
  profile: {
    method: 'GET',
    path: '/api/v1/users/me',
    permission: 'account:own',
    tag: 'account',
    summary: 'One’s own account.',
    answer: Profile,
  },
  editProfile: {
    method: 'PATCH',
    path: '/api/v1/users/me',
    permission: 'account:own',
    tag: 'account',
    summary: 'Changes one’s own full name, time zone or language.',
    body: ProfilePatch,
    answer: Profile,
    errors: ['conflict'],
  },
  changeEmail: {
    method: 'PUT',
    path: '/api/v1/users/me/email',
    permission: 'account:own',
    tag: 'account',
    summary: 'Changes one’s own e-mail address, which is to be confirmed again.',
    body: EmailChange,
    /** `letter`: the address is kept once the link in the letter is opened. */
    answer: z.strictObject({ profile: Profile, letter: z.boolean() }),
    errors: ['conflict', 'proof_wrong'],
    limit: 'signIn',
  },
  sendVerification: {
    method: 'POST',
    path: '/api/v1/users/me/email/send-verification',
    permission: 'account:own',
    tag: 'account',
    summary: 'Sends the letter again with which one’s own e-mail address is confirmed.',
    errors: ['conflict'],
    limit: 'signIn',
  },
} as const satisfies Record<string, RouteRow>;
