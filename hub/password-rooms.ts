import { permissionsOfRole } from '#schemas/access/roles';
import type { UserId } from '#schemas/ids/ids';
import { PasswordChanges } from './access/password-change.ts';
import { PasswordRecovery } from './access/password-recovery.ts';
import { PasswordRequests } from './access/password-requests.ts';
import { type RegistrationDeps, Registrations } from './access/registration.ts';
import type { AccessRooms } from './access-rooms.ts';
import type { Clock } from './clock.ts';
import type { SiteSettings } from './config/site-settings.ts';
import type { Events } from './events.ts';
import { createLog } from './log.ts';
import type { Mailer } from './notifications/mailer.ts';
import type { Notices } from './notifications/notices.ts';
import { isGoverning } from './people/account-rules.ts';
import type { Directory } from './people/directory.ts';
import { insertPerson, newPerson, updatePerson } from './people/person.ts';
import type { Rights } from './rights/rights.ts';
import type { Store } from './store/store.ts';

export interface PasswordRoomDeps {
  readonly clock: Clock;
  readonly events: Events;
  readonly store: Store;
  readonly siteSettings: SiteSettings;
  readonly directory: Directory;
  readonly rights: Rights;
  readonly mailer: Mailer;
  readonly notices: Notices;
}

/** The rooms that change passwords, bring people back in and let them register, put together. */
export function createPasswordRooms(deps: PasswordRoomDeps, access: AccessRooms) {
  const { clock, events, store, directory, mailer, notices } = deps;
  const { oneTimeLinks: links, passwords, sessions, lockout, reauthentication } = access;
  const passwordRequests = new PasswordRequests({
    store,
    clock,
    nameOf: (userId) => directory.get(userId)?.name ?? null,
  });
  const passwordChanges = new PasswordChanges({
    store,
    events,
    passwords,
    links,
    requests: passwordRequests,
    sessions,
    reauthentication,
    ownerOf: (userId) => directory.get(userId),
    notice: (userId, what) => notices.statements(userId, what),
  });
  const passwordRecovery = new PasswordRecovery({
    store,
    clock,
    log: createLog('access'),
    links,
    requests: passwordRequests,
    changes: passwordChanges,
    sessions,
    lockout,
    find: (nameOrEmail) => directory.find(nameOrEmail),
    get: (userId) => directory.get(userId),
    hasMail: () => mailer.isConfigured(),
    letter: (userId, kind, more) => notices.statements(userId, kind, more),
    wake: () => mailer.wake(),
  });
  const registrations = new Registrations({
    store,
    links,
    passwords,
    access: access.access,
    policy: () => registrationPolicy(deps),
    isTaken: (nameOrEmail) => directory.find(nameOrEmail) !== null,
    newAccount: (account) => {
      const person = newPerson({ ...account, nowMs: clock() });
      return { insert: insertPerson(person), made: () => directory.know(person) };
    },
    confirmAddress: (userId, email) => confirmAddress(deps, userId, email),
    hasMail: () => mailer.isConfigured(),
    letter: (address, kind, more) => notices.statementsTo({ address }, kind, more),
    wake: () => mailer.wake(),
  });
  return { passwordRequests, passwordChanges, passwordRecovery, registrations };
}

/** Nobody registers into a role that looks after others, whatever the setting says. */
function registrationPolicy({ siteSettings, rights }: PasswordRoomDeps) {
  const { registrationOpen, registrationRole } = siteSettings.get('signIn');
  const permissions = permissionsOfRole(registrationRole, rights.roles);
  const isFit =
    rights.roles.has(registrationRole) && !isGoverning({ key: registrationRole, permissions });
  return { registrationOpen, registrationRole: isFit ? registrationRole : 'viewer' };
}

function confirmAddress(
  { directory, clock }: PasswordRoomDeps,
  userId: UserId,
  email: string,
): ReturnType<RegistrationDeps['confirmAddress']> {
  const before = directory.get(userId);
  if (before === null || before.status === 'deleted' || before.status === 'erased') return null;
  const nowMs = clock();
  // The lock of two changes at once compares times: they must differ.
  const changedMs = Math.max(nowMs, before.changedMs + 1);
  const after = { ...before, email, emailVerifiedMs: nowMs, changedMs };
  return { statement: updatePerson(before, after), made: () => directory.know(after) };
}
