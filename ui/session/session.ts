import { type Signal, signal } from '@preact/signals';
import type { Permission } from '#schemas/access/permissions';
import {
  ACCESS_ROUTES,
  type SecondFactorMethod,
  type SetupRequest,
  type SignInAnswer,
} from '#schemas/http/access';
import { SESSION_ROUTES, type SessionInfo } from '#schemas/http/session';
import { useCsrfToken } from '../http/page-session.ts';
import { HubProblem, request } from '../http/request.ts';

/**
 * Who is here: not asked yet, nobody, or a person. `ended` says that somebody was until just now; `inactive` is a person whose
 * account may not work now, with a session of it or on the way to one.
 */
export type SessionState =
  | { kind: 'asking' }
  | { kind: 'unreachable'; cause: unknown }
  | { kind: 'nobody'; setupNeeded: boolean; ended: boolean }
  | { kind: 'inactive'; sentence: string; hasSession: boolean }
  | { kind: 'person'; info: SessionInfo };

/** The session of this browser. The secret itself is a cookie that no script can read. */
export class Session {
  readonly state: Signal<SessionState> = signal({ kind: 'asking' });
  private readonly onChange: () => void;
  private asking: Promise<void> | null = null;
  /** Grows with each session that this page was given or left: an answer about the one before is of no concern. */
  private turn = 0;

  /** `onChange`: this page signed somebody in or out, which is so in the browser's other tabs, too. */
  constructor({ onChange }: { onChange: () => void }) {
    this.onChange = onChange;
  }

  /** Asks the hub who is signed in; those who ask meanwhile get the same answer. */
  ask(): Promise<void> {
    this.asking ??= this.askNow().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** The same for who knows that something has changed: an answer that is already on its way may be older than that. */
  async askAnew(): Promise<void> {
    await this.asking;
    await this.ask();
  }

  /** Signs in, or gives the question for a second factor. Throws what `request` throws; the same of those below. */
  async signIn(name: string, password: string, remember = false): Promise<SignInAnswer> {
    const body = { name, password, remember };
    return this.entering(() => request(ACCESS_ROUTES.signIn, { body }));
  }

  /** Answers that question. */
  async verify(challenge: string, method: SecondFactorMethod, code: string): Promise<void> {
    const body = { challenge, method, code };
    await this.entering(() => request(ACCESS_ROUTES.verifySignIn, { body }));
  }

  async setUp(asked: SetupRequest): Promise<void> {
    this.enter(await request(ACCESS_ROUTES.setup, { body: asked }));
  }

  async signOut(): Promise<void> {
    try {
      await request(ACCESS_ROUTES.signOut);
    } catch (error) {
      // The session ended by itself before: out is out.
      if (!(error instanceof HubProblem) || error.status !== 401) throw error;
    }
    this.leave();
    this.onChange();
  }

  /** Back to signing in, for who has no session to end. */
  leave(): void {
    this.turn++;
    this.state.value = { kind: 'nobody', setupNeeded: false, ended: false };
  }

  /** Whether the person may; reads the signal. */
  may(permission: Permission): boolean {
    const state = this.state.value;
    return state.kind === 'person' && state.info.permissions.includes(permission);
  }

  /**
   * Whether the person may here: everywhere, or by a role that holds at this place, an area or the ids of a node and those
   * above it; reads the signal.
   */
  mayIn(permission: Permission, place: string | null | readonly string[]): boolean {
    if (this.may(permission)) return true;
    const state = this.state.value;
    if (state.kind !== 'person') return false;
    const scopes = typeof place === 'string' ? [place] : (place ?? []);
    return state.info.areas.some(
      (one) => scopes.includes(one.area) && one.permissions.includes(permission),
    );
  }

  /** Whether the person may at least somewhere in the plant; reads the signal. */
  mayAnywhere(permission: Permission): boolean {
    if (this.may(permission)) return true;
    const state = this.state.value;
    return (
      state.kind === 'person' &&
      state.info.areas.some(({ permissions }) => permissions.includes(permission))
    );
  }

  /** Takes the session that the hub has given to this page. */
  enter(info: SessionInfo): void {
    this.turn++;
    this.take(info);
    this.onChange();
  }

  private take(info: SessionInfo): void {
    useCsrfToken(info.csrfToken);
    this.state.value = { kind: 'person', info };
  }

  private async entering(ask: () => Promise<SignInAnswer>): Promise<SignInAnswer> {
    try {
      const answer = await ask();
      if (answer.kind === 'session') this.enter(answer.session);
      return answer;
    } catch (error) {
      if (isInactive(error)) {
        this.state.value = { kind: 'inactive', sentence: error.message, hasSession: false };
      }
      throw error;
    }
  }

  private async askNow(): Promise<void> {
    const before = this.state.peek().kind;
    const wasIn = before === 'person' || before === 'inactive';
    const { turn } = this;
    try {
      const info = await request(SESSION_ROUTES.session);
      if (turn === this.turn) this.take(info);
    } catch (error) {
      if (turn !== this.turn) return;
      if (isInactive(error)) {
        this.state.value = { kind: 'inactive', sentence: error.message, hasSession: true };
      } else if (error instanceof HubProblem && error.status === 401) {
        await this.nobody(wasIn, turn);
      } else if (before !== 'person') {
        this.state.value = { kind: 'unreachable', cause: error };
      }
    }
  }

  private async nobody(ended: boolean, turn: number): Promise<void> {
    try {
      const { needed } = await request(ACCESS_ROUTES.setupState);
      if (turn === this.turn) this.state.value = { kind: 'nobody', setupNeeded: needed, ended };
    } catch (cause) {
      if (turn === this.turn) this.state.value = { kind: 'unreachable', cause };
    }
  }
}

function isInactive(error: unknown): error is HubProblem {
  return error instanceof HubProblem && error.code === 'account_inactive';
}
