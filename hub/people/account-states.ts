import { refused } from '#schemas/errors/refused';
import type { UserId } from '#schemas/ids/ids';
import { type Actor, SYSTEM_ACTOR } from '../store/actor.ts';
import type { AccountKeeper } from './account-keeper.ts';
import type { By, PeopleDeps } from './people-deps.ts';
import type { Person, PersonStatus } from './person.ts';

interface Deletion {
  readonly eraseFromMs: number;
  readonly statusBefore: PersonStatus;
}

const DAY_MS = 86_400_000;

/** Lets people in and keeps them out; deletes, restores and erases accounts. Whoever is kept out is out at once, everywhere. */
export class AccountStates {
  readonly #deps: PeopleDeps & { keeper: AccountKeeper };
  readonly #deletions = new Map<UserId, Deletion>();

  constructor(deps: PeopleDeps & { keeper: AccountKeeper }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM deletions')) {
      this.#deletions.set(row.user_id as UserId, {
        eraseFromMs: Number(row.erase_from_ms),
        statusBefore: row.status_before as PersonStatus,
      });
    }
  }

  /** When a deleted account will be erased; null for others. */
  eraseFromMs(userId: UserId): number | null {
    return this.#deletions.get(userId)?.eraseFromMs ?? null;
  }

  async suspend(userId: UserId, by: By): Promise<Person> {
    const before = await this.#deps.keeper.permitted(userId, 'suspend', by);
    return this.#keepOut(before, 'suspended', 'user.suspended', by.actor, []);
  }

  async activate(userId: UserId, by: By): Promise<Person> {
    const { keeper } = this.#deps;
    const before = await keeper.permitted(userId, 'activate', by);
    const details = { before: { status: before.status }, after: { status: 'active' } };
    const change = { event: 'user.activated', actor: by.actor, details } as const;
    return keeper.change(before, { ...before, status: 'active' }, change);
  }

  /** Deletes the account; for the site’s days of grace it can be restored. */
  async remove(userId: UserId, by: By): Promise<Person> {
    const { keeper, clock, deletedAccountDays } = this.#deps;
    const before = await keeper.permitted(userId, 'delete', by);
    const nowMs = clock();
    const deletion = {
      eraseFromMs: nowMs + deletedAccountDays() * DAY_MS,
      statusBefore: before.status,
    };
    const kept = {
      sql: 'INSERT INTO deletions VALUES (?, ?, ?, ?)',
      args: [userId, nowMs, deletion.eraseFromMs, before.status],
    };
    const person = await this.#keepOut(before, 'deleted', 'user.deleted', by.actor, [kept]);
    this.#deletions.set(userId, deletion);
    return person;
  }

  /** Brings a deleted account back as it was. */
  async restore(userId: UserId, by: By): Promise<Person> {
    const { keeper } = this.#deps;
    const before = await keeper.permitted(userId, 'restore', by);
    const status = this.#deletions.get(userId)?.statusBefore ?? 'suspended';
    const person = await keeper.change(
      before,
      { ...before, status },
      {
        event: 'user.restored',
        actor: by.actor,
        details: { before: { status: 'deleted' }, after: { status } },
        statements: [forgetDeletion(userId)],
      },
    );
    this.#deletions.delete(userId);
    return person;
  }

  /** Erases a deleted account before its time. */
  async erase(userId: UserId, by: By): Promise<void> {
    await this.#erase(await this.#deps.keeper.permitted(userId, 'erase', by), by.actor);
  }

  /** Erases what was deleted long enough ago. Called now and then; what fails is tried again by the next call. */
  async sweep(): Promise<void> {
    const nowMs = this.#deps.clock();
    const due = [...this.#deletions].filter(([, { eraseFromMs }]) => eraseFromMs <= nowMs);
    for (const [userId] of due) await this.#erase(this.#deps.keeper.wanted(userId), SYSTEM_ACTOR);
  }

  /** What is personal goes; the row stays under an invented name, so that what refers to it still holds. */
  async #erase(before: Person, actor: Actor): Promise<void> {
    const { keeper, erasing, erased } = this.#deps;
    const { userId } = before;
    if (before.isProtected) {
      throw refused('protected_erased');
    }
    const nobody: Person = {
      ...before,
      name: `erased-${userId.slice(-12).toLowerCase()}`,
      fullName: null,
      email: null,
      emailVerifiedMs: null,
      role: 'viewer',
      status: 'erased',
      origin: 'local',
      timezone: null,
      language: null,
    };
    await keeper.change(before, nobody, {
      event: 'user.erased',
      actor,
      statements: [...erasing(userId), forgetDeletion(userId)],
    });
    this.#deletions.delete(userId);
    await erased(userId);
  }

  async #keepOut(
    before: Person,
    status: 'suspended' | 'deleted',
    event: 'user.suspended' | 'user.deleted',
    actor: Actor,
    statements: { sql: string; args: (string | number)[] }[],
  ): Promise<Person> {
    const { keeper, sessions } = this.#deps;
    const details = { before: { status: before.status }, after: { status } };
    const change = { event, actor, details, statements };
    const person = await keeper.change(before, { ...before, status }, change);
    await sessions.endAllOf(before.userId, {}, actor);
    return person;
  }
}

function forgetDeletion(userId: UserId) {
  return { sql: 'DELETE FROM deletions WHERE user_id = ?', args: [userId], mustChange: true };
}
