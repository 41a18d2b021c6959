import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';

type Key = CryptoKey | Uint8Array;

/** What a provider, or somebody between it and the hub, may get wrong or forge in an identity token. */
export interface Forgery {
  readonly claims?: JWTPayload;
  /** Left out of the claims. */
  readonly without?: readonly string[];
  readonly key?: Key;
  readonly header?: { readonly alg?: string; readonly kid?: string };
  /** No signature at all. */
  readonly isUnsecured?: boolean;
  /** Changes the finished token. */
  readonly alter?: (token: string) => string;
  /** The whole answer of the token endpoint, instead of one with a token. */
  readonly answer?: () => Response;
  /** What its other answers say. */
  readonly discovery?: object;
  readonly userInfo?: object;
}

const NOBODY: Forgery = {};

/** An OpenID Connect provider of the tests that answers as it is told to: with right tokens, or with forged ones. */
export class ForgingIssuer {
  forgery: Forgery = NOBODY;
  /** Of the authorization request that it is to answer. */
  nonce = '';
  /** How often each path was asked for. */
  readonly asked = new Map<string, number>();
  /** How the client proved itself when it last asked for tokens. */
  proof: { readonly header: string | null; readonly inForm: string | null } | null = null;
  readonly #server: Bun.Server<undefined>;
  readonly #own: { publicKey: CryptoKey; privateKey: CryptoKey };
  readonly #jwks: object;

  readonly #scheme: string;

  private constructor(
    own: { publicKey: CryptoKey; privateKey: CryptoKey },
    jwks: object,
    tls: { certFile: string; keyFile: string } | null,
  ) {
    this.#own = own;
    this.#jwks = jwks;
    this.#scheme = tls === null ? 'http' : 'https';
    this.#server = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      ...(tls === null
        ? {}
        : { tls: { cert: Bun.file(tls.certFile), key: Bun.file(tls.keyFile) } }),
      fetch: (request) => this.#answer(request),
    });
  }

  /** Over TLS with these files, or else in the clear. */
  static async start(
    tls: { certFile: string; keyFile: string } | null = null,
  ): Promise<ForgingIssuer> {
    const own = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(own.publicKey)), kid: 'right', alg: 'RS256', use: 'sig' };
    return new ForgingIssuer(own, { keys: [jwk] }, tls);
  }

  get issuer(): string {
    return `${this.#scheme}://127.0.0.1:${this.#server.port}`;
  }

  stop(): Promise<void> {
    return this.#server.stop(true);
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    this.asked.set(pathname, (this.asked.get(pathname) ?? 0) + 1);
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return Response.json({ ...this.#description(), ...this.forgery.discovery });
      case '/jwks':
        return Response.json(this.#jwks);
      case '/token':
        this.proof = {
          header: request.headers.get('authorization'),
          inForm: (await request.formData()).get('client_secret') as string | null,
        };
        return this.forgery.answer?.() ?? Response.json(await this.#tokens());
      case '/userinfo':
        return Response.json({ sub: 'anna', ...this.forgery.userInfo });
      default:
        return new Response(null, { status: 404 });
    }
  }

  #description() {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/auth`,
      token_endpoint: `${this.issuer}/token`,
      userinfo_endpoint: `${this.issuer}/userinfo`,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  async #tokens() {
    return {
      access_token: 'an access token',
      token_type: 'Bearer',
      expires_in: 60,
      id_token: await this.#idToken(),
    };
  }

  async #idToken(): Promise<string> {
    const {
      claims,
      without = [],
      key,
      header,
      isUnsecured,
      alter = (token) => token,
    } = this.forgery;
    const nowS = Math.floor(Date.now() / 1_000);
    const all: JWTPayload = {
      iss: this.issuer,
      aud: 'tremolo',
      sub: 'anna',
      iat: nowS,
      exp: nowS + 300,
      nonce: this.nonce,
      email: 'anna@plant.example',
      email_verified: true,
      name: 'Anna Berg',
      groups: ['shift'],
      ...claims,
    };
    const said = Object.fromEntries(
      Object.entries(all).filter(([name]) => !without.includes(name)),
    );
    if (isUnsecured) return new UnsecuredJWT(said).encode();
    const signed = new SignJWT(said).setProtectedHeader({ alg: 'RS256', kid: 'right', ...header });
    return alter(await signed.sign(key ?? this.#own.privateKey));
  }

  /** The public key as text, with which a careless checker could be made to check a symmetric signature. */
  async publicKeyText(): Promise<Uint8Array> {
    return new TextEncoder().encode(JSON.stringify(await exportJWK(this.#own.publicKey)));
  }
}
