import { refused } from '#schemas/errors/refused';
import type { Said } from '#schemas/errors/said';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { UserId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import type { Access, Opened } from './access.ts';
import type { Principal } from './principal.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

const LONGEST_MS = 3_600_000;

export interface ImpersonationDeps {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly access: Access;
  /** Why this person may not be seen as, in a sentence; null: may. */
  readonly objection: (by: UserId, target: UserId) => Said | null;
}

/** Seeing Tremolo as another person: for an hour at most, with the rights that both have, and never to change who anybody is. */
export class Impersonation {
  readonly #deps: ImpersonationDeps;

  constructor(deps: ImpersonationDeps) {
    this.#deps = deps;
  }

  /** A session as the other person. Throws `forbidden`, recorded, when that person may not be seen as. */
  async begin(principal: Principal, target: UserId, actor: Actor): Promise<Opened> {
    const { store, access, sessions } = this.#deps;
    if (principal.actor.impersonatorId !== null || principal.sessionId === null) {
      throw refused('impersonation_twice');
    }
    // A program has nowhere to keep a second session, nor anybody to show the banner to.
    if (principal.by !== 'cookie') throw refused('impersonation_browser');
    const remember = sessions.find(principal.sessionId)?.remember ?? false;
    const objection = this.#deps.objection(principal.userId, target);
    if (objection !== null) {
      await store.record(
        [],
        [{ event: 'user.impersonated', actor, resourceId: target, outcome: 'refused' }],
      );
      const { sentence, reason } = objection;
      throw new TremoloError('forbidden', sentence, { reason });
    }
    return access.openSession(
      {
        userId: target,
        how: 'impersonation',
        remember,
        impersonation: { by: principal.userId, returnTo: principal.sessionId },
        lifetimeMs: LONGEST_MS,
      },
      actor,
    );
  }

  /** Back to the session from which the person came; null when that one has ended. Throws `conflict` when this is no other's. */
  async end(session: Session, actor: Actor): Promise<Opened | null> {
    const { sessions, access } = this.#deps;
    const { impersonatorId, returnTo, sessionId } = session;
    if (impersonatorId === null || returnTo === null) {
      throw refused('impersonation_own');
    }
    const own = { ...actor, userId: impersonatorId, impersonatorId: null };
    await sessions.end(sessionId, own, 'user.impersonation_ended');
    return access.reopen(returnTo);
  }
}
