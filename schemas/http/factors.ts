import { z } from 'zod';
import { SecondFactorMethod } from '#schemas/http/access';
import { CurrentPassword } from '#schemas/http/passwords';
import type { RouteRow } from '#schemas/http/route-row';
import { TimeMs } from '#schemas/units/units';

/** Where a code can be sent. */
export const MessageMethod = z.enum(['email', 'sms']);
export type MessageMethod = z.infer<typeof MessageMethod>;
/** What can be set up as a second factor; backup codes come with the first of them. */
export const FactorMethod = z.enum(['totp', 'email', 'sms']);
export type FactorMethod = z.infer<typeof FactorMethod>;

/** Six digits, however they are spaced. */
export const SixDigits = z
  .string()
  .trim()
  .max(20)
  .transform((code) => code.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Six digits.'));
/** An international telephone number (ITU-T E.164). */
export const PhoneNumber = z
  .string()
  .max(30)
  .transform((number) => number.replace(/[\s()/.-]/g, ''))
  .pipe(
    z.string().regex(/^\+[1-9]\d{6,14}$/, 'With + and the country’s code, as in +49 170 1234567.'),
  );

/** What one has besides a password. */
export const FactorState = z.strictObject({
  methods: z.array(
    z.strictObject({
      method: FactorMethod,
      /** Where codes go, mostly hidden; null for an authenticator app. */
      target: z.string().nullable(),
      addedMs: TimeMs,
    }),
  ),
  /** Backup codes not used yet. */
  backupCodesLeft: z.number().int().nonnegative(),
  /** What the site lets one set up now. */
  available: z.array(FactorMethod),
  /** The site’s policy demands one of this person: the last cannot be removed. */
  isRequired: z.boolean(),
  /** False for people who only come by single sign-on: they are asked for no password here. */
  hasPassword: z.boolean(),
});
export type FactorState = z.infer<typeof FactorState>;

/** A fresh seed for an authenticator app; shown once, in force once a code of it was entered. */
export const TotpSetup = z.strictObject({
  /** In base32, to be typed in. */
  secret: z.string(),
  /** `otpauth:` address, to be opened on a phone. */
  uri: z.string(),
  /** The same address as a QR code: an SVG picture. */
  qrSvg: z.string(),
});
export type TotpSetup = z.infer<typeof TotpSetup>;

/** Ten backup codes with the first method, shown once; null when there were some already. */
const Confirmed = z.strictObject({ backupCodes: z.array(z.string()).nullable() });
/** The account’s password; null where the account has none. */
const password = CurrentPassword.nullable().default(null);
const BASE = '/api/v1/users/me/second-factor';

const Target = z.discriminatedUnion('method', [
  /** To the account’s own, confirmed address. */
  z.strictObject({ method: z.literal('email'), password }),
  z.strictObject({ method: z.literal('sms'), number: PhoneNumber, password }),
]);

export const FACTOR_ROUTES = {
  factors: {
    method: 'GET',
    path: BASE,
    permission: 'account:own',
    tag: 'account',
    summary: 'One’s own second factors.',
    answer: FactorState,
  },
  beginTotp: {
    method: 'POST',
    path: `${BASE}/totp`,
    permission: 'account:own',
    tag: 'account',
    summary: 'Begins to set up an authenticator app.',
    body: z.strictObject({ password }),
    answer: TotpSetup,
    errors: ['proof_wrong', 'conflict'],
    limit: 'signIn',
  },
  confirmTotp: {
    method: 'POST',
    path: `${BASE}/totp/confirm`,
    permission: 'account:own',
    tag: 'account',
    summary: 'Puts the authenticator app in force with its first code.',
    body: z.strictObject({ code: SixDigits }),
    answer: Confirmed,
    errors: ['proof_wrong'],
    limit: 'signIn',
  },
  beginMessages: {
    method: 'POST',
    path: `${BASE}/messages`,
    permission: 'account:own',
    tag: 'account',
    summary: 'Begins to set up codes by e-mail or text message: sends the first one.',
    body: Target,
    status: 202,
    answer: z.strictObject({ target: z.string() }),
    errors: ['proof_wrong', 'conflict'],
    limit: 'signIn',
  },
  confirmMessages: {
    method: 'POST',
    path: `${BASE}/messages/confirm`,
    permission: 'account:own',
    tag: 'account',
    summary: 'Puts codes by e-mail or text message in force with the first code.',
    body: z.discriminatedUnion('method', [
      z.strictObject({ method: z.literal('email'), code: SixDigits }),
      z.strictObject({ method: z.literal('sms'), number: PhoneNumber, code: SixDigits }),
    ]),
    answer: Confirmed,
    errors: ['proof_wrong'],
    limit: 'signIn',
  },
  sendCode: {
    method: 'POST',
    path: `${BASE}/send-code`,
    permission: 'account:own',
    tag: 'account',
    summary: 'Sends a code with which a second factor can be removed.',
    body: z.strictObject({ method: MessageMethod }),
    status: 202,
    errors: ['conflict'],
    limit: 'signIn',
  },
  renewBackupCodes: {
    method: 'POST',
    path: `${BASE}/backup-codes`,
    permission: 'account:own',
    tag: 'account',
    summary: 'Makes ten new backup codes; the old ones end.',
    body: z.strictObject({ password }),
    answer: z.strictObject({ backupCodes: z.array(z.string()) }),
    errors: ['proof_wrong', 'conflict'],
    limit: 'signIn',
  },
  removeFactor: {
    method: 'POST',
    path: `${BASE}/remove`,
    permission: 'account:own',
    tag: 'account',
    summary: 'Removes a second factor, with the password and a code of any of them.',
    body: z.strictObject({
      method: FactorMethod,
      password,
      proof: z.strictObject({
        method: SecondFactorMethod,
        code: z.string().trim().min(4).max(40),
      }),
    }),
    errors: ['proof_wrong', 'conflict', 'not_found'],
    limit: 'signIn',
  },
} as const satisfies Record<string, RouteRow>;
