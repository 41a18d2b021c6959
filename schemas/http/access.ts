import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import { SessionInfo } from '#schemas/http/session';

/** Whether this hub still waits for its first account. */
export const SetupState = z.strictObject({ needed: z.boolean() });
export type SetupState = z.infer<typeof SetupState>;

/** Long enough for any passphrase; the hub’s policy says what is too short or too common. */
export const NewPassword = z.string().min(8, 'At least 8 characters.').max(200);
export const UserName = z
  .string()
  .trim()
  .min(2, 'At least 2 characters.')
  .max(64)
  .regex(/^[^\p{C}]+$/u, 'No control characters.');
export const Email = z.email('This is no e-mail address.').max(254);
/** Of a one-time link. */
export const LinkToken = z.string().min(20).max(200);

/** The first account, made with the token of the one-time setup link. */
export const SetupRequest = z.strictObject({
  token: LinkToken,
  name: UserName,
  email: Email.nullable().default(null),
  password: NewPassword,
});
export type SetupRequest = z.infer<typeof SetupRequest>;

/** How tokens come back: in cookies for a browser, in the body for a program. */
const Delivery = z.enum(['cookie', 'body']).default('cookie');

export const SignInRequest = z.strictObject({
  /** Sign-in name or e-mail address. */
  name: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(200),
  /** Keeps the session for its whole life, not only for the browser’s. */
  remember: z.boolean().default(false),
  deliver: Delivery,
});
export type SignInRequest = z.infer<typeof SignInRequest>;

export const SecondFactorMethod = z.enum(['totp', 'email', 'sms', 'backup']);
export type SecondFactorMethod = z.infer<typeof SecondFactorMethod>;

/** Tokens for programs, in the field names of OAuth 2.0 (RFC 6749). */
export const Tokens = z.strictObject({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('bearer'),
  expires_in: z.number().int().positive(),
});
export type Tokens = z.infer<typeof Tokens>;

/** A session, or the question for a second factor. */
export const SignInAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('session'), session: SessionInfo, tokens: Tokens.nullable() }),
  z.strictObject({
    kind: z.literal('second_factor'),
    challenge: z.string(),
    methods: z.array(SecondFactorMethod),
  }),
]);
export type SignInAnswer = z.infer<typeof SignInAnswer>;

const Challenge = z.string().min(20).max(2_000);

/** What the sign-in page offers. */
export const SignInOptions = z.strictObject({
  siteName: z.string(),
  environment: z.enum(['development', 'staging', 'production']),
  registration: z.boolean(),
  /** Letters can be sent, so that a forgotten password can be reset without an administrator. */
  mail: z.boolean(),
  adminContact: z.string(),
  providers: z.array(z.strictObject({ key: z.string(), name: z.string(), start: z.string() })),
  passwordMinLength: z.number().int(),
  passwordMinScore: z.number().int(),
});
export type SignInOptions = z.infer<typeof SignInOptions>;

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
    errors: ['setup_link_invalid', 'password_weak'],
    limit: 'signIn',
  },
  signInOptions: {
    method: 'GET',
    path: '/api/v1/auth/options',
    permission: 'public',
    tag: 'access',
    summary: 'What the sign-in page offers.',
    answer: SignInOptions,
  },
  signIn: {
    method: 'POST',
    path: '/api/v1/auth/login',
    permission: 'public',
    tag: 'access',
    summary: 'Signs a person in, or asks for the second factor.',
    body: SignInRequest,
    answer: SignInAnswer,
    errors: ['credentials_wrong', 'account_inactive'],
    limit: 'signIn',
  },
  verifySignIn: {
    method: 'POST',
    path: '/api/v1/auth/login/verify',
    permission: 'public',
    tag: 'access',
    summary: 'Answers the question for a second factor.',
    body: z.strictObject({
      challenge: Challenge,
      method: SecondFactorMethod,
      code: z.string().trim().min(4).max(40),
      deliver: Delivery,
    }),
    answer: SignInAnswer,
    errors: ['code_wrong', 'credentials_wrong', 'account_inactive'],
    limit: 'signIn',
  },
  sendSignInCode: {
    method: 'POST',
    path: '/api/v1/auth/login/send-code',
    permission: 'public',
    tag: 'access',
    summary: 'Sends a code for the second factor.',
    body: z.strictObject({ challenge: Challenge, method: z.enum(['email', 'sms']) }),
    errors: ['credentials_wrong'],
    limit: 'signIn',
  },
  refresh: {
    method: 'POST',
    path: '/api/v1/auth/refresh',
    permission: 'public',
    tag: 'access',
    summary: 'Gives a new access token for a refresh token, which is used up by it.',
    body: z.strictObject({ refresh_token: z.string().max(400).optional() }),
    answer: z.strictObject({ tokens: Tokens.nullable() }),
    errors: ['not_signed_in'],
  },
  signOut: {
    method: 'POST',
    path: '/api/v1/auth/logout',
    permission: 'session:own',
    tag: 'access',
    summary: 'Ends the session.',
  },
  signingKeys: {
    method: 'GET',
    path: '/.well-known/jwks.json',
    permission: 'public',
    tag: 'access',
    summary: 'Public keys with which access tokens can be checked (RFC 7517).',
    answer: z.strictObject({
      keys: z.array(
        z.strictObject({
          kty: z.literal('OKP'),
          crv: z.literal('Ed25519'),
          x: z.string(),
          kid: z.string(),
          alg: z.literal('EdDSA'),
          use: z.literal('sig'),
        }),
      ),
    }),
  },
} as const satisfies Record<string, RouteRow>;
