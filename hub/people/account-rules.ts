import { governs } from '#schemas/access/governing';
import type { Permission } from '#schemas/access/permissions';
import { refused } from '#schemas/errors/refused';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { PersonAction } from '#schemas/http/people';
import type { UserId } from '#schemas/ids/ids';
import type { PersonStatus } from './person.ts';

/** Who wants to do something to an account. */
export interface Asker {
  readonly userId: UserId | null;
  readonly role: string | null;
  /** All that the person may for good: what one has only for a time does not reach over others. */
  readonly permissions: ReadonlySet<Permission>;
  /** What this request may: of an API key fewer than its person’s. */
  readonly scopes: ReadonlySet<Permission>;
}

/** The account that it is to be done to. */
export interface Account {
  readonly userId: UserId;
  readonly role: string;
  readonly status: PersonStatus;
  readonly isProtected: boolean;
  /** What it may, or would again once it is let in. */
  readonly permissions: ReadonlySet<Permission>;
  /** Administrators besides it who can work now. */
  readonly otherAdministrators: number;
}

const NEEDS: Record<PersonAction, Permission> = {
  edit: 'user:edit',
  role: 'role:assign',
  suspend: 'user:edit',
  activate: 'user:edit',
  unlock: 'user:edit',
  resetPassword: 'user:edit',
  resetSecondFactor: 'user:edit',
  endSessions: 'user:edit',
  delete: 'user:delete',
  restore: 'user:delete',
  erase: 'user:delete',
};

/** In which states an account must be for what is done to it. */
const STATES: Record<PersonAction, readonly PersonStatus[]> = {
  edit: ['active', 'inactive', 'suspended'],
  role: ['active', 'inactive', 'suspended'],
  suspend: ['active', 'inactive'],
  activate: ['inactive', 'suspended'],
  unlock: ['active', 'inactive', 'suspended'],
  resetPassword: ['active', 'inactive', 'suspended'],
  resetSecondFactor: ['active', 'inactive', 'suspended'],
  endSessions: ['active', 'inactive'],
  delete: ['active', 'inactive', 'suspended'],
  restore: ['deleted'],
  erase: ['deleted'],
};

/** What nobody does to the own account in this way. */
const NOT_TO_ONESELF: readonly PersonAction[] = [
  'role',
  'suspend',
  'unlock',
  'resetPassword',
  'resetSecondFactor',
  'endSessions',
  'delete',
];
/** What takes an administrator away, if only for a while. */
const TAKES_AWAY: readonly PersonAction[] = ['role', 'suspend', 'delete'];

/** Why this may not be done to that account; null when it may. Who may not is told so before anything about its state. */
export function refusalOf(
  asker: Asker,
  action: PersonAction,
  account: Account,
): TremoloError | null {
  const isOneself = asker.userId === account.userId;
  if (!asker.scopes.has(NEEDS[action])) return refused('account_not_yours');
  if (isOneself && NOT_TO_ONESELF.includes(action)) {
    return refused('account_oneself');
  }
  if (account.isProtected && !isOneself && action !== 'unlock') {
    return refused('account_protected');
  }
  if (!isOneself && account.role === 'admin' && asker.role !== 'admin') {
    return refused('account_of_administrator');
  }
  if (!isOneself && !isSubset(account.permissions, asker.permissions)) {
    return refused('account_may_more');
  }
  // Whoever found a key for looking after accounts would otherwise reset an administrator’s password with it.
  if (
    isGoverning({ key: account.role, permissions: account.permissions }) &&
    !isSubset(account.permissions, asker.scopes)
  ) {
    return refused('account_more_than_key');
  }
  if (!fitsState(action, account.status)) {
    return refused('account_state', { status: account.status });
  }
  const isAdministrator = account.role === 'admin' && account.status === 'active';
  if (TAKES_AWAY.includes(action) && isAdministrator && account.otherAdministrators === 0) {
    return refused('account_last_administrator');
  }
  return null;
}

/** Whether an account in this state is one for it. */
export function fitsState(action: PersonAction, status: PersonStatus): boolean {
  return STATES[action].includes(status);
}

/** Why the asker may not give this role; null when it may be given. */
export function refusalOfRole(
  asker: Asker,
  role: { readonly key: string; readonly permissions: ReadonlySet<Permission> } | null,
  isConfirmed: boolean,
): TremoloError | null {
  if (role === null) return refused('role_given_unknown');
  if (!asker.scopes.has('role:assign')) return refused('role_not_giving');
  const isHigh = isGoverning(role);
  if (isHigh && asker.role !== 'admin') {
    return refused('role_given_governing');
  }
  if (!isSubset(role.permissions, asker.permissions)) {
    return refused('role_more_than_own');
  }
  if (!isSubset(role.permissions, asker.scopes)) {
    return refused('role_more_than_key');
  }
  if (isHigh && !isConfirmed) {
    return refused('role_governing_confirm');
  }
  return null;
}

/** Whether a role looks after other people: administrators, developers, and roles of the site with such a right. */
export function isGoverning(role: {
  readonly key: string;
  readonly permissions: ReadonlySet<Permission>;
}): boolean {
  if (role.key === 'admin' || role.key === 'developer') return true;
  return governs(role.permissions);
}

function isSubset(part: ReadonlySet<Permission>, whole: ReadonlySet<Permission>): boolean {
  for (const permission of part) if (!whole.has(permission)) return false;
  return true;
}
