import type { CheckWeight } from '#schemas/http/hardening';
import type { Facts } from './facts.ts';

const DAY_MS = 86_400_000;
/** NIST SP 800-63B-4 asks for 15 characters where a password is all there is, and for 8 beside a second factor. */
const PASSWORD_LENGTH = 8;
const LOCKOUT_FAILURES_MOST = 10;
const TRAIL_CHECKED_DAYS = 30;
const RETENTION_DAYS = 365;
/** Guesses at sign-in that one address may make in an hour. */
const SIGN_IN_PER_HOUR_MOST = 600;

interface Verdict {
  /** Null: it cannot be told. */
  readonly passed: boolean | null;
  readonly says: string;
}

export interface Check {
  readonly key: string;
  readonly weight: CheckWeight;
  readonly judge: (facts: Facts) => Verdict;
  readonly remedy: string;
  readonly path: string | null;
}

/** All checks of how well a site is secured, the gravest first. */
export const CHECKS: readonly Check[] = [
  {
    key: 'https',
    weight: 'critical',
    judge: ({ http }) => {
      if (http.hasTls) return { passed: true, says: 'Screens and programs come in by HTTPS.' };
      return http.isLoopback
        ? { passed: true, says: 'The hub listens on this machine only.' }
        : { passed: false, says: 'Passwords and cookies cross the network unencrypted.' };
    },
    remedy:
      'Give the hub a certificate: http.tls in tremolo.toml, or a proxy with TLS in front of it.',
    path: null,
  },
  {
    key: 'mqtts',
    weight: 'critical',
    judge: ({ broker }) => {
      if (broker.hasTls) return { passed: true, says: 'Sensors and agents come in by TLS.' };
      return broker.isLoopback
        ? { passed: true, says: 'The broker listens on this machine only.' }
        : { passed: false, says: 'Credentials of sensors cross the network unencrypted.' };
    },
    remedy: 'Give the broker a certificate: broker.tls in tremolo.toml.',
    path: null,
  },
  {
    key: 'sampleAccounts',
    weight: 'critical',
    judge: ({ sampleAccounts, general }) => ({
      passed: !(sampleAccounts && general.environment === 'production'),
      says: sampleAccounts
        ? 'Accounts for demonstration are switched on.'
        : 'There are no accounts for demonstration.',
    }),
    remedy: 'Set access.demoAccounts and access.developerAccount to false and delete the accounts.',
    path: '/administration/users',
  },
  {
    key: 'adminSecondFactor',
    weight: 'critical',
    judge: ({ administrators: { all, withSecondFactor } }) => ({
      passed: all === withSecondFactor,
      says: `${withSecondFactor} of ${all} administrators have a second step.`,
    }),
    remedy: 'Have each administrator add an authenticator app under Settings, Security.',
    path: '/administration/users',
  },
  {
    key: 'trailIntact',
    weight: 'critical',
    judge: ({ trail, nowMs }) => {
      if (trail.state === 'broken') {
        return { passed: false, says: trail.finding?.sentence ?? 'The audit trail was altered.' };
      }
      if (trail.state !== 'intact' || trail.endedMs === null) {
        return {
          passed: null,
          says: 'The audit trail has not been checked since the hub started.',
        };
      }
      const days = Math.floor((nowMs - trail.endedMs) / DAY_MS);
      return {
        passed: days <= TRAIL_CHECKED_DAYS,
        says: `The audit trail was found whole ${days === 0 ? 'today' : `${days} days ago`}.`,
      };
    },
    remedy:
      'Check the trail on the Audit screen; when it is broken, see the administrator’s guide.',
    path: '/administration/audit',
  },
  {
    key: 'dataFolder',
    weight: 'critical',
    judge: ({ isDataPrivate }) => ({
      passed: isDataPrivate,
      says:
        isDataPrivate === null
          ? 'This machine does not tell who may read the data folder.'
          : isDataPrivate
            ? 'Only the hub’s own account can read the data folder.'
            : 'Other accounts of this machine can read the data folder.',
    }),
    remedy: 'chmod 700 the data folder.',
    path: null,
  },
  {
    key: 'requireSecondFactor',
    weight: 'warning',
    judge: ({ signIn }) => {
      const passed = signIn.secondFactorForAll || signIn.secondFactorRoles.includes('admin');
      return {
        passed,
        says: passed
          ? 'Administrators must have a second step.'
          : 'Administrators may go without a second step.',
      };
    },
    remedy: 'Demand a second step from administrators.',
    path: '/administration/signIn',
  },
  {
    key: 'passwordPolicy',
    weight: 'warning',
    judge: ({ signIn }) => ({
      passed: signIn.passwordMinLength >= PASSWORD_LENGTH && signIn.passwordMinScore >= 2,
      says: `Passwords have at least ${signIn.passwordMinLength} characters and strength ${signIn.passwordMinScore} of 4.`,
    }),
    remedy: `Ask for at least ${PASSWORD_LENGTH} characters and strength 2.`,
    path: '/administration/signIn',
  },
  {
    key: 'lockout',
    weight: 'warning',
    judge: ({ signIn, limits }) => ({
      passed:
        signIn.lockoutFailures <= LOCKOUT_FAILURES_MOST &&
        limits.signIn.perHour <= SIGN_IN_PER_HOUR_MOST,
      says: `An account is locked after ${signIn.lockoutFailures} failures; an address may try ${limits.signIn.perHour} times an hour.`,
    }),
    remedy: `Lock after at most ${LOCKOUT_FAILURES_MOST} failures, and allow at most ${SIGN_IN_PER_HOUR_MOST} tries an hour.`,
    path: '/administration/signIn',
  },
  {
    key: 'registration',
    weight: 'warning',
    judge: ({ signIn }) => ({
      passed: !signIn.registrationOpen,
      says: signIn.registrationOpen
        ? 'Anybody who reaches the hub can make an account.'
        : 'Only administrators make accounts.',
    }),
    remedy: 'Close registration once everybody has an account.',
    path: '/administration/signIn',
  },
  {
    key: 'developers',
    weight: 'warning',
    judge: ({ general, nowMs }) => {
      const isOpen = (general.developersUntilMs ?? 0) > nowMs;
      return {
        passed: general.environment !== 'production' || !isOpen,
        says: isOpen
          ? 'Developers may work in production for the time being.'
          : 'Developers may not work in production.',
      };
    },
    remedy: 'End the exception when they are done; it ends by itself after a day.',
    path: '/administration/general',
  },
  {
    key: 'idleAccounts',
    weight: 'warning',
    judge: ({ idleAccounts }) => ({
      passed: idleAccounts === 0,
      says:
        idleAccounts === 0
          ? 'Every account was used within 90 days.'
          : `${idleAccounts} accounts were not used for 90 days.`,
    }),
    remedy: 'Suspend or delete accounts that nobody needs.',
    path: '/administration/users',
  },
  {
    key: 'endlessKeys',
    weight: 'warning',
    judge: ({ keys }) => ({
      passed: keys.endless === 0,
      says: `${keys.endless} of ${keys.all} API keys never expire.`,
    }),
    remedy: 'Replace them by keys that expire.',
    path: '/administration/keys',
  },
  {
    key: 'idleKeys',
    weight: 'warning',
    judge: ({ keys }) => ({
      passed: keys.idle === 0,
      says: `${keys.idle} of ${keys.all} API keys were not used for 90 days.`,
    }),
    remedy: 'Revoke keys that no program uses.',
    path: '/administration/keys',
  },
  {
    key: 'origins',
    weight: 'warning',
    judge: ({ http }) => ({
      passed: http.origins.length === 0,
      says:
        http.origins.length === 0
          ? 'No other website may call the hub.'
          : `Other websites may call the hub: ${http.origins.join(', ')}.`,
    }),
    remedy: 'Take http.allowedOrigins out of tremolo.toml unless a program of yours needs it.',
    path: null,
  },
  {
    key: 'retention',
    weight: 'warning',
    judge: ({ audit }) => ({
      passed: audit.retentionDays >= RETENTION_DAYS,
      says: `The audit trail is kept for ${audit.retentionDays} days.`,
    }),
    remedy: `Keep it for at least ${RETENTION_DAYS} days.`,
    path: '/administration/trail',
  },
  {
    key: 'forwarding',
    weight: 'advice',
    judge: ({ audit }) => {
      if (audit.syslogHost === null) {
        return { passed: false, says: 'No other machine has a copy of the audit trail.' };
      }
      return {
        passed: audit.syslogTls,
        says: `The audit trail is forwarded to ${audit.syslogHost}${audit.syslogTls ? '' : ' unencrypted'}.`,
      };
    },
    remedy: 'Forward it by syslog over TLS to a machine that other people look after.',
    path: '/administration/trail',
  },
  {
    key: 'secondAdministrator',
    weight: 'advice',
    judge: ({ administrators }) => ({
      passed: administrators.all > 1,
      says:
        administrators.all > 1
          ? 'There is more than one administrator.'
          : 'There is one administrator.',
    }),
    remedy: 'Name a second one, so that one can help the other back in.',
    path: '/administration/users',
  },
  {
    key: 'mail',
    weight: 'advice',
    judge: ({ mail }) => {
      if (mail.host === null) {
        return { passed: false, says: 'People are not told by mail when their account is locked.' };
      }
      return {
        passed: mail.security !== 'none',
        says:
          mail.security === 'none'
            ? 'Letters go to the relay unencrypted.'
            : 'Letters go out encrypted.',
      };
    },
    remedy: 'Name the site’s mail relay, with TLS.',
    path: '/administration/mail',
  },
  {
    key: 'contact',
    weight: 'advice',
    judge: ({ general }) => ({
      passed: general.adminContact !== '',
      says:
        general.adminContact === ''
          ? 'Who is locked out is not told whom to ask.'
          : `Who is locked out is told to ask ${general.adminContact}.`,
    }),
    remedy: 'Say whom people without access should ask.',
    path: '/administration/general',
  },
];
