import type { SettingsOf } from '#schemas/config/site-settings';
import { describeError } from '#schemas/errors/tremolo-error';
import type { SsoProblem } from '#schemas/http/sso';
import { SAML_ROUTES } from '#schemas/http/sso';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import { isSafeAddress } from './bounded-fetch.ts';
import { ownPath } from './own-path.ts';
import { PendingSignIns } from './pending-sign-ins.ts';
import type { ProvenIdentity } from './proven-identity.ts';
import { identityOf, isProvenTwice } from './saml-identity.ts';
import {
  newRequestId,
  proveAssertion,
  type SamlSides,
  samlMetadata,
  samlRequestUrl,
} from './saml-provider.ts';
import { type SamlReason, SamlRefusal } from './saml-refusal.ts';
import { SamlUsedAssertions } from './saml-used-assertions.ts';
import { SsoRefusal } from './sso-refusal.ts';

const DETAIL_MAX = 500;

/** A sign-in by SAML on its way: at the provider, or back with an answer that was good. */
type SamlPending =
  | { readonly at: 'provider'; readonly requestId: string; readonly to: string }
  | { readonly at: 'finish'; readonly proven: ProvenIdentity; readonly to: string };

/** A sign-in that waits for its answer, which is taken once. */
export interface SamlWaiting {
  readonly requestId: string;
  readonly to: string;
  /** The ticket with which the browser that began finishes it. */
  readonly ticketFor: (proven: ProvenIdentity) => string;
}

export interface SamlSignInDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => SettingsOf<'sso'>['saml'];
  /** Under which people open this site; null: the settings do not say. What a request says of it can be forged. */
  readonly publicUrl: () => string | null;
}

/**
 * Sign-in at the company's identity provider by SAML 2.0, begun here and only here. The provider's page posts its answer from
 * another site, and such a request carries no cookie; so the answer is checked first, and the session opened by a request that
 * follows it, which shows that it is the browser that began.
 */
export class SamlSignIn {
  readonly #deps: SamlSignInDeps;
  readonly #pending: PendingSignIns<SamlPending>;
  readonly #used: SamlUsedAssertions;

  constructor(deps: SamlSignInDeps) {
    this.#deps = deps;
    this.#pending = new PendingSignIns({ clock: deps.clock });
    this.#used = new SamlUsedAssertions(deps);
  }

  /** Begins one: where the browser goes, and what it keeps meanwhile. Throws `SsoRefusal`. */
  async start(
    to: string | undefined,
  ): Promise<{ location: string; state: string; binding: string }> {
    const sides = this.#sides();
    const requestId = newRequestId();
    const begun = this.#pending.begin({ at: 'provider', requestId, to: ownPath(to) });
    return { location: await samlRequestUrl(sides, requestId, begun.state), ...begun };
  }

  /** The sign-in that this answer is for: it can be asked once. Throws `SsoRefusal`, recorded. */
  async waiting(relayState: string, actor: Actor): Promise<SamlWaiting> {
    const claimed = this.#pending.claim(relayState);
    if (claimed?.payload.at !== 'provider') {
      throw await this.#refused('expired', 'not_begun', 'No sign-in waits for it.', actor);
    }
    const { requestId, to } = claimed.payload;
    const ticketFor = (proven: ProvenIdentity) => claimed.goOn({ at: 'finish', proven, to });
    return { requestId, to, ticketFor };
  }

  /** Whom the answer proves, for the browser that shows the ticket. Throws `SsoRefusal`, recorded. */
  async receive(
    { requestId, ticketFor }: SamlWaiting,
    encoded: string,
    actor: Actor,
  ): Promise<string> {
    const sides = this.#sides();
    try {
      const nowMs = this.#deps.clock();
      const { assertion, refusedAgainUntilMs } = await proveAssertion(
        encoded,
        sides,
        requestId,
        nowMs,
      );
      if (!(await this.#used.take(sides.idpIssuer, assertion.id, refusedAgainUntilMs))) {
        throw new SamlRefusal('replayed', 'The assertion was taken before.');
      }
      const settings = this.#deps.settings();
      const identity = identityOf(assertion, settings, sides.idpIssuer);
      const provenTwice = settings.asksSecondFactor || isProvenTwice(assertion);
      const endsMs = assertion.sessionEndsMs;
      return ticketFor({ identity, mapping: settings, provenTwice, endsMs });
    } catch (error) {
      if (!(error instanceof SamlRefusal)) throw error;
      const problem = PROBLEMS[error.reason] ?? 'not_proven';
      throw await this.#refused(problem, error.reason, describeError(error), actor);
    }
  }

  /** Whom the answer proved, in the browser that began and in no other. Throws `SsoRefusal`, recorded. */
  async finish(
    ticket: string,
    binding: string,
    actor: Actor,
  ): Promise<{ proven: ProvenIdentity; to: string }> {
    const found = this.#pending.take(ticket, binding);
    if (found?.at === 'finish') return found;
    throw await this.#refused('expired', 'other_browser', 'Another browser began it.', actor);
  }

  /** What the provider has to know of this site, as XML; null while the site does not say under which address it is opened. */
  metadata(): string | null {
    const own = this.#ownSide();
    return own && samlMetadata(own);
  }

  #sides(): SamlSides {
    const { enabled, entryPoint, idpIssuer, idpCertificates } = this.#deps.settings();
    const isComplete = entryPoint !== null && idpIssuer !== null && idpCertificates.length > 0;
    if (!enabled || !isComplete || !isSafeAddress(new URL(entryPoint))) {
      throw new SsoRefusal('unknown_provider', 'Sign-in by SAML is not set up here.');
    }
    const own = this.#ownSide();
    if (own === null) {
      throw new SsoRefusal('no_public_url', 'This site does not say under which address it is.');
    }
    return { entryPoint, idpIssuer, idpCertificates, ...own };
  }

  #ownSide(): Pick<SamlSides, 'entityId' | 'acsUrl'> | null {
    const url = this.#deps.publicUrl();
    if (url === null) return null;
    const { samlMetadata: entity, samlAcs } = SAML_ROUTES;
    return {
      entityId: new URL(entity.path, url).href,
      acsUrl: new URL(samlAcs.path, url).href,
    };
  }

  /** The person hears that it did not work; why exactly is for those who look after the site. */
  async #refused(
    problem: SsoProblem,
    why: SamlReason | 'not_begun' | 'other_browser',
    detail: string,
    actor: Actor,
  ): Promise<SsoRefusal> {
    const { store, log } = this.#deps;
    // Part of it can be anybody’s words.
    const because = detail.slice(0, DETAIL_MAX);
    log.warn('a sign-in by SAML is refused', { why, because, correlationId: actor.correlationId });
    const details = { how: 'saml', why };
    const entry = { event: 'auth.failed', actor, outcome: 'refused', details } as const;
    await store.record([], [entry]);
    return new SsoRefusal(problem, 'Signing in at the identity provider did not work.');
  }
}

const PROBLEMS: Partial<Record<SamlReason, SsoProblem>> = {
  status_not_success: 'cancelled',
  assertion_encrypted: 'encrypted',
  expired: 'expired',
};
