import type { HubSettings } from '#schemas/config/hub-settings';
import type { ReasonName } from '#schemas/errors/reasons';
import { refused } from '#schemas/errors/refused';
import { type Said, said } from '#schemas/errors/said';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { SetupRequest } from '#schemas/http/access';
import type { UserId } from '#schemas/ids/ids';
import { Access } from './access/access.ts';
import { AccessTokens } from './access/access-tokens.ts';
import { BackupCodes } from './access/backup-codes.ts';
import { Challenges } from './access/challenges.ts';
import { ConsoleOrders } from './access/console-orders.ts';
import { dutyOf } from './access/duties.ts';
import { Impersonation } from './access/impersonation.ts';
import { Lockout } from './access/lockout.ts';
import { NoticeBook } from './access/notice-book.ts';
import { OneTimeLinks } from './access/one-time-links.ts';
import { OwnFactors } from './access/own-factors.ts';
import { Passwords } from './access/passwords.ts';
import { Principals } from './access/principals.ts';
import { Reauthentication } from './access/reauthentication.ts';
import { RefreshTokens } from './access/refresh.ts';
import { type MessageMethod, SecondFactors } from './access/second-factors.ts';
import { SentCodes } from './access/sent-codes.ts';
import { Sessions } from './access/sessions.ts';
import { SetupLinks } from './access/setup-links.ts';
import { SignInHistory } from './access/sign-in-history.ts';
import { SigningKeys } from './access/signing-keys.ts';
import { StrengthMeter } from './access/strength-meter.ts';
import { TotpFactor } from './access/totp-factor.ts';
import type { Clock } from './clock.ts';
import type { SiteSettings } from './config/site-settings.ts';
import type { Events } from './events.ts';
import { createLog } from './log.ts';
import type { Notices } from './notifications/notices.ts';
import type { Directory } from './people/directory.ts';
import { insertPerson, newPerson, type Person } from './people/person.ts';
import { KeptStates } from './preferences/kept-states.ts';
import { PreferenceBook } from './preferences/preference-book.ts';
import type { Rights } from './rights/rights.ts';
import type { Store } from './store/store.ts';
import type { Vault } from './store/vault.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export interface AccessRoomDeps {
  readonly settings: HubSettings;
  readonly clock: Clock;
  readonly events: Events;
  readonly store: Store;
  readonly vault: Vault;
  readonly siteSettings: SiteSettings;
  readonly directory: Directory;
  readonly rights: Rights;
  /** What people are told about their accounts, outside of the screens. */
  readonly notices: Notices;
}

export type AccessRooms = ReturnType<typeof createAccessRooms>;

/** The rooms that say who somebody is, put together. */
export function createAccessRooms(deps: AccessRoomDeps) {
  const { settings, clock, events, store, vault, siteSettings, directory, rights, notices } = deps;
  const log = createLog('access');
  const policy = () => siteSettings.get('signIn');
  const signingKeys = new SigningKeys({ store, vault, clock });
  const accessTokens = new AccessTokens({
    keys: signingKeys,
    clock,
    lifetimeMinutes: () => policy().accessTokenMinutes,
  });
  const sessions = new Sessions({
    store,
    events,
    clock,
    rules: () => ({
      lifetimeMs: policy().refreshTokenDays * DAY_MS,
      idleMs: policy().idleMinutes * MINUTE_MS,
      most: policy().maxSessions,
    }),
  });
  const setupLinks = new SetupLinks({
    store,
    clock,
    lifetimeMinutes: settings.setup.linkLifetimeMinutes,
  });
  const lockout = new Lockout({
    store,
    clock,
    log,
    rules: () => ({
      failures: policy().lockoutFailures,
      longestMs: policy().lockoutMaxMinutes * MINUTE_MS,
    }),
  });
  const strengthMeter = new StrengthMeter();
  const passwords = new Passwords({ store, clock, meter: strengthMeter, policy });
  const totp = new TotpFactor({ store, vault, clock });
  const secondFactors = new SecondFactors({
    store,
    clock,
    events,
    totp,
    backup: new BackupCodes({ store, vault, clock }),
    codes: new SentCodes({ store, vault, clock }),
    send: (userId, method, address, code) => {
      const name = directory.get(userId)?.name ?? address;
      return notices.sendCode(method, { address, name }, code);
    },
    allowed: () => allowedMessages(siteSettings),
    notice: (userId, what) => notices.statements(userId, what),
  });
  const obstacleOf = (userId: UserId) => obstacle(directory.get(userId), siteSettings, clock());
  const noticeBook = new NoticeBook({
    store,
    clock,
    text: () => siteSettings.get('general').notice,
  });
  const principals = new Principals({
    events,
    clock,
    accountOf: (userId) => (obstacleOf(userId) === null ? directory.get(userId) : null),
    permissionsOf: (userId) => rights.permissionsOf(userId),
    inAreasOf: (userId) => rights.inAreasOf(userId),
    dutyOf: (userId, session) => {
      const person = directory.get(userId);
      if (person === null) return null;
      // A key was made in a session without a duty; whether the provider asked for a second factor then is not known any more.
      const byProvider = session === null ? person.origin !== 'local' : session.provenTwice;
      const secondFactor = byProvider || secondFactors.methodsOf(userId).length > 0;
      // A program cannot agree to anything, and its key was made by a person.
      const noticeDue = session !== null && noticeBook.isDue(userId);
      const has = {
        mustChangePassword: passwords.mustChange(userId),
        secondFactor,
        noticeDue,
      };
      return dutyOf(person, has, policy());
    },
  });
  const access = new Access({
    store,
    sessions,
    tokens: accessTokens,
    refresh: new RefreshTokens({
      store,
      sessions,
      clock,
      successorOf: (token) => vault.mac('refresh token', token),
    }),
    challenges: new Challenges({ keys: signingKeys, clock }),
    lockout,
    links: setupLinks,
    passwords,
    secondFactors,
    find: (nameOrEmail) => directory.find(nameOrEmail),
    accountOf: (userId) => directory.get(userId),
    obstacleOf,
    firstAdmin: (userId, request) => firstAdmin(directory, userId, request, clock()),
    signedIn: (userId) => {
      const failed = (error: unknown) => log.error('the time of a sign-in is not stored', error);
      directory.sawSignIn(userId, clock()).catch(failed);
    },
    locked: (userId) => {
      const failed = (error: unknown) => log.error('a letter about a lock is not kept', error);
      notices.tell(userId, 'locked').catch(failed);
    },
  });
  const reauthentication = new Reauthentication({ store, lockout, passwords, secondFactors });
  const ownFactors = new OwnFactors({
    secondFactors,
    totp,
    passwords,
    lockout,
    reauthentication,
    ownerOf: (userId) => directory.get(userId),
    siteName: () => siteSettings.get('general').siteName,
    allowed: () => allowedMessages(siteSettings),
    isRequired: (userId) => {
      const person = directory.get(userId);
      const without = { mustChangePassword: false, secondFactor: false, noticeDue: false };
      // Of whom a provider vouches for it may ask it: if it does not, the duty comes back at once.
      return person?.origin === 'local' && dutyOf(person, without, policy()) !== null;
    },
  });
  return {
    signingKeys,
    accessTokens,
    sessions,
    setupLinks,
    lockout,
    strengthMeter,
    passwords,
    totp,
    secondFactors,
    reauthentication,
    ownFactors,
    oneTimeLinks: new OneTimeLinks({ store, clock }),
    principals,
    noticeBook,
    access,
    obstacleOf,
    consoleOrders: new ConsoleOrders({ store, clock }),
    preferences: new PreferenceBook({ store, events }),
    keptStates: new KeptStates({ store, clock }),
    signIns: new SignInHistory({ store }),
    impersonation: new Impersonation({
      store,
      sessions,
      access,
      objection: (by, target) => objection(deps, by, target),
    }),
  };
}

/** Recalls what a restart interrupted. After the settings, the people and their rights. */
export async function startAccessRooms(rooms: AccessRooms): Promise<void> {
  rooms.principals.start();
  await Promise.all([
    rooms.signingKeys.start(),
    rooms.sessions.start(),
    rooms.lockout.start(),
    rooms.passwords.start(),
    rooms.secondFactors.start(),
    rooms.preferences.start(),
    rooms.noticeBook.start(),
    rooms.consoleOrders.start(),
  ]);
}

function allowedMessages(siteSettings: SiteSettings): MessageMethod[] {
  const { emailCodes, smsCodes } = siteSettings.get('signIn');
  const { host, smsGatewayUrl } = siteSettings.get('mail');
  return [
    ...(emailCodes && host !== null ? (['email'] as const) : []),
    ...(smsCodes && smsGatewayUrl !== null ? (['sms'] as const) : []),
  ];
}

const NOT_ACTIVE = {
  inactive: 'account_not_active_yet',
  suspended: 'account_suspended',
  deleted: 'account_deleted',
  erased: 'account_deleted',
} as const satisfies Record<Exclude<Person['status'], 'active'>, ReasonName>;

/** Why an account may not work now; null when it may. */
function obstacle(
  person: Person | null,
  siteSettings: SiteSettings,
  nowMs: number,
): TremoloError | null {
  const { adminContact: contact, environment, developersUntilMs } = siteSettings.get('general');
  if (person === null) return refused('account_not_active', { contact });
  if (person.status !== 'active') return refused(NOT_ACTIVE[person.status], { contact });
  if (person.isSample && environment === 'production')
    return refused('account_sample', { contact });
  const isOpen = environment !== 'production' || (developersUntilMs ?? 0) > nowMs;
  if (person.role === 'developer' && !isOpen) {
    return refused('account_developer', { contact });
  }
  return null;
}

function firstAdmin(directory: Directory, userId: UserId, request: SetupRequest, nowMs: number) {
  const person = newPerson({
    userId,
    name: request.name,
    email: request.email,
    role: 'admin',
    isProtected: true,
    nowMs,
  });
  return { insert: insertPerson(person), made: () => directory.know(person) };
}

/** Nobody sees Tremolo as somebody who may do more: that would be a way to more rights. */
function objection({ directory, rights }: AccessRoomDeps, by: UserId, target: UserId): Said | null {
  const person = directory.get(target);
  if (person === null || person.status !== 'active') return said('team_active_unknown');
  if (target === by) return said('seen_as_own');
  if (person.isProtected || person.role === 'admin') {
    return said('seen_as_administrator');
  }
  const own = rights.permissionsOf(by);
  const isMore = [...rights.permissionsOf(target)].some((permission) => !own.has(permission));
  return isMore ? said('seen_as_more') : null;
}
