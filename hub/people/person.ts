import type { UserId } from '#schemas/ids/ids';
import type { Row, Statement } from '../store/statement.ts';

export const PERSON_STATES = ['active', 'inactive', 'suspended', 'deleted', 'erased'] as const;
/** `inactive`: may not work until an administrator says so; `deleted`: kept out of lists until erased for good. */
export type PersonStatus = (typeof PERSON_STATES)[number];

/** An account as every room knows it. */
export interface Person {
  readonly userId: UserId;
  /** The sign-in name. */
  readonly name: string;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly emailVerifiedMs: number | null;
  /** The key of a role. */
  readonly role: string;
  readonly status: PersonStatus;
  /** The administrator whom no other person can demote, reset, suspend or delete. */
  readonly isProtected: boolean;
  /** Made for demonstration or for developers: works nowhere where the site is in production. */
  readonly isSample: boolean;
  /** Who vouches for the person: `local`, or `oidc:…` / `saml` with the provider's key. */
  readonly origin: string;
  readonly timezone: string | null;
  readonly language: string | null;
  readonly createdMs: number;
  readonly changedMs: number;
  readonly lastSignInMs: number | null;
}

/** A new active account, with nothing known that was not said. */
export function newPerson(said: {
  readonly userId: UserId;
  readonly name: string;
  readonly role: string;
  readonly nowMs: number;
  readonly fullName?: string | null;
  readonly email?: string | null;
  readonly emailVerifiedMs?: number | null;
  readonly isProtected?: boolean;
  readonly isSample?: boolean;
  readonly origin?: string;
}): Person {
  return {
    userId: said.userId,
    name: said.name,
    fullName: said.fullName ?? null,
    email: said.email ?? null,
    emailVerifiedMs: said.emailVerifiedMs ?? null,
    role: said.role,
    status: 'active',
    isProtected: said.isProtected ?? false,
    isSample: said.isSample ?? false,
    origin: said.origin ?? 'local',
    timezone: null,
    language: null,
    createdMs: said.nowMs,
    changedMs: said.nowMs,
    lastSignInMs: null,
  };
}

/** What two spellings of a name or an address that look alike have in common. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** Whether two spellings stand for the same name. */
export function isSameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

export function personOf(row: Row): Person {
  return {
    userId: row.user_id as UserId,
    name: String(row.name),
    fullName: row.full_name as string | null,
    email: row.email as string | null,
    emailVerifiedMs: row.email_verified_ms as number | null,
    role: String(row.role),
    status: row.status as PersonStatus,
    isProtected: row.is_protected === 1,
    isSample: row.is_sample === 1,
    origin: String(row.origin),
    timezone: row.timezone as string | null,
    language: row.language as string | null,
    createdMs: Number(row.created_ms),
    changedMs: Number(row.changed_ms),
    lastSignInMs: row.last_sign_in_ms as number | null,
  };
}

const COLUMNS =
  'user_id, name, name_key, full_name, email, email_key, email_verified_ms, role, status, is_protected, is_sample, origin, timezone, language, created_ms, changed_ms, last_sign_in_ms';

function valuesOf(person: Person) {
  return [
    person.userId,
    person.name,
    nameKey(person.name),
    person.fullName,
    person.email,
    person.email === null ? null : nameKey(person.email),
    person.emailVerifiedMs,
    person.role,
    person.status,
    person.isProtected ? 1 : 0,
    person.isSample ? 1 : 0,
    person.origin,
    person.timezone,
    person.language,
    person.createdMs,
    person.changedMs,
    person.lastSignInMs,
  ];
}

type Condition = { readonly sql: string; readonly args: readonly (string | number)[] };

/** That nobody else can be meant by the person’s name or address: either signs in, so each is unique among both. */
function standsAlone(person: Person): Condition {
  const keys = [nameKey(person.name), ...(person.email === null ? [] : [nameKey(person.email)])];
  const marks = keys.map(() => '?').join(', ');
  return {
    sql: `NOT EXISTS (SELECT 1 FROM people WHERE user_id <> ? AND (name_key IN (${marks}) OR email_key IN (${marks})))`,
    args: [person.userId, ...keys, ...keys],
  };
}

/** Inserts the person, unless name or address is taken; with `where`, only if that condition holds at the moment of writing. */
export function insertPerson(person: Person, where?: Condition): Statement {
  const values = valuesOf(person);
  const conditions = [standsAlone(person), ...(where ? [where] : [])];
  return {
    sql: `INSERT INTO people (${COLUMNS}) SELECT ${values.map(() => '?').join(', ')} WHERE ${joined(conditions)}`,
    args: [...values, ...conditions.flatMap(({ args }) => args)],
    mustChange: true,
  };
}

/**
 * Replaces what is known of the person but for the last sign-in, provided that nobody changed it since `before` was read, that
 * its name and address stay its own, and that the condition `where` holds.
 */
export function updatePerson(before: Person, after: Person, where?: Condition): Statement {
  const names = COLUMNS.split(', ').slice(1, -1);
  const conditions = [standsAlone(after), ...(where ? [where] : [])];
  return {
    sql: `UPDATE people SET ${names.map((name) => `${name} = ?`).join(', ')}
      WHERE user_id = ? AND changed_ms = ? AND ${joined(conditions)}`,
    args: [
      ...valuesOf(after).slice(1, -1),
      before.userId,
      before.changedMs,
      ...conditions.flatMap(({ args }) => args),
    ],
    mustChange: true,
  };
}

/** Notes when the person last signed in; no change of the account. */
export function signedIn(userId: UserId, atMs: number): Statement {
  return { sql: 'UPDATE people SET last_sign_in_ms = ? WHERE user_id = ?', args: [atMs, userId] };
}

const joined = (conditions: readonly Condition[]) => conditions.map(({ sql }) => sql).join(' AND ');
