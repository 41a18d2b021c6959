import { FACTOR_ROUTES, FactorState, TotpSetup } from '#schemas/http/factors';
import { OwnIdentities } from '#schemas/http/identities';
import { KeyRow, KeyUsage, MadeKey, NewKey } from '#schemas/http/keys';
import { LinkInfo } from '#schemas/http/passwords';
import { Profile } from '#schemas/http/profile';
import { SessionRow, SignInRow } from '#schemas/http/session';
import { Preferences, PreferencesPatch } from '#schemas/preferences/preferences';
import { fakeSession } from './fake-session.ts';

const ULID = (n: number) => `01HZX3T7Q0${String(n).padStart(16, '0')}`;
const DAY_MS = 86_400_000;

const NO_IDENTITIES = OwnIdentities.parse({ identities: [], offered: [], hasPassword: true });

/** What the double of the hub knows of one’s own account: profile, sessions, factors, keys, links of letters. */
export class FakeAccount {
  preferences = Preferences.parse({ tour: 'answered' });
  /** Nothing of it can be loaded. */
  failing = false;
  sessions: SessionRow[];
  keys: KeyRow[] = [];
  readonly asked: { what: string; body: unknown }[] = [];
  profile = Profile.parse({
    ...pick(fakeSession().user),
    createdMs: Date.now() - 90 * DAY_MS,
    lastSignInMs: Date.now(),
    teams: [{ teamId: `tm_${ULID(1)}`, name: 'Pumps', role: 'owner' }],
  });

  constructor(sessions = 3) {
    this.sessions = Array.from({ length: sessions }, (_, i) =>
      SessionRow.parse({
        sessionId: `se_${ULID(i)}`,
        isCurrent: i === 0,
        device: ['Firefox on Linux', 'Safari on iPhone', 'Chrome on Windows'][i % 3],
        address: `10.0.0.${i + 1}`,
        how: 'password',
        createdMs: Date.now() - i * DAY_MS,
        lastSeenMs: Date.now() - i * 60_000,
        expiresMs: Date.now() + DAY_MS,
      }),
    );
  }

  /** Null: this is none of the account’s. */
  async answer(request: Request, path: string): Promise<Response | null> {
    const what = `${request.method} ${path}`;
    const text = request.method === 'GET' ? '' : await request.text();
    const body = text === '' ? undefined : JSON.parse(text);
    if (request.method !== 'GET') this.asked.push({ what, body });
    const key = /^(GET|POST|DELETE) keys\/(\w+)/.exec(what)?.[2];
    if (key !== undefined) return this.ofKey(what, key);
    return this.ofPerson(what, body);
  }

  private ofPerson(what: string, body: unknown): Response | null {
    switch (what) {
      case 'GET users/me/preferences':
        return Response.json(this.preferences);
      case 'PATCH users/me/preferences':
        this.preferences = { ...this.preferences, ...PreferencesPatch.parse(body) };
        return Response.json(this.preferences);
      case 'DELETE users/me/preferences':
        this.preferences = Preferences.parse({});
        return Response.json(this.preferences);
      case 'PUT users/me/preferences':
        this.preferences = { presets: this.preferences.presets, ...Preferences.parse(body) };
        return Response.json(this.preferences);
      case 'GET users/me':
        return Response.json(this.profile);
      case 'PATCH users/me':
        this.profile = Profile.parse({ ...this.profile, ...(body as object) });
        return Response.json(this.profile);
      case 'GET users/me/sessions':
        return Response.json({ sessions: this.sessions });
      case 'DELETE users/me/sessions': {
        const ended = this.sessions.length - 1;
        this.sessions = this.sessions.slice(0, 1);
        return Response.json({ ended });
      }
      case 'GET users/me/sign-ins':
        return Response.json({ signIns: SIGN_INS });
      case 'GET users/me/identities':
        return Response.json(NO_IDENTITIES);
      case 'GET users/me/second-factor':
        return Response.json(FACTORS);
      case 'POST users/me/second-factor/totp':
        return Response.json(TOTP);
      case 'POST users/me/second-factor/totp/confirm':
        FACTOR_ROUTES.confirmTotp.body.parse(body);
        return Response.json({ backupCodes: CODES });
      case 'GET keys':
        return Response.json({ keys: this.keys });
      case 'POST keys':
        return this.makeKey(NewKey.parse(body));
      case 'POST auth/forgot':
        return Response.json({ by: 'mail' }, { status: 202 });
      case 'POST auth/link':
        return Response.json(LinkInfo.parse({ kind: 'reset', name: 'Ada', email: null }));
      case 'POST auth/reset':
      case 'POST auth/verify-email':
        return new Response(null, { status: 204 });
    }
    return null;
  }

  private ofKey(what: string, keyId: string): Response {
    if (what.startsWith('DELETE')) {
      this.keys = this.keys.filter((key) => key.keyId !== keyId);
      return new Response(null, { status: 204 });
    }
    if (what.startsWith('POST')) {
      const before = this.keys.find((key) => key.keyId === keyId)!;
      const made = this.makeKey({ ...before, lifetime: '90d' });
      const replacedBy = this.keys.at(-1)!.keyId;
      this.keys = this.keys.map((key) => (key.keyId === keyId ? { ...key, replacedBy } : key));
      return made;
    }
    const days = [{ dayMs: Math.floor(Date.now() / DAY_MS) * DAY_MS, requests: 41 }];
    const networks = [{ network: '10.0.0.0/24', firstMs: Date.now() - DAY_MS }];
    return Response.json(KeyUsage.parse({ days, networks }));
  }

  private makeKey(asked: NewKey): Response {
    const key = this.addKey(asked);
    const secret = 'trm_live_4fK2_secret-of-the-test';
    return Response.json(MadeKey.parse({ secret, key }), { status: 201 });
  }

  /** A key as the hub would list it; `more` is what differs from a new one. */
  addKey(asked: NewKey, more: Partial<KeyRow> = {}): KeyRow {
    const key = KeyRow.parse({
      keyId: `ky_${ULID(this.keys.length)}`,
      name: asked.name,
      kind: asked.kind,
      prefix: 'trm_live_4fK2',
      scopes: asked.scopes,
      ownerId: fakeSession().user.userId,
      ownerName: 'Ada',
      createdMs: Date.now(),
      expiresMs: Date.now() + 90 * DAY_MS,
      lastUsedMs: null,
      usedToday: 0,
      replacedBy: null,
      ...more,
    });
    this.keys = [...this.keys, key];
    return key;
  }
}

function pick({ isProtected: _, ...user }: ReturnType<typeof fakeSession>['user']) {
  return user;
}

const SIGN_INS = Array.from({ length: 60 }, (_, i) =>
  SignInRow.parse({
    atMs: Date.now() - i * 3_600_000,
    event: i % 7 === 3 ? 'auth.failed' : 'auth.signed_in',
    outcome: i % 7 === 3 ? 'failed' : 'done',
    how: 'password',
    device: 'Firefox on Linux',
    address: '10.0.0.1',
  }),
);
const FACTORS = FactorState.parse({
  methods: [{ method: 'totp', target: null, addedMs: Date.now() - DAY_MS }],
  backupCodesLeft: 7,
  available: ['totp', 'email'],
  isRequired: true,
  hasPassword: true,
});
const TOTP = TotpSetup.parse({
  secret: 'JBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/Tremolo:Ada?secret=JBSWY3DPEHPK3PXP',
  qrSvg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6v6H1z"/></svg>',
});
const CODES = Array.from({ length: 10 }, (_, i) => `abcd-${1000 + i}`);
