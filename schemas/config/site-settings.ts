import { z } from 'zod';
import { ChannelSettings } from '#schemas/config/channel-settings';
import { Language } from '#schemas/notifications/words';

/** Rules for passwords and sign-in (NIST SP 800-63B: length and a list of common ones, no composition rules by default). */
export const SignInPolicy = z.strictObject({
  passwordMinLength: z.number().int().min(8).max(128).default(10),
  /** zxcvbn's score that a password must reach, 0 to 4. */
  passwordMinScore: z.number().int().min(0).max(4).default(2),
  passwordNeedsLettersAndDigits: z.boolean().default(false),
  /** Roles whose people must have a second factor. */
  secondFactorRoles: z.array(z.string()).default(['admin']),
  secondFactorForAll: z.boolean().default(false),
  emailCodes: z.boolean().default(true),
  smsCodes: z.boolean().default(false),
  /** Failures until an account and address are locked, and the longest lock. */
  lockoutFailures: z.number().int().min(3).max(20).default(5),
  lockoutMaxMinutes: z.number().int().min(1).max(1440).default(15),
  accessTokenMinutes: z.number().int().min(1).max(60).default(10),
  refreshTokenDays: z.number().int().min(1).max(90).default(30),
  /** Without "remember me" a session ends after so long without a request. */
  idleMinutes: z.number().int().min(5).max(10_080).default(720),
  /** So many sessions one account may have at once; one more ends the one that lay idle longest. */
  maxSessions: z.number().int().min(1).max(1_000).default(20),
  registrationOpen: z.boolean().default(false),
  registrationRole: z.string().default('viewer'),
});

/** The site's mail relay; null: no mail, and an administrator hands over one-time links instead. */
export const MailSettings = z.strictObject({
  host: z.string().max(253).nullable().default(null),
  port: z.number().int().min(1).max(65_535).default(587),
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  user: z.string().max(200).nullable().default(null),
  /** Sealed at rest; never sent to a screen. */
  password: z.string().max(200).nullable().default(null),
  /** PEM of the authority that signed the relay’s certificate; null: the system’s. */
  ca: z.string().max(20_000).nullable().default(null),
  from: z
    .string()
    .max(200)
    .regex(/^[^\p{C}]+$/u, 'No control characters.')
    .default('tremolo@localhost'),
  /** A gateway that sends text messages: it is POSTed `{ to, text }`. */
  smsGatewayUrl: z.url().nullable().default(null),
  smsGatewayToken: z.string().max(400).nullable().default(null),
});

const Provider = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]{1,32}$/),
  name: z.string().min(1).max(60),
  preset: z.enum(['generic', 'microsoft', 'google', 'github']).default('generic'),
  issuer: z.url(),
  clientId: z.string().min(1).max(300),
  /** Sealed at rest; never sent to a screen. */
  clientSecret: z.string().max(600).nullable().default(null),
  /** Sends the secret in a header (client_secret_basic), not among the fields of the form (client_secret_post). */
  secretInHeader: z.boolean().default(false),
  scopes: z.array(z.string()).default(['openid', 'profile', 'email']),
  groupsClaim: z.string().max(60).default('groups'),
  /** Group → role; the first that fits. */
  roleOfGroup: z.array(z.strictObject({ group: z.string(), role: z.string() })).default([]),
  defaultRole: z.string().nullable().default('viewer'),
  /** Makes an account when somebody signs in for the first time. */
  createAccounts: z.boolean().default(true),
  /** Only confirmed addresses of these domains get an account by themselves; empty: of any, but for Google and GitHub, where anybody has one. */
  emailDomains: z.array(z.hostname().max(253)).max(20).default([]),
  /** A company’s own directory, whose addresses are right though it does not call them verified. */
  confirmsEmails: z.boolean().default(false),
  /** It asks everybody for a second factor: Tremolo then asks for none of its own. */
  asksSecondFactor: z.boolean().default(false),
  /** PEM of the authority that signed the provider’s certificate; null: the system’s. */
  ca: z.string().max(20_000).nullable().default(null),
  enabled: z.boolean().default(true),
});
export type OidcProvider = z.infer<typeof Provider>;

const Saml = z.strictObject({
  enabled: z.boolean().default(false),
  name: z.string().min(1).max(60).default('Company account'),
  entryPoint: z.url().nullable().default(null),
  idpIssuer: z.string().max(300).nullable().default(null),
  /** PEM certificates with which the identity provider signs; two while it changes them. */
  idpCertificates: z.array(z.string().max(8_000)).max(3).default([]),
  emailAttribute: z.string().max(200).default('email'),
  nameAttribute: z.string().max(200).default('name'),
  groupsAttribute: z.string().max(200).default('groups'),
  roleOfGroup: z.array(z.strictObject({ group: z.string(), role: z.string() })).default([]),
  defaultRole: z.string().nullable().default('viewer'),
  createAccounts: z.boolean().default(true),
  /** It asks everybody for a second factor: Tremolo then asks for none of its own. */
  asksSecondFactor: z.boolean().default(false),
});

export const SsoSettings = z.strictObject({
  oidc: z.array(Provider).max(8).default([]),
  saml: Saml.prefault({}),
});

/** Requests that each may make: so many an hour, of which a burst uses up to `burst` at once, and no more than `perDay` in a day. */
const Limit = (
  perHour: number,
  burst: number,
  perDay: number,
  least = { perHour: 1, burst: 1, perDay: 1 },
) =>
  z
    .strictObject({
      perHour: z.number().int().min(least.perHour).max(10_000_000).default(perHour),
      burst: z.number().int().min(least.burst).max(100_000).default(burst),
      perDay: z.number().int().min(least.perDay).max(100_000_000).default(perDay),
    })
    .prefault({});

/** Below these nobody gets as far as the screen on which the limit is raised again, administrators included. */
const LEAST_TO_WORK = { perHour: 600, burst: 60, perDay: 5_000 };
const LEAST_TO_SIGN_IN = { perHour: 10, burst: 3, perDay: 50 };

export const LimitSettings = z.strictObject({
  perKey: Limit(1_000, 100, 10_000),
  perPerson: Limit(36_000, 300, 500_000, LEAST_TO_WORK),
  perAddress: Limit(72_000, 600, 1_000_000, LEAST_TO_WORK),
  /** Signing in, resetting, registering: per address. */
  signIn: Limit(120, 20, 1_000, LEAST_TO_SIGN_IN),
  /** Exports, reports, imports, diagnoses, checks of the trail: per key or person. */
  work: Limit(600, 60, 5_000),
  /** Jobs that one person submits, with whichever key. */
  submissions: Limit(3_600, 300, 20_000),
});

export const AuditSettings = z.strictObject({
  retentionDays: z.number().int().min(30).max(3_650).default(2_555),
  /** Records who looked at what, besides who changed what: some entries a minute for every open screen. */
  logReads: z.boolean().default(false),
  syslogHost: z.string().max(253).nullable().default(null),
  syslogPort: z.number().int().min(1).max(65_535).default(6_514),
  syslogTls: z.boolean().default(true),
  /** PEM of the authority that signed the receiver's certificate; null: the system's. */
  syslogCa: z.string().max(20_000).nullable().default(null),
  /** Events, or beginnings such as `auth.`, that are told at once to those who watch the audit trail. */
  alertOn: z
    .array(z.string().max(60))
    .max(50)
    .default(['auth.locked', 'user.impersonated', 'key.new_network']),
  alertEmails: z.array(z.email()).max(20).default([]),
});

export const GeneralSettings = z.strictObject({
  siteName: z.string().max(80).default('Tremolo'),
  /** What the site’s channels speak, and whoever has chosen no language. */
  language: Language.default('en'),
  /** Whom people without access ask. */
  adminContact: z.string().max(200).default(''),
  /** Address under which people open Tremolo: it stands in letters. Never taken from a request, which anybody can forge. */
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .nullable()
    .default(null),
  /** What people are told about their data and have to agree to; empty: nothing is asked of them. */
  notice: z.string().max(8_000).default(''),
  environment: z.enum(['development', 'staging', 'production']).default('production'),
  /** Until when developers may work in production; null or past: they may not. */
  developersUntilMs: z.number().int().nullable().default(null),
  /** Whether administrators may have GPUs partitioned (MIG), where an agent’s own settings allow it too. */
  migAdminEnabled: z.boolean().default(false),
  /** So long a deleted account can be restored; then what is personal about it is erased. */
  deletedAccountDays: z.number().int().min(1).max(3_650).default(30),
});

/** From when on something counts as wrong with hub, agents and GPUs. */
export const ConditionSettings = z.strictObject({
  diskWarningPercent: z.number().int().min(50).max(99).default(80),
  diskCriticalPercent: z.number().int().min(50).max(99).default(90),
  /** So long an agent does not answer. */
  agentOfflineMinutes: z.number().int().min(1).max(1_440).default(5),
  /** Jobs that wait in one queue. */
  queueLength: z.number().int().min(1).max(100_000).default(50),
  deadLetters: z.number().int().min(1).max(10_000).default(100),
  slowQuerySeconds: z.number().min(0.1).max(60).default(1),
  /** So long heat holds the clocks of a GPU down. */
  gpuHotSeconds: z.number().int().min(1).max(3_600).default(10),
  /** So long all has to be well again. */
  clearAfterSeconds: z.number().int().min(1).max(3_600).default(30),
});

/** All sections of settings that an administrator changes while the hub runs. */
export const SITE_SETTINGS = {
  general: GeneralSettings,
  signIn: SignInPolicy,
  mail: MailSettings,
  sso: SsoSettings,
  limits: LimitSettings,
  audit: AuditSettings,
  conditions: ConditionSettings,
  channels: ChannelSettings,
} as const;

export type SettingsSection = keyof typeof SITE_SETTINGS;
export type SettingsOf<Section extends SettingsSection> = z.infer<(typeof SITE_SETTINGS)[Section]>;
