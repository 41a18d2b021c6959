import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

/** Somebody whom the provider knows, with the claims that it tells of him. */
export interface IdpPerson {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly preferred_username?: string;
  readonly groups?: readonly string[];
  /** How he signs in there (RFC 8176). */
  readonly amr?: readonly string[];
}

const CLIENT_ID = 'tremolo';
const CLIENT_SECRET = 'the secret between the hub and the provider';

/** A real OpenID Connect provider (oidc-provider) on a free port, with a page where one signs in by name alone. */
export class OidcIdp {
  readonly people = new Map<string, IdpPerson>();
  readonly #server: Server;
  readonly #origin: string;

  private constructor(server: Server, origin: string) {
    this.#server = server;
    this.#origin = origin;
  }

  /** `host` is the name under which a browser finds it: another one than the hub’s makes it another site. */
  static async start(redirectUri: string, host = '127.0.0.1'): Promise<OidcIdp> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
    const idp = new OidcIdp(server, origin);
    const provider = await idp.#provider(redirectUri);
    const serve = provider.callback();
    server.on('request', (request, response) => {
      if (request.url?.startsWith('/interaction/')) void idp.#interact(provider, request, response);
      else serve(request, response);
    });
    return idp;
  }

  get issuer(): string {
    return this.#origin;
  }

  /** As the settings of the hub name it. */
  get settings() {
    return {
      key: 'company',
      name: 'Company account',
      issuer: this.#origin,
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      scopes: ['openid', 'profile', 'email', 'groups'],
    };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }

  async #provider(redirectUri: string): Promise<Provider> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    return new Provider(this.#origin, {
      clients: [
        {
          client_id: CLIENT_ID,
          client_secret: CLIENT_SECRET,
          redirect_uris: [redirectUri],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] },
      cookies: { keys: ['only for tests'] },
      features: { devInteractions: { enabled: false } },
      ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      pkce: { required: () => true },
      scopes: ['openid', 'profile', 'email', 'groups'],
      claims: {
        openid: ['sub', 'amr'],
        email: ['email', 'email_verified'],
        profile: ['name', 'preferred_username'],
        groups: ['groups'],
      },
      findAccount: (_context, accountId) => ({
        accountId,
        claims: () => ({ sub: accountId, ...this.people.get(accountId) }) as { sub: string },
      }),
      // Whoever signs in has agreed: asking again is not what is tried here.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({
          clientId: oidc.client?.clientId,
          accountId: oidc.session?.accountId,
        });
        grant.addOIDCScope('openid profile email groups');
        await grant.save();
        return grant;
      },
    });
  }

  /** The page where one signs in: asks for a name, and believes it. */
  async #interact(
    provider: Provider,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (request.method !== 'POST') {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>Company account</title><h1>Who are you?</h1>
        <form method="post"><label>Name <input name="name"></label>
        <button name="do" value="sign-in">Sign in</button><button name="do" value="decline">No</button></form>`);
      return;
    }
    let body = '';
    for await (const part of request) body += part;
    const said = new URLSearchParams(body);
    const name = said.get('name') ?? '';
    const amr = this.people.get(name)?.amr;
    const result =
      said.get('do') === 'decline'
        ? { error: 'access_denied', error_description: 'Not today.' }
        : { login: { accountId: name, ...(amr ? { amr: [...amr] } : {}) } };
    await provider.interactionFinished(request, response, result);
  }
}
