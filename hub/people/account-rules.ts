import { governs } from '#schemas/access/governing';
import type { Permission } from '#schemas/access/permissions';
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

export interface Refusal {
  readonly code: 'forbidden' | 'conflict' | 'confirmation_needed' | 'request_invalid';
  readonly sentence: string;
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

const forbidden = (sentence: string): Refusal => ({ code: 'forbidden', sentence });
const conflict = (sentence: string): Refusal => ({ code: 'conflict', sentence });

/** Why this may not be done to that account; null when it may. Who may not is told so before anything about its state. */
export function refusalOf(asker: Asker, action: PersonAction, account: Account): Refusal | null {
  const isOneself = asker.userId === account.userId;
  if (!asker.scopes.has(NEEDS[action])) return forbidden('Your account may not do this.');
  if (isOneself && NOT_TO_ONESELF.includes(action)) {
    return forbidden('Nobody does this to their own account: ask another administrator.');
  }
  if (account.isProtected && !isOneself && action !== 'unlock') {
    return forbidden('The protected administrator is changed by nobody else.');
  }
  if (!isOneself && account.role === 'admin' && asker.role !== 'admin') {
    return forbidden('Only an administrator changes the account of an administrator.');
  }
  if (!isOneself && !isSubset(account.permissions, asker.permissions)) {
    return forbidden('This account may do more than yours.');
  }
  // Whoever found a key for looking after accounts would otherwise reset an administrator’s password with it.
  if (
    isGoverning({ key: account.role, permissions: account.permissions }) &&
    !isSubset(account.permissions, asker.scopes)
  ) {
    return forbidden('This account may do more than the API key.');
  }
  if (!fitsState(action, account.status)) {
    return conflict(`This cannot be done to an account that is ${account.status}.`);
  }
  const isAdministrator = account.role === 'admin' && account.status === 'active';
  if (TAKES_AWAY.includes(action) && isAdministrator && account.otherAdministrators === 0) {
    return conflict('This is the last administrator who can work: make another one first.');
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
): Refusal | null {
  if (role === null) return { code: 'request_invalid', sentence: 'There is no such role.' };
  if (!asker.scopes.has('role:assign')) return forbidden('Your account may not give roles.');
  const isHigh = isGoverning(role);
  if (isHigh && asker.role !== 'admin') {
    return forbidden('Only an administrator gives a role that looks after others.');
  }
  if (!isSubset(role.permissions, asker.permissions)) {
    return forbidden('This role may do more than your account.');
  }
  if (!isSubset(role.permissions, asker.scopes)) {
    return forbidden('This role may do more than the API key.');
  }
  if (isHigh && !isConfirmed) {
    const sentence = 'This role looks after other people’s accounts or rights: confirm it.';
    return { code: 'confirmation_needed', sentence };
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
