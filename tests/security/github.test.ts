import { afterAll, beforeAll, expect, test } from 'bun:test';
import { type OidcProvider, SsoSettings } from '#schemas/config/site-settings';
import type { SessionInfo } from '#schemas/http/session';
import { type GitHubPerson, GitHubStandIn } from '../rig/github-stand-in.ts';
import { WanderingBrowser } from '../rig/wandering-browser.ts';
import { landed } from './oidc-box.ts';
import { PeopleBox } from './people-box.ts';

const START = '/api/v1/auth/sso/oidc/github/start';

let box: PeopleBox;
let gitHub: GitHubStandIn;

beforeAll(async () => {
  box = await PeopleBox.start();
  gitHub = new GitHubStandIn(`${box.origin}/api/v1/auth/sso/oidc/github/callback`);
  const plenty = { perHour: 1_000_000, burst: 10_000 };
  await box.set('limits', { perAddress: plenty, signIn: plenty });
  await box.set('general', { publicUrl: box.origin });
});
afterAll(async () => {
  await box.stop();
  await gitHub.stop();
});

async function provider(change: Partial<OidcProvider>): Promise<void> {
  const { issuer, clientId, clientSecret } = gitHub;
  const usual = { key: 'github', name: 'GitHub', preset: 'github', issuer, clientId, clientSecret };
  await box.set('sso', SsoSettings.parse({ oidc: [{ ...usual, ...change }] }));
}

async function signIn(person: GitHubPerson) {
  const browser = new WanderingBrowser();
  const isThere = (at: URL) => at.pathname === '/login/oauth/authorize';
  const { url } = await browser.go(box.origin + START, { until: isThere });
  const response = await browser.once(gitHub.agree(person, url));
  const end = landed(new URL(response.headers.get('location') ?? '', box.origin));
  const session = await browser.once(`${box.origin}/api/v1/users/me/session`);
  const user = session.ok ? ((await session.json()) as SessionInfo).user : null;
  return { problem: end.problem, user };
}

const OCTAVIA: GitHubPerson = {
  id: 583_231,
  login: 'octavia',
  name: 'Octavia Cat',
  emails: [
    { email: 'private@home.example', primary: false, verified: true },
    { email: 'octavia@plant.example', primary: true, verified: true },
  ],
  organisations: ['acme'],
  teams: [{ organisation: 'acme', slug: 'reliability' }],
};

test('that somebody has an account at GitHub opens nothing: anybody has one', async () => {
  await provider({});
  expect(await signIn(OCTAVIA)).toEqual({ problem: 'no_account', user: null });
});

test('a member of an organisation that has a role comes in with it', async () => {
  await provider({
    roleOfGroup: [
      { group: 'acme/reliability', role: 'engineer' },
      { group: 'acme', role: 'operator' },
    ],
  });
  const { user } = await signIn(OCTAVIA);
  expect(user).toMatchObject({
    name: 'octavia',
    fullName: 'Octavia Cat',
    email: 'octavia@plant.example',
    emailVerified: true,
    role: 'engineer',
    origin: 'oidc:github',
  });
  expect((await signIn({ ...OCTAVIA, teams: [] })).user?.role).toBe('operator');
  const stranger = {
    ...OCTAVIA,
    id: 9,
    login: 'stranger',
    emails: [],
    organisations: ['elsewhere'],
    teams: [],
  };
  expect((await signIn(stranger)).problem).toBe('no_account');
});

test('somebody with a confirmed address in one of the site’s domains comes in; with another, or an unconfirmed one, not', async () => {
  await provider({ emailDomains: ['plant.example'] });
  const named = (id: number, email: string, verified: boolean): GitHubPerson => ({
    id,
    login: `person-${id}`,
    emails: [{ email, primary: true, verified }],
  });
  expect((await signIn(named(21, 'ida@Plant.example', true))).user?.email).toBe(
    'ida@Plant.example',
  );
  expect((await signIn(named(22, 'ida2@plant.example', false))).problem).toBe('no_account');
  expect((await signIn(named(23, 'ida3@plant.example.evil.example', true))).problem).toBe(
    'no_account',
  );
});

test('a login that was given up and taken by somebody else is somebody else', async () => {
  await provider({ emailDomains: ['plant.example'] });
  const first = await signIn(OCTAVIA);
  const thief: GitHubPerson = {
    ...OCTAVIA,
    id: 7,
    emails: [{ email: 'thief@plant.example', primary: true, verified: true }],
  };
  const second = await signIn(thief);
  expect(second.user?.userId).not.toBe(first.user?.userId);
  expect(second.user?.name).toBe('octavia 2');
});
