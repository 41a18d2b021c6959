import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client';
import type { OidcProvider } from '#schemas/config/site-settings';
import type { Clock } from '../clock.ts';
import { boundedFetch, isSafeAddress } from './bounded-fetch.ts';

/** So long what a provider says of itself is believed: it changes its endpoints rarely. */
const FRESH_MS = 3_600_000;
const WAIT_S = 10;
/** Clocks of a plant and of a provider are never quite the same. */
const TOLERANCE_S = 30;

interface Cached {
  readonly made: Promise<Configuration>;
  readonly untilMs: number;
}

/** How each provider is spoken to: what it says of itself, kept for an hour, and asked anew when its settings change. */
export class OidcConfigurations {
  readonly #clock: Clock;
  readonly #cached = new Map<string, Cached>();

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  /** Rejects when the provider cannot be reached or does not say what it should; that is not kept. */
  async of(provider: OidcProvider): Promise<Configuration> {
    const { issuer, preset, clientId, clientSecret, secretInHeader, ca } = provider;
    const key = JSON.stringify([issuer, preset, clientId, clientSecret, secretInHeader, ca]);
    const nowMs = this.#clock();
    for (const [old, { untilMs }] of this.#cached) if (untilMs <= nowMs) this.#cached.delete(old);
    const cached = this.#cached.get(key);
    if (cached !== undefined) return cached.made;
    const made = preset === 'github' ? Promise.resolve(gitHub(provider)) : discovered(provider);
    this.#cached.set(key, { made, untilMs: nowMs + FRESH_MS });
    try {
      return await made;
    } catch (error) {
      this.#cached.delete(key);
      throw error;
    }
  }
}

/** Of a provider that describes itself (OpenID Connect Discovery 1.0). */
async function discovered(provider: OidcProvider): Promise<Configuration> {
  const { issuer, clientId, ca } = provider;
  const configuration = await discovery(
    new URL(issuer),
    clientId,
    metadata(),
    authentication(provider),
    {
      [customFetch]: boundedFetch(ca),
      timeout: WAIT_S,
      ...(isPlain(issuer) ? { execute: [allowInsecureRequests] } : {}),
    },
  );
  // The library lets Microsoft’s document for all companies at once pass, whose issuer is a pattern: it would fit any of them.
  const server = configuration.serverMetadata();
  if (new URL(server.issuer).href !== new URL(issuer).href) {
    throw new Error('The provider calls itself by another name.');
  }
  // The library looks at the addresses that it asks itself; to this one the browser goes.
  if (!isSafeAddress(new URL(server.authorization_endpoint ?? issuer))) {
    throw new Error('The provider’s page is neither https nor on this machine.');
  }
  // Else the library trusts the connection that an identity token came by, and does not look at its signature.
  enableNonRepudiationChecks(configuration);
  return configuration;
}

/** GitHub speaks OAuth 2.0 and describes itself nowhere. */
function gitHub(provider: OidcProvider): Configuration {
  const { issuer, clientId, ca } = provider;
  const base = issuer.replace(/\/$/, '');
  const server = {
    issuer,
    authorization_endpoint: `${base}/login/oauth/authorize`,
    token_endpoint: `${base}/login/oauth/access_token`,
  };
  const configuration = new Configuration(server, clientId, metadata(), authentication(provider));
  configuration[customFetch] = boundedFetch(ca);
  configuration.timeout = WAIT_S;
  if (isPlain(issuer)) allowInsecureRequests(configuration);
  return configuration;
}

function authentication({ clientSecret, secretInHeader }: OidcProvider) {
  if (clientSecret === null) return None();
  return secretInHeader ? ClientSecretBasic(clientSecret) : ClientSecretPost(clientSecret);
}

const metadata = () => ({ [clockTolerance]: TOLERANCE_S });
const isPlain = (issuer: string) => new URL(issuer).protocol === 'http:';
