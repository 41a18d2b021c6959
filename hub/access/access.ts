import { PERMISSIONS, type Permission } from '#schemas/access/permissions';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { SessionInfo, SetupRequest, SignInRequest } from '#schemas/http/access';
import { newId, type UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { hashPassword, isCrowded, verifyPassword } from './password.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SetupLinks } from './setup-links.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { TooSoonError } from './too-soon-error.ts';

const ALL = Object.keys(PERMISSIONS) as Permission[];

/** Accounts and what they may do. */
export class Access {
  readonly #deps: {
    store: Store;
    clock: Clock;
    sessions: Sessions;
    links: SetupLinks;
    throttle: SignInThrottle;
  };

  constructor(deps: {
    store: Store;
    clock: Clock;
    sessions: Sessions;
    links: SetupLinks;
    throttle: SignInThrottle;
  }) {
    this.#deps = deps;
  }

  /** Makes the first account with the token of a setup link, and signs it in. Throws `setup_link_invalid`. */
  async setUp(request: SetupRequest, address: string) {
    const { store, clock, links, sessions } = this.#deps;
    this.#refuseHaste(`setup ${address}`);
    const userId = newId('us');
    const hash = await hashPassword(request.password);
    const [made] = await store.write(
      links.consuming(request.token, {
        columns: 'user_id, name, name_key, password_hash, created_ms',
        values: [userId, request.name, nameKey(request.name), hash, clock()],
      }),
    );
    if (made.rowsAffected !== 1) {
      this.#deps.throttle.failed(`setup ${address}`);
      throw new TremoloError(
        'setup_link_invalid',
        'This setup link is used up or expired: restart Tremolo, or run "bun hub/console.ts setup-link", for a new one.',
      );
    }
    return sessions.open(userId, request.name);
  }

  /** Signs a person in. Throws `credentials_wrong`, the same whether name or password is wrong, or `too_many_requests`. */
  async signIn({ name, password }: SignInRequest, address: string) {
    const { store, throttle, sessions } = this.#deps;
    const key = `${address} ${nameKey(name)}`;
    this.#refuseHaste(key);
    // Counted before the slow check: attempts sent at once must not all pass as the first.
    throttle.failed(key);
    const [user] = await store.read(
      'SELECT user_id, name, password_hash FROM users WHERE name_key = ?',
      [nameKey(name)],
    );
    const isRight = await verifyPassword(password, (user?.password_hash as string) ?? null);
    if (!isRight) throw new TremoloError('credentials_wrong', 'Name or password is wrong.');
    throttle.succeeded(key);
    return sessions.open(user.user_id as UserId, String(user.name));
  }

  /** What the session's person may do. Until there are roles, whoever has an account may do everything. */
  permissionsOf(_session: Session): readonly Permission[] {
    return ALL;
  }

  describe(session: Session): SessionInfo {
    const { userId, name } = session;
    return { userId, name, permissions: [...this.permissionsOf(session)] };
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

/** Two spellings of a name that look alike are one name. */
function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
