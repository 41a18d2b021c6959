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

/** Who is here: not asked yet, nobody, or a person. `ended` says that somebody was until just now. */
export type SessionState =
  | { kind: 'asking' }
  | { kind: 'unreachable'; cause: unknown }
  | { kind: 'nobody'; setupNeeded: boolean; ended: boolean }
  | { kind: 'person'; info: SessionInfo };

/** The session of this browser. The secret itself is a cookie that no script can read. */
export class Session {
  readonly state: Signal<SessionState> = signal({ kind: 'asking' });

  /** Asks the hub who is signed in. */
  async ask(): Promise<void> {
    const before = this.state.peek();
    try {
      this.enter(await request(SESSION_ROUTES.session));
    } catch (error) {
      if (error instanceof HubProblem && error.status === 401) {
        await this.nobody(before.kind === 'person');
      } else if (before.kind !== 'person') {
        this.state.value = { kind: 'unreachable', cause: error };
      }
    }
  }

  /** Signs in, or gives the question for a second factor. Throws what `request` throws; the same of those below. */
  async signIn(name: string, password: string, remember = false): Promise<SignInAnswer> {
    const answer = await request(ACCESS_ROUTES.signIn, { body: { name, password, remember } });
    if (answer.kind === 'session') this.enter(answer.session);
    return answer;
  }

  /** Answers that question. */
  async verify(challenge: string, method: SecondFactorMethod, code: string): Promise<void> {
    const answer = await request(ACCESS_ROUTES.verifySignIn, { body: { challenge, method, code } });
    if (answer.kind === 'session') this.enter(answer.session);
  }

  async setUp(asked: SetupRequest): Promise<void> {
    this.enter(await request(ACCESS_ROUTES.setup, { body: asked }));
  }

  async signOut(): Promise<void> {
    await request(ACCESS_ROUTES.signOut);
    this.state.value = { kind: 'nobody', setupNeeded: false, ended: false };
  }

  /** Whether the person may; reads the signal. */
  may(permission: Permission): boolean {
    const state = this.state.value;
    return state.kind === 'person' && state.info.permissions.includes(permission);
  }

  /** Takes the session that the hub has given. */
  enter(info: SessionInfo): void {
    useCsrfToken(info.csrfToken);
    this.state.value = { kind: 'person', info };
  }

  private async nobody(ended: boolean): Promise<void> {
    try {
      const { needed } = await request(ACCESS_ROUTES.setupState);
      this.state.value = { kind: 'nobody', setupNeeded: needed, ended };
    } catch (cause) {
      this.state.value = { kind: 'unreachable', cause };
    }
  }
}
