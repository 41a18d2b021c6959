import { refused } from '#schemas/errors/refused';
import type { SecondFactorMethod } from '#schemas/http/access';
import type { UserId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';
import type { AuditEntry } from '../store/audit-entry.ts';
import type { Store } from '../store/store.ts';
import type { Lockout } from './lockout.ts';
import { isCrowded } from './password.ts';
import type { Passwords } from './passwords.ts';
import type { SecondFactors } from './second-factors.ts';
import { TooSoonError } from './too-soon-error.ts';

/**
 * Asks somebody who is signed in for the password or a code again, before something that a thief of an open screen must not
 * do. Guesses are counted apart from those at sign-in: a stolen session must not be able to lock its person out.
 */
export class Reauthentication {
  readonly #deps: {
    store: Store;
    lockout: Lockout;
    passwords: Passwords;
    secondFactors: SecondFactors;
  };

  constructor(deps: {
    store: Store;
    lockout: Lockout;
    passwords: Passwords;
    secondFactors: SecondFactors;
  }) {
    this.#deps = deps;
  }

  /** Throws `proof_wrong` unless it is the person’s password; who has none at all, and comes by single sign-on, is asked for none. */
  async password(userId: UserId, password: string | null, actor: Actor): Promise<void> {
    const { passwords, lockout } = this.#deps;
    if (password === null && !(await passwords.has(userId))) return;
    const subjects = [`again ${userId}`];
    this.#refuseHaste(subjects);
    lockout.failed(subjects);
    if (password === null || !(await passwords.verify(userId, password))) {
      await this.#failed('auth.failed', { how: 'password again' }, actor);
      throw refused('proof_password_wrong');
    }
    lockout.forgive(subjects);
  }

  /** Throws `proof_wrong` unless it is a code of one of the person’s own methods, which is used up by it. */
  async code(
    userId: UserId,
    { method, code }: { method: SecondFactorMethod; code: string },
    actor: Actor,
  ): Promise<void> {
    await this.attempt(userId, method, actor, () =>
      this.#deps.secondFactors.verify(userId, method, code, `again ${userId}`),
    );
  }

  /** Lets a code be tried, counted like those at sign-in. Throws `proof_wrong` when `check` says so. */
  async attempt<Outcome>(
    userId: UserId,
    method: SecondFactorMethod,
    actor: Actor,
    check: () => Promise<Outcome | null | false>,
  ): Promise<Outcome> {
    const subjects = [`code again ${userId}`];
    this.#refuseHaste(subjects);
    this.#deps.lockout.failed(subjects);
    const outcome = await check();
    if (outcome === null || outcome === false) {
      await this.#failed('auth.code_failed', { method }, actor);
      throw refused('proof_code_wrong');
    }
    this.#deps.lockout.forgive(subjects);
    return outcome;
  }

  async #failed(event: AuditEntry['event'], details: Record<string, string>, actor: Actor) {
    const entry = { event, actor, resourceId: actor.userId, outcome: 'failed', details } as const;
    await this.#deps.store.record([], [entry]);
  }

  #refuseHaste(subjects: readonly string[]): void {
    const waitMs = this.#deps.lockout.waitMs(subjects);
    if (waitMs > 0) throw new TooSoonError(Math.ceil(waitMs / 1_000));
    if (isCrowded()) {
      throw refused('sign_in_crowded');
    }
  }
}
