import { refused } from '#schemas/errors/refused';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { SecondFactorMethod, SetupRequest, SignInRequest } from '#schemas/http/access';
import { newId, type SessionId, type UserId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';
import type { AuditEntry } from '../store/audit-entry.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Challenges } from './challenges.ts';
import type { Lockout } from './lockout.ts';
import { lockoutSubjects } from './lockout-subjects.ts';
import { isCrowded } from './password.ts';
import type { Passwords } from './passwords.ts';
import type { RefreshTokens } from './refresh.ts';
import type { MessageMethod, SecondFactors } from './second-factors.ts';
import type { Session } from './session.ts';
import type { SessionStart, Sessions } from './sessions.ts';
import type { SetupLinks } from './setup-links.ts';
import { TooSoonError } from './too-soon-error.ts';

/** A session with the tokens that stand for it: the only time that they are seen. */
export interface Opened {
  readonly session: Session;
  readonly accessToken: string;
  readonly accessLifetimeS: number;
  readonly refreshToken: string;
}

export type SignedIn =
  | { readonly kind: 'session'; readonly opened: Opened }
  | {
      readonly kind: 'second_factor';
      readonly challenge: string;
      readonly methods: SecondFactorMethod[];
    };

interface Account {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string | null;
}

export interface AccessDeps {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly tokens: AccessTokens;
  readonly refresh: RefreshTokens;
  readonly challenges: Challenges;
  readonly lockout: Lockout;
  readonly links: SetupLinks;
  readonly passwords: Passwords;
  readonly secondFactors: SecondFactors;
  /** Whoever has this sign-in name or e-mail address, whatever state the account is in. */
  readonly find: (nameOrEmail: string) => Account | null;
  /** As whom the audit trail names somebody who has just proven who he is. */
  readonly accountOf: (userId: UserId) => { name: string; role: string } | null;
  /** Why the account may not work now, in a sentence; null when it may. */
  readonly obstacleOf: (userId: UserId) => TremoloError | null;
  /** The statement that makes the first administrator, and what tells the others once it is stored. */
  readonly firstAdmin: (
    userId: UserId,
    request: SetupRequest,
  ) => { insert: Statement; made: () => void };
  /** The account was used: notes when. */
  readonly signedIn: (userId: UserId) => void;
  /** The account was locked: tells the person where there is a way. */
  readonly locked: (userId: UserId) => void;
}

/** Who somebody is: from a name and a password, and what else is asked, to a session. */
export class Access {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  /** Makes the first account with the token of a setup link, and signs it in. Throws `setup_link_invalid`, `password_weak`. */
  async setUp(request: SetupRequest, actor: Actor): Promise<Opened> {
    const { store, links, lockout, passwords } = this.#deps;
    const subjects = [`setup ${actor.address}`];
    this.#refuseHaste(subjects);
    const words = [request.name, request.email ?? ''];
    const weakness = await passwords.weaknessOf(request.password, words);
    if (weakness !== null) throw weakness;
    const userId = newId('us');
    const { insert, made } = this.#deps.firstAdmin(userId, request);
    const password = await passwords.statements(userId, request.password, { mustChange: false });
    const done = await store.record(
      [links.use(request.token), insert, ...password],
      [
        {
          event: 'setup.completed',
          actor,
          resourceId: userId,
          subject: { userId, personal: { name: request.name, email: request.email } },
        },
      ],
    );
    if (done === null) {
      lockout.failed(subjects);
      throw refused('setup_link_used');
    }
    made();
    return this.openSession({ userId, how: 'password', remember: false }, actor);
  }

  /**
   * Signs a person in, or asks for the second factor. Throws `credentials_wrong`, the same whether name or password is wrong;
   * `too_many_requests`, the same whether there is such an account; and `account_inactive` only after the right password.
   */
  async signIn(request: SignInRequest, actor: Actor): Promise<SignedIn> {
    const { lockout, passwords } = this.#deps;
    const account = this.#deps.find(request.name);
    const subjects = await this.#subjectsOf(account, request.name, actor);
    this.#refuseHaste(subjects);
    const locks = lockout.failed(subjects);
    const isRight = await passwords.verify(account?.userId ?? null, request.password);
    if (!isRight || account === null) {
      await this.#failed(account, locks, actor);
      throw refused('sign_in_wrong');
    }
    this.#forgive(subjects);
    await this.#refuseObstacle(account.userId, actor);
    const { remember, deliver } = request;
    return this.#firstStepDone(
      { userId: account.userId, how: 'password', remember },
      deliver,
      actor,
    );
  }

  /**
   * Signs in whom an identity provider has named, or asks for the second factor that the provider did not ask for. Throws
   * `account_inactive`.
   */
  async signInExternal(
    start: Pick<SessionStart, 'userId' | 'how' | 'provenTwice' | 'endsMs'>,
    actor: Actor,
  ): Promise<SignedIn> {
    await this.#refuseObstacle(start.userId, actor);
    return this.#firstStepDone({ ...start, remember: false }, 'cookie', actor);
  }

  /** Answers a challenge. Throws `code_wrong`, or `credentials_wrong` when the challenge is over and the password is asked again. */
  async verifySecondFactor(
    asked: { challenge: string; method: SecondFactorMethod; code: string },
    actor: Actor,
  ): Promise<{ opened: Opened; deliver: 'cookie' | 'body' }> {
    const { challenges, secondFactors, lockout } = this.#deps;
    const challenge = await this.#challenge(asked.challenge);
    const { userId, how, remember, deliver, endsMs } = challenge;
    const subjects = [`code ${userId}`];
    this.#refuseHaste(subjects);
    challenges.tried(challenge.id);
    const locks = lockout.failed(subjects);
    if (!(await secondFactors.verify(userId, asked.method, asked.code, challenge.id))) {
      await this.#codeFailed(userId, asked.method, locks, actor);
      throw refused('code_wrong');
    }
    challenges.spend(challenge.id);
    this.#forgive(subjects);
    await this.#refuseObstacle(userId, actor);
    const start: SessionStart = { userId, how, remember, endsMs };
    return { opened: await this.openSession(start, actor, asked.method), deliver };
  }

  /** Sends a code for a challenge. Throws `credentials_wrong` when the challenge is over. */
  async sendCode(text: string, method: MessageMethod): Promise<void> {
    const { id, userId } = await this.#challenge(text);
    const subjects = [`send ${userId}`];
    this.#refuseHaste(subjects);
    this.#deps.lockout.failed(subjects);
    await this.#deps.secondFactors.sendCode(userId, method, id);
  }

  /** A session for somebody who has proven who he is. */
  async openSession(
    start: SessionStart,
    actor: Actor,
    secondFactor: SecondFactorMethod | null = null,
  ): Promise<Opened> {
    const { sessions } = this.#deps;
    const entry = (sessionId: SessionId): AuditEntry => ({
      event: start.how === 'impersonation' ? 'user.impersonated' : 'auth.signed_in',
      actor: { ...actor, ...this.#named(start.impersonation?.by ?? start.userId), sessionId },
      resourceId: start.how === 'impersonation' ? start.userId : sessionId,
      details: { how: start.how, secondFactor },
    });
    const { session, refreshToken } = await sessions.open(start, actor, entry);
    if (start.how !== 'impersonation') this.#deps.signedIn(start.userId);
    return this.#opened(session, refreshToken);
  }

  async #firstStepDone(
    start: SessionStart,
    deliver: 'cookie' | 'body',
    actor: Actor,
  ): Promise<SignedIn> {
    const { userId, how, remember, endsMs = null } = start;
    const methods = start.provenTwice ? [] : this.#deps.secondFactors.methodsOf(userId);
    if (methods.length === 0) {
      return { kind: 'session', opened: await this.openSession(start, actor) };
    }
    const challenge = await this.#deps.challenges.issue({
      userId,
      how,
      remember,
      deliver,
      endsMs,
    });
    return { kind: 'second_factor', challenge, methods };
  }

  /** Until now the actor was a stranger at an address. */
  #named(userId: UserId) {
    const { name = null, role = null } = this.#deps.accountOf(userId) ?? {};
    return { userId, name, role };
  }

  /** The same session with new tokens for a refresh token; null when that is no good. */
  async refresh(token: string, actor: Actor): Promise<Opened | null> {
    const rotated = await this.#deps.refresh.rotate(token, actor);
    return rotated === null ? null : this.#opened(rotated.session, rotated.next);
  }

  /** New tokens for a session that is open already; null when it is not. */
  async reopen(sessionId: SessionId): Promise<Opened | null> {
    const renewed = await this.#deps.sessions.renew(sessionId);
    return renewed === null ? null : this.#opened(renewed.session, renewed.refreshToken);
  }

  async #opened(session: Session, refreshToken: string): Promise<Opened> {
    const { token, lifetimeS } = await this.#deps.tokens.issue(session.userId, session.sessionId);
    return { session, accessToken: token, accessLifetimeS: lifetimeS, refreshToken };
  }

  async #challenge(text: string) {
    const challenge = await this.#deps.challenges.read(text);
    if (challenge !== null) return challenge;
    throw refused('sign_in_too_slow');
  }

  async #subjectsOf(account: Account | null, name: string, actor: Actor): Promise<string[]> {
    const isKnownPlace = account !== null && (await this.#wasHere(account.userId, actor.address));
    return lockoutSubjects(account?.userId ?? name, actor.address, isKnownPlace);
  }

  async #wasHere(userId: UserId, address: string | null): Promise<boolean> {
    const rows = await this.#deps.store.read(
      'SELECT 1 FROM known_places WHERE user_id = ? AND address = ?',
      [userId, address],
    );
    return rows.length > 0;
  }

  async #failed(account: Account | null, locks: boolean, actor: Actor): Promise<void> {
    const userId = account?.userId ?? null;
    const about = { actor, resourceId: userId, outcome: 'failed' as const };
    await this.#deps.store.record(
      [],
      [
        { event: 'auth.failed', ...about, details: { how: 'password' } },
        ...(locks ? [{ event: 'auth.locked' as const, ...about }] : []),
      ],
    );
    if (locks && userId !== null) this.#deps.locked(userId);
  }

  async #codeFailed(userId: UserId, method: SecondFactorMethod, locks: boolean, actor: Actor) {
    const about = { actor, resourceId: userId, outcome: 'failed' as const };
    await this.#deps.store.record(
      [],
      [
        { event: 'auth.code_failed', ...about, details: { method } },
        ...(locks ? [{ event: 'auth.locked' as const, ...about }] : []),
      ],
    );
    if (locks) this.#deps.locked(userId);
  }

  async #refuseObstacle(userId: UserId, actor: Actor): Promise<void> {
    const obstacle = this.#deps.obstacleOf(userId);
    if (obstacle === null) return;
    await this.#deps.store.record(
      [],
      [{ event: 'auth.inactive_refused', actor, resourceId: userId, outcome: 'refused' }],
    );
    throw obstacle;
  }

  #forgive(subjects: readonly string[]): void {
    this.#deps.lockout.forgive(subjects);
  }

  #refuseHaste(subjects: readonly string[]): void {
    const waitMs = this.#deps.lockout.waitMs(subjects);
    if (waitMs > 0) throw new TooSoonError(Math.ceil(waitMs / 1_000));
    if (isCrowded()) {
      throw refused('sign_in_crowded');
    }
  }
}
