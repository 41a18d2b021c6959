import type { Permission } from '#schemas/access/permissions';
import { permissionsOfRole } from '#schemas/access/roles';
import type { AuditEventName } from '#schemas/audit/events';
import { refused } from '#schemas/errors/refused';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { PersonAction } from '#schemas/http/people';
import type { UserId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';
import type { Json } from '../store/audit-entry.ts';
import type { Statement } from '../store/statement.ts';
import { type Account, refusalOf, refusalOfRole } from './account-rules.ts';
import type { By, PeopleDeps } from './people-deps.ts';
import { type Person, updatePerson } from './person.ts';

export interface Change {
  readonly event: AuditEventName;
  readonly actor: Actor;
  readonly details?: Readonly<Record<string, Json>>;
  /** Personal values that the entry needs, erased with the person. */
  readonly personal?: Readonly<Record<string, Json>>;
  /** Belongs to the change: kept with it, or not at all. */
  readonly statements?: readonly Statement[];
}

/** How every act upon an account is judged, refused and recorded. */
export const EVENT_OF = {
  edit: 'user.changed',
  role: 'user.role_changed',
  suspend: 'user.suspended',
  activate: 'user.activated',
  unlock: 'auth.unlocked',
  resetPassword: 'user.password_reset',
  resetSecondFactor: 'second_factor.reset',
  endSessions: 'session.revoked',
  delete: 'user.deleted',
  restore: 'user.restored',
  erase: 'user.erased',
} as const satisfies Record<PersonAction, AuditEventName>;

const ANOTHER_CAN_WORK =
  "EXISTS (SELECT 1 FROM people WHERE role = 'admin' AND status = 'active' AND user_id <> ?)";

/** Judges what is asked, and keeps a change of an account together with its entry in the audit trail. */
export class AccountKeeper {
  readonly #deps: PeopleDeps;

  constructor(deps: PeopleDeps) {
    this.#deps = deps;
  }

  /** The account, whatever its state. Throws `not_found`; erased ones are gone. */
  wanted(userId: UserId): Person {
    const person = this.#deps.directory.get(userId);
    if (person === null || person.status === 'erased') {
      throw refused('account_unknown');
    }
    return person;
  }

  /** The account as the rules see it. */
  accountOf(person: Person): Account {
    return {
      userId: person.userId,
      role: person.role,
      status: person.status,
      isProtected: person.isProtected,
      permissions: this.#deps.rights.standingOf(person.userId),
      otherAdministrators: this.#deps.directory.administratorsBesides(person.userId),
    };
  }

  /** The account, if this may be done to it; otherwise throws, and a forbidden attempt is recorded. */
  async permitted(userId: UserId, action: PersonAction, { asker, actor }: By): Promise<Person> {
    const person = this.wanted(userId);
    await this.obey(
      refusalOf(asker, action, this.accountOf(person)),
      EVENT_OF[action],
      userId,
      actor,
    );
    return person;
  }

  /** Throws unless the asker may give that role. The lowest role is nobody’s to give: every account has at least that. */
  async permitRole(
    key: string,
    isConfirmed: boolean,
    { asker, actor }: By,
    about: { event: AuditEventName; userId: UserId | null },
  ): Promise<void> {
    const refusal = refusalOfRole(asker, this.roleOf(key), isConfirmed);
    await this.obey(refusal, about.event, about.userId, actor, { role: key });
  }

  /** A role with all that it may, inherited rights included; null when there is none of that key. */
  roleOf(key: string): { key: string; permissions: ReadonlySet<Permission> } | null {
    const { roles } = this.#deps.rights;
    return roles.has(key) ? { key, permissions: permissionsOfRole(key, roles) } : null;
  }

  /** Throws what is refused, and records it when it was forbidden: somebody tried what is not theirs. */
  async obey(
    refusal: TremoloError | null,
    event: AuditEventName,
    resourceId: string | null,
    actor: Actor,
    details: Readonly<Record<string, Json>> = {},
  ): Promise<void> {
    if (refusal === null) return;
    if (refusal.code === 'forbidden') {
      const entry = { event, actor, resourceId, outcome: 'refused' as const };
      await this.#deps.store.record(
        [],
        [{ ...entry, details: { ...details, why: refusal.message } }],
      );
    }
    throw refusal;
  }

  /** Keeps the change with its entry and tells everybody. Throws `conflict` when the account was changed meanwhile. */
  async change(before: Person, wanted: Person, change: Change): Promise<Person> {
    const { store, clock, directory } = this.#deps;
    // Later than the change before, also within one millisecond: it is what later changes are checked against.
    const after = { ...wanted, changedMs: Math.max(clock(), before.changedMs + 1) };
    const canWork = (one: Person) => one.role === 'admin' && one.status === 'active';
    const where =
      canWork(before) && !canWork(after)
        ? { sql: ANOTHER_CAN_WORK, args: [before.userId] }
        : undefined;
    const { event, actor, details, personal, statements = [] } = change;
    const subject = { userId: before.userId, personal: { name: before.name, ...personal } };
    const done = await store.record(
      [updatePerson(before, after, where), ...statements],
      [
        {
          event,
          actor,
          resourceId: before.userId,
          ...(details ? { details } : {}),
          // What is kept about an erased person must not name the person again.
          ...(after.status === 'erased' ? {} : { subject }),
        },
      ],
    );
    if (done === null) {
      throw refused('account_changed_or_taken');
    }
    directory.know(after);
    return directory.get(after.userId) ?? after;
  }
}
