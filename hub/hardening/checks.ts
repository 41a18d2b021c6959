import { type Said, said } from '#schemas/errors/said';
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
  readonly says: Finding;
}

/** What was found; of a damaged trail its own words, which have no reason. */
type Finding = Pick<Said, 'sentence'> & Partial<Said>;

export interface Check {
  readonly key: string;
  readonly weight: CheckWeight;
  readonly judge: (facts: Facts) => Verdict;
  readonly remedy: Said;
  readonly path: string | null;
}

/** All checks of how well a site is secured, the gravest first. */
export const CHECKS: readonly Check[] = [
  {
    key: 'https',
    weight: 'critical',
    judge: ({ http }) => {
      if (http.hasTls) return { passed: true, says: said('check_https_on') };
      return http.isLoopback
        ? { passed: true, says: said('check_https_local') }
        : { passed: false, says: said('check_https_off') };
    },
    remedy: said('check_https_do'),
    path: null,
  },
  {
    key: 'mqtts',
    weight: 'critical',
    judge: ({ broker }) => {
      if (broker.hasTls) return { passed: true, says: said('check_mqtts_on') };
      return broker.isLoopback
        ? { passed: true, says: said('check_mqtts_local') }
        : { passed: false, says: said('check_mqtts_off') };
    },
    remedy: said('check_mqtts_do'),
    path: null,
  },
  {
    key: 'sampleAccounts',
    weight: 'critical',
    judge: ({ sampleAccounts, general }) => ({
      passed: !(sampleAccounts && general.environment === 'production'),
      says: sampleAccounts ? said('check_samples_on') : said('check_samples_off'),
    }),
    remedy: said('check_samples_do'),
    path: '/administration/users',
  },
  {
    key: 'adminSecondFactor',
    weight: 'critical',
    judge: ({ administrators: { all, withSecondFactor } }) => ({
      passed: all === withSecondFactor,
      says: said('check_second_factors', { with: withSecondFactor, count: all }),
    }),
    remedy: said('check_second_factors_do'),
    path: '/administration/users',
  },
  {
    key: 'trailIntact',
    weight: 'critical',
    judge: ({ trail, nowMs }) => {
      if (trail.state === 'broken') {
        return { passed: false, says: foundIn(trail) };
      }
      if (trail.state !== 'intact' || trail.endedMs === null) {
        return {
          passed: null,
          says: said('check_trail_unchecked'),
        };
      }
      const days = Math.floor((nowMs - trail.endedMs) / DAY_MS);
      return {
        passed: days <= TRAIL_CHECKED_DAYS,
        says: days === 0 ? said('check_trail_today') : said('check_trail_whole', { count: days }),
      };
    },
    remedy: said('check_trail_do'),
    path: '/administration/audit',
  },
  {
    key: 'dataFolder',
    weight: 'critical',
    judge: ({ isDataPrivate }) => ({
      passed: isDataPrivate,
      says:
        isDataPrivate === null
          ? said('check_data_unknown')
          : isDataPrivate
            ? said('check_data_private')
            : said('check_data_open'),
    }),
    remedy: said('check_data_do'),
    path: null,
  },
  {
    key: 'requireSecondFactor',
    weight: 'warning',
    judge: ({ signIn }) => {
      const passed = signIn.secondFactorForAll || signIn.secondFactorRoles.includes('admin');
      return {
        passed,
        says: passed ? said('check_demanded_on') : said('check_demanded_off'),
      };
    },
    remedy: said('check_demanded_do'),
    path: '/administration/signIn',
  },
  {
    key: 'passwordPolicy',
    weight: 'warning',
    judge: ({ signIn }) => ({
      passed: signIn.passwordMinLength >= PASSWORD_LENGTH && signIn.passwordMinScore >= 2,
      says: said('check_passwords', {
        count: signIn.passwordMinLength,
        score: signIn.passwordMinScore,
      }),
    }),
    remedy: said('check_passwords_do', { count: PASSWORD_LENGTH }),
    path: '/administration/signIn',
  },
  {
    key: 'lockout',
    weight: 'warning',
    judge: ({ signIn, limits }) => ({
      passed:
        signIn.lockoutFailures <= LOCKOUT_FAILURES_MOST &&
        limits.signIn.perHour <= SIGN_IN_PER_HOUR_MOST,
      says: said('check_lockout', { count: signIn.lockoutFailures, tries: limits.signIn.perHour }),
    }),
    remedy: said('check_lockout_do', {
      count: LOCKOUT_FAILURES_MOST,
      tries: SIGN_IN_PER_HOUR_MOST,
    }),
    path: '/administration/signIn',
  },
  {
    key: 'registration',
    weight: 'warning',
    judge: ({ signIn }) => ({
      passed: !signIn.registrationOpen,
      says: signIn.registrationOpen
        ? said('check_registration_on')
        : said('check_registration_off'),
    }),
    remedy: said('check_registration_do'),
    path: '/administration/signIn',
  },
  {
    key: 'developers',
    weight: 'warning',
    judge: ({ general, nowMs }) => {
      const isOpen = (general.developersUntilMs ?? 0) > nowMs;
      return {
        passed: general.environment !== 'production' || !isOpen,
        says: isOpen ? said('check_developers_on') : said('check_developers_off'),
      };
    },
    remedy: said('check_developers_do'),
    path: '/administration/general',
  },
  {
    key: 'idleAccounts',
    weight: 'warning',
    judge: ({ idleAccounts }) => ({
      passed: idleAccounts === 0,
      says:
        idleAccounts === 0
          ? said('check_accounts_used')
          : said('check_accounts_idle', { count: idleAccounts }),
    }),
    remedy: said('check_accounts_do'),
    path: '/administration/users',
  },
  {
    key: 'endlessKeys',
    weight: 'warning',
    judge: ({ keys }) => ({
      passed: keys.endless === 0,
      says: said('check_keys_endless', { endless: keys.endless, count: keys.all }),
    }),
    remedy: said('check_keys_endless_do'),
    path: '/administration/keys',
  },
  {
    key: 'idleKeys',
    weight: 'warning',
    judge: ({ keys }) => ({
      passed: keys.idle === 0,
      says: said('check_keys_idle', { idle: keys.idle, count: keys.all }),
    }),
    remedy: said('check_keys_idle_do'),
    path: '/administration/keys',
  },
  {
    key: 'origins',
    weight: 'warning',
    judge: ({ http }) => ({
      passed: http.origins.length === 0,
      says:
        http.origins.length === 0
          ? said('check_origins_none')
          : said('check_origins', { origins: http.origins.join(', ') }),
    }),
    remedy: said('check_origins_do'),
    path: null,
  },
  {
    key: 'retention',
    weight: 'warning',
    judge: ({ audit }) => ({
      passed: audit.retentionDays >= RETENTION_DAYS,
      says: said('check_retention', { count: audit.retentionDays }),
    }),
    remedy: said('check_retention_do', { count: RETENTION_DAYS }),
    path: '/administration/trail',
  },
  {
    key: 'forwarding',
    weight: 'advice',
    judge: ({ audit }) => {
      if (audit.syslogHost === null) {
        return { passed: false, says: said('check_copy_none') };
      }
      return {
        passed: audit.syslogTls,
        says: audit.syslogTls
          ? said('check_copy', { server: audit.syslogHost })
          : said('check_copy_plain', { server: audit.syslogHost }),
      };
    },
    remedy: said('check_copy_do'),
    path: '/administration/trail',
  },
  {
    key: 'secondAdministrator',
    weight: 'advice',
    judge: ({ administrators }) => ({
      passed: administrators.all > 1,
      says:
        administrators.all > 1
          ? said('check_administrators_more')
          : said('check_administrators_one'),
    }),
    remedy: said('check_administrators_do'),
    path: '/administration/users',
  },
  {
    key: 'mail',
    weight: 'advice',
    judge: ({ mail }) => {
      if (mail.host === null) {
        return { passed: false, says: said('check_mail_none') };
      }
      return {
        passed: mail.security !== 'none',
        says: mail.security === 'none' ? said('check_mail_plain') : said('check_mail_safe'),
      };
    },
    remedy: said('check_mail_do'),
    path: '/administration/mail',
  },
  {
    key: 'contact',
    weight: 'advice',
    judge: ({ general }) => ({
      passed: general.adminContact !== '',
      says:
        general.adminContact === ''
          ? said('check_contact_none')
          : said('check_contact', { person: general.adminContact }),
    }),
    remedy: said('check_contact_do'),
    path: '/administration/general',
  },
];

function foundIn({ finding }: Facts['trail']): Finding {
  return finding === null ? said('check_trail_altered') : { sentence: finding.sentence };
}
