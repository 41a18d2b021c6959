import { refused } from '#schemas/errors/refused';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { LinkInfo } from '#schemas/http/passwords';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Lockout } from './lockout.ts';
import type { OneTimeLinks } from './one-time-links.ts';
import type { PasswordChanges } from './password-change.ts';
import type { PasswordRequests } from './password-requests.ts';
import type { Sessions } from './sessions.ts';

/** Requests that wait; more come from a flood, and are refused whoever they name. */
const WAITING_MAX = 500;
/** A person gets no second letter within so long: nobody’s mailbox is to be flooded by strangers. */
const PAUSE_MS = 2 * 60_000;
const PASSWORD_LINKS = ['reset', 'invite'] as const;

interface Account {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string | null;
  readonly emailVerifiedMs: number | null;
  readonly status: string;
  readonly origin: string;
}

export interface RecoveryDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly links: OneTimeLinks;
  readonly requests: PasswordRequests;
  readonly changes: PasswordChanges;
  readonly sessions: Sessions;
  readonly lockout: Lockout;
  readonly find: (nameOrEmail: string) => Account | null;
  readonly get: (userId: UserId) => Account | null;
  readonly hasMail: () => boolean;
  /** The letter to the person, to be kept with what it tells of. */
  readonly letter: (
    userId: UserId,
    kind: 'reset' | 'company_account',
    more?: { link: string; uselessMs: number },
  ) => readonly Statement[];
  /** Says that a letter waits. */
  readonly wake: () => void;
}

/** The way back in for somebody who forgot a password, and the first way in for somebody who was invited. */
export class PasswordRecovery {
  readonly #deps: RecoveryDeps;
  #working: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(deps: RecoveryDeps) {
    this.#deps = deps;
  }

  /** Finishes what was asked for. */
  stop(): Promise<void> {
    return this.#working;
  }

  /**
   * Asks for a new password. Returns before anything is looked up, so that neither answer nor time tells whether there is such
   * an account. Throws `too_many_requests` when many wait.
   */
  forgot(name: string, actor: Actor): 'mail' | 'administrator' {
    if (this.#waiting >= WAITING_MAX) {
      throw refused('recovery_crowded');
    }
    this.#waiting++;
    const { correlationId } = actor;
    this.#working = this.#working
      .then(() => this.#asked(name, actor))
      .catch((error) =>
        this.#deps.log.error('a request for a new password was not kept', error, { correlationId }),
      )
      .finally(() => this.#waiting--);
    return this.#deps.hasMail() ? 'mail' : 'administrator';
  }

  /** What a link stands for. Throws `link_invalid`. */
  async linkInfo(token: string): Promise<LinkInfo> {
    const found = await this.#found(token);
    if (found === null) throw invalid();
    const { kind, account } = found;
    return { kind, name: account.name, email: account.email };
  }

  /** Sets the password that a link permits, and ends all sessions. Throws `link_invalid`, `password_weak`. */
  async reset(token: string, password: string, actor: Actor): Promise<void> {
    const { links, changes, sessions, lockout } = this.#deps;
    const found = await this.#found(token);
    if (found === null) return this.#refuse(actor);
    const { userId, name } = found.account;
    const proven = { ...actor, userId, name };
    const use = { event: 'password.reset', actor: proven, before: [links.use(token)] } as const;
    if (!(await changes.put(userId, password, use))) return this.#refuse(actor);
    await sessions.endAllOf(userId, {}, proven);
    // Whoever forgot a password has tried some: the new one is to be heard at once.
    lockout.unlock(userId);
    this.#deps.wake();
  }

  async #refuse(actor: Actor): Promise<never> {
    const entry = { event: 'password.reset', actor, outcome: 'failed' } as const;
    await this.#deps.store.record([], [entry]);
    throw invalid();
  }

  async #found(token: string): Promise<{ kind: 'reset' | 'invite'; account: Account } | null> {
    const link = await this.#deps.links.find(PASSWORD_LINKS, token);
    const account = link === null ? null : this.#deps.get(link.userId);
    if (link === null || account === null || !mayHavePassword(account)) return null;
    return { kind: link.kind as 'reset' | 'invite', account };
  }

  async #asked(name: string, actor: Actor): Promise<void> {
    const account = this.#deps.find(name);
    const outcome = account !== null && mayHavePassword(account) ? 'done' : 'refused';
    await this.#deps.store.record(account === null ? [] : await this.#wayBack(account), [
      { event: 'password.reset_asked', actor, resourceId: account?.userId ?? null, outcome },
    ]);
    this.#deps.wake();
  }

  /** A letter with a link to a confirmed address; where there is no such way, a note for the administrators. */
  async #wayBack(account: Account): Promise<readonly Statement[]> {
    const { links, requests, letter, hasMail, clock } = this.#deps;
    const { userId, email, emailVerifiedMs } = account;
    const isReachable = hasMail() && email !== null && emailVerifiedMs !== null;
    if (!mayHavePassword(account)) {
      return isReachable && account.status === 'active' ? letter(userId, 'company_account') : [];
    }
    if (!isReachable) return [requests.asking(userId)];
    const madeMs = await links.madeMs('reset', userId);
    if (madeMs !== null && madeMs > clock() - PAUSE_MS) return [];
    const { token, expiresMs, statements } = links.make('reset', userId, email);
    const link = `/reset#token=${token}`;
    return [...statements, ...letter(userId, 'reset', { link, uselessMs: expiresMs })];
  }
}

/** Only an account of our own, and one that may work now or later. */
function mayHavePassword({ origin, status }: Account): boolean {
  return origin === 'local' && (status === 'active' || status === 'inactive');
}

function invalid(): TremoloError {
  return refused('link_used');
}
