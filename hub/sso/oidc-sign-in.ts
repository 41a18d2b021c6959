import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client';
import type { OidcProvider, SettingsOf } from '#schemas/config/site-settings';
import type { SsoProblem } from '#schemas/http/sso';
import type { SessionId, UserId } from '#schemas/ids/ids';
import type { Log } from '../log.ts';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import { mappingFor } from './admission.ts';
import { gitHubIdentity, gitHubScopes } from './github-identity.ts';
import { groupsOf, identityOfClaims, isProvenTwice } from './identity-of-claims.ts';
import type { OidcConfigurations } from './oidc-configurations.ts';
import { ownPath } from './own-path.ts';
import type { PendingSignIns } from './pending-sign-ins.ts';
import type { ProvenIdentity } from './proven-identity.ts';
import { problemOf, reasonOf } from './provider-failure.ts';
import { SsoRefusal } from './sso-refusal.ts';

/** What is kept of a sign-in that goes on at a provider. */
export interface BegunSignIn {
  readonly provider: string;
  readonly issuer: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly to: string;
  /** Somebody who is signed in connects an identity to the own account, instead of signing in. */
  readonly connect: { readonly userId: UserId; readonly sessionId: SessionId } | null;
}

export interface OidcSignInDeps {
  readonly configurations: OidcConfigurations;
  readonly store: Store;
  readonly pending: PendingSignIns<BegunSignIn>;
  readonly providers: () => SettingsOf<'sso'>['oidc'];
  /** The address of this site as its administrator has set it: what a request says of it can be forged. */
  readonly publicUrl: () => string | null;
  readonly log: Log;
}

/** What comes back to the callback, as the browser brings it. */
export interface Answer {
  readonly state?: string | undefined;
  readonly code?: string | undefined;
  readonly iss?: string | undefined;
  readonly error?: string | undefined;
}

/** Signing in by OpenID Connect: the authorization code flow with PKCE (RFC 6749, RFC 7636, OpenID Connect Core 1.0 §3.1). */
export class OidcSignIn {
  readonly #deps: OidcSignInDeps;

  constructor(deps: OidcSignInDeps) {
    this.#deps = deps;
  }

  /** The providers that are switched on. */
  offered(): { key: string; name: string }[] {
    const on = this.#deps.providers().filter(({ enabled }) => enabled);
    return on.map(({ key, name }) => ({ key, name }));
  }

  /** Where to send the browser, and what it must keep. Throws SsoRefusal. */
  async start(
    key: string,
    to: string | undefined,
    connect: BegunSignIn['connect'] = null,
  ): Promise<{ location: string; state: string; binding: string }> {
    const provider = this.#provider(key);
    const redirectUri = this.#redirectUri(key);
    const configuration = await this.#configuration(provider);
    const [nonce, verifier] = [randomNonce(), randomPKCECodeVerifier()];
    const { issuer } = provider;
    const begun = { provider: key, issuer, nonce, verifier, to: ownPath(to), connect };
    const { state, binding } = this.#deps.pending.begin(begun);
    const isGitHub = provider.preset === 'github';
    const location = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri.href,
      scope: (isGitHub ? gitHubScopes(provider) : provider.scopes).join(' '),
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      ...(isGitHub ? {} : { nonce }),
    });
    return { location: location.href, state, binding };
  }

  /** What this browser began under the state: it can be asked once. Throws SsoRefusal. */
  begun(key: string, state: string | undefined, binding: string): BegunSignIn {
    const begun = state === undefined ? null : this.#deps.pending.take(state, binding);
    if (begun === null || begun.provider !== key) {
      throw new SsoRefusal('expired', 'This sign-in was begun too long ago, or elsewhere.');
    }
    return begun;
  }

  /** Whom the provider's answer proves. Throws SsoRefusal. */
  async finish(begun: BegunSignIn, answer: Answer, actor: Actor): Promise<ProvenIdentity> {
    const provider = this.#provider(begun.provider);
    if (provider.issuer !== begun.issuer) {
      throw new SsoRefusal('expired', 'The provider was changed meanwhile.');
    }
    const configuration = await this.#configuration(provider);
    const callback = this.#redirectUri(begun.provider);
    for (const [name, value] of Object.entries(answer)) {
      if (value !== undefined) callback.searchParams.set(name, value);
    }
    try {
      return provider.preset === 'github'
        ? await gitHubProof(provider, configuration, callback, begun, answer)
        : await this.#proof(provider, configuration, callback, begun, answer);
    } catch (cause) {
      const problem = problemOf(cause);
      await this.#failed(provider, problem, cause, actor);
      throw new SsoRefusal(problem, 'The provider did not say who you are.', { cause });
    }
  }

  async #proof(
    provider: OidcProvider,
    configuration: Configuration,
    callback: URL,
    { nonce, verifier }: BegunSignIn,
    { state }: Answer,
  ): Promise<ProvenIdentity> {
    const tokens = await authorizationCodeGrant(configuration, callback, {
      expectedState: state ?? '',
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const token = tokens.claims();
    if (token === undefined) throw new Error('The provider sent no identity token.');
    // Many providers say only in their second answer what an identity token has no room for.
    const isWhole = token.email !== undefined && groupsOf(token, provider.groupsClaim).length > 0;
    const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
    const more =
      isWhole || !hasMore ? {} : await fetchUserInfo(configuration, tokens.access_token, token.sub);
    const claims = { ...more, ...token };
    const { iss: issuer, sub: subject } = token;
    const identity = identityOfClaims(provider, { issuer, subject, claims });
    return {
      identity,
      mapping: mappingFor(provider, identity, claims),
      provenTwice: isProvenTwice(provider, token),
    };
  }

  async #failed(
    { key: provider, issuer }: OidcProvider,
    problem: SsoProblem,
    cause: unknown,
    actor: Actor,
  ): Promise<void> {
    const { store, log } = this.#deps;
    log.warn('a provider did not say who somebody is', { provider, problem, why: reasonOf(cause) });
    // That a provider is away, or that a person thinks better of it, is nobody's attempt.
    if (problem !== 'not_proven') return;
    const details = { how: `oidc:${provider}`, issuer, why: problem };
    await store.record([], [{ event: 'auth.failed', actor, outcome: 'failed', details }]);
  }

  #provider(key: string): OidcProvider {
    const provider = this.#deps.providers().find((one) => one.key === key && one.enabled);
    if (provider !== undefined) return provider;
    throw new SsoRefusal('unknown_provider', 'There is no such way to sign in.');
  }

  #redirectUri(key: string): URL {
    const publicUrl = this.#deps.publicUrl();
    if (publicUrl !== null) return new URL(`/api/v1/auth/sso/oidc/${key}/callback`, publicUrl);
    throw new SsoRefusal('no_public_url', 'The settings do not say where this site is opened.');
  }

  async #configuration(provider: OidcProvider): Promise<Configuration> {
    try {
      return await this.#deps.configurations.of(provider);
    } catch (cause) {
      const why = reasonOf(cause);
      this.#deps.log.warn('a provider cannot be asked', { provider: provider.key, why });
      throw new SsoRefusal('provider_down', 'The provider cannot be reached.', { cause });
    }
  }
}

async function gitHubProof(
  provider: OidcProvider,
  configuration: Configuration,
  callback: URL,
  { verifier }: BegunSignIn,
  { state }: Answer,
): Promise<ProvenIdentity> {
  const checks = { expectedState: state ?? '', pkceCodeVerifier: verifier };
  const { access_token } = await authorizationCodeGrant(configuration, callback, checks);
  const identity = await gitHubIdentity(provider, configuration, access_token);
  return {
    identity,
    mapping: mappingFor(provider, identity, {}),
    provenTwice: provider.asksSecondFactor,
  };
}
