/** A person of GitHub, with what its API tells of him. */
export interface GitHubPerson {
  readonly id: number;
  readonly login: string;
  readonly name?: string | null;
  readonly emails?: readonly { email: string; primary: boolean; verified: boolean }[];
  readonly organisations?: readonly string[];
  readonly teams?: readonly { organisation: string; slug: string }[];
}

const SECRET = 'the secret between the hub and GitHub';

/**
 * GitHub as a GitHub Enterprise server is laid out: OAuth 2.0 without identity tokens, and an API. Checks what GitHub checks: the
 * secret, the redirect address, that a code is used once, PKCE, and the scope of each question.
 */
export class GitHubStandIn {
  readonly clientId = 'tremolo';
  readonly clientSecret = SECRET;
  readonly #redirectUri: string;
  readonly #server: Bun.Server<undefined>;
  readonly #codes = new Map<
    string,
    { person: GitHubPerson; challenge: string; scopes: string[] }
  >();
  readonly #tokens = new Map<string, { person: GitHubPerson; scopes: string[] }>();

  constructor(redirectUri: string) {
    this.#redirectUri = redirectUri;
    this.#server = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: (request) => this.#answer(request),
    });
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  stop(): Promise<void> {
    return this.#server.stop(true);
  }

  /** The page of GitHub on which the person agrees: where it sends the browser. */
  agree(person: GitHubPerson, asked: URL): URL {
    const said = asked.searchParams;
    if (said.get('redirect_uri') !== this.#redirectUri)
      throw new Error('Another redirect address.');
    if (said.get('code_challenge_method') !== 'S256') throw new Error('No PKCE.');
    const code = crypto.randomUUID();
    const challenge = said.get('code_challenge') ?? '';
    this.#codes.set(code, { person, challenge, scopes: (said.get('scope') ?? '').split(' ') });
    const back = new URL(this.#redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', said.get('state') ?? '');
    return back;
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/login/oauth/access_token') return this.#token(await request.formData());
    const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
    const known = this.#tokens.get(token);
    if (known === undefined || !pathname.startsWith('/api/v3')) {
      return Response.json({ message: 'Bad credentials' }, { status: 401 });
    }
    return this.#api(pathname.slice('/api/v3'.length), known);
  }

  #token(form: FormData): Response {
    const said = (name: string) => String(form.get(name) ?? '');
    const code = this.#codes.get(said('code'));
    this.#codes.delete(said('code'));
    const verifier = new Bun.CryptoHasher('sha256')
      .update(said('code_verifier'))
      .digest('base64url');
    const isRight =
      code?.challenge === verifier &&
      said('client_secret') === SECRET &&
      said('redirect_uri') === this.#redirectUri;
    // As GitHub does: an error comes with the status of a success.
    if (!isRight || code === undefined) return Response.json({ error: 'bad_verification_code' });
    const token = `gho_${crypto.randomUUID()}`;
    this.#tokens.set(token, code);
    return Response.json({
      access_token: token,
      token_type: 'bearer',
      scope: code.scopes.join(','),
    });
  }

  #api(path: string, { person, scopes }: { person: GitHubPerson; scopes: string[] }): Response {
    const { id, login, name = null, emails = [], organisations = [], teams = [] } = person;
    const needs = (scope: string, answer: object) =>
      scopes.includes(scope) ? Response.json(answer) : new Response(null, { status: 403 });
    switch (path) {
      case '/user':
        return needs('read:user', { id, login, name });
      case '/user/emails':
        return needs('user:email', emails);
      case '/user/orgs':
        return needs(
          'read:org',
          organisations.map((one) => ({ login: one })),
        );
      case '/user/teams':
        return needs(
          'read:org',
          teams.map(({ organisation, slug }) => ({ slug, organization: { login: organisation } })),
        );
      default:
        return new Response(null, { status: 404 });
    }
  }
}
