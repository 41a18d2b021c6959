import { PERMISSION_NAMES } from '#schemas/access/permissions';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { SessionInfo, SetupRequest, SignInRequest } from '#schemas/http/access';
import { newId, type UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { hashPassword, isCrowded, verifyPassword } from './password.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SetupLinks } from './setup-links.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { TooSoonError } from './too-soon-error.ts';

export interface AccessDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly links: SetupLinks;
  readonly throttle: SignInThrottle;
  /** The account of a sign-in name or e-mail address, if it may work. */
  readonly find: (nameOrEmail: string) => { userId: UserId; name: string } | null;
  /** The statement that makes an administrator's account, and what tells the others once it is stored. */
  readonly firstAdmin: (userId: UserId, name: string) => { insert: Statement; made: () => void };
  readonly permissionsOf: (userId: UserId) => ReadonlySet<string>;
}

/** Who somebody is. */
export class Access {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  /** Makes the first account with the token of a setup link, and signs it in. Throws `setup_link_invalid`. */
  async setUp(request: SetupRequest, address: string, actor: Actor) {
    const { store, clock, links, sessions } = this.#deps;
    this.#refuseHaste(`setup ${address}`);
    const userId = newId('us');
    const hash = await hashPassword(request.password);
    const { insert, made } = this.#deps.firstAdmin(userId, request.name);
    const done = await store.record(
      [
        links.use(request.token),
        insert,
        { sql: 'INSERT INTO passwords VALUES (?, ?, ?, 0)', args: [userId, hash, clock()] },
      ],
      [
        {
          event: 'setup.completed',
          actor,
          resourceId: userId,
          subject: { userId, personal: { name: request.name } },
        },
      ],
    );
    if (done === null) {
      this.#deps.throttle.failed(`setup ${address}`);
      throw new TremoloError(
        'setup_link_invalid',
        'This setup link is used up or expired: restart Tremolo, or run "bun run hub:console setup-link", for a new one.',
      );
    }
    made();
    return sessions.open(userId, request.name);
  }

  /** Signs a person in. Throws `credentials_wrong`, the same whether name or password is wrong, or `too_many_requests`. */
  async signIn({ name, password }: SignInRequest, address: string) {
    const { store, throttle, sessions } = this.#deps;
    const key = `${address} ${name.toLowerCase()}`;
    this.#refuseHaste(key);
    // Counted before the slow check: attempts sent at once must not all pass as the first.
    throttle.failed(key);
    const person = this.#deps.find(name);
    const [row] = await store.read('SELECT hash FROM passwords WHERE user_id = ?', [
      person?.userId ?? '',
    ]);
    const isRight = await verifyPassword(password, (row?.hash as string) ?? null);
    if (!isRight || person === null) {
      throw new TremoloError('credentials_wrong', 'Name or password is wrong.');
    }
    throttle.succeeded(key);
    return sessions.open(person.userId, person.name);
  }

  describe({ userId, name }: Session): SessionInfo {
    const allowed = this.#deps.permissionsOf(userId);
    return { userId, name, permissions: PERMISSION_NAMES.filter((one) => allowed.has(one)) };
  }

  #refuseHaste(key: string): void {
    const waitMs = this.#deps.throttle.waitMs(key);
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1_000);
      throw new TooSoonError(seconds);
    }
    if (isCrowded())
      throw new TremoloError('too_many_requests', 'Too many people sign in: try again.');
  }
}
