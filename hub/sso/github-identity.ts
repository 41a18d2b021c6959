import { type Configuration, fetchProtectedResource } from 'openid-client';
import { z } from 'zod';
import type { OidcProvider } from '#schemas/config/site-settings';
import type { ExternalIdentity } from './external-sign-in.ts';
import { SsoRefusal } from './sso-refusal.ts';

const User = z.object({
  id: z.number().int().positive(),
  login: z.string().min(1),
  name: z.string().nullable(),
});
const Emails = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
);
const Organisations = z.array(z.object({ login: z.string() }));
const Teams = z.array(
  z.object({ slug: z.string(), organization: z.object({ login: z.string() }) }),
);

/** What GitHub is asked for; the organisations only where roles follow from them. */
export function gitHubScopes({ roleOfGroup }: Pick<OidcProvider, 'roleOfGroup'>): string[] {
  return ['read:user', 'user:email', ...(roleOfGroup.length === 0 ? [] : ['read:org'])];
}

/** Somebody as GitHub’s API describes him: groups are organisations (`acme`) and their teams (`acme/reliability`). */
export async function gitHubIdentity(
  provider: OidcProvider,
  configuration: Configuration,
  accessToken: string,
): Promise<ExternalIdentity> {
  const ask = async <Answer>(path: string, schema: z.ZodType<Answer>): Promise<Answer> => {
    const url = new URL(apiOf(provider.issuer) + path);
    const headers = new Headers({ accept: 'application/vnd.github+json', 'user-agent': 'Tremolo' });
    const args = [configuration, accessToken, url, 'GET', undefined, headers] as const;
    const response = await fetchProtectedResource(...args);
    if (response.status === 429 || response.status >= 500) {
      throw new SsoRefusal('provider_down', `GitHub answered ${response.status}.`);
    }
    if (!response.ok) throw new Error(`GitHub answered ${response.status} for ${path}.`);
    return schema.parse(await response.json());
  };
  const hasGroups = provider.roleOfGroup.length > 0;
  const [user, emails, organisations, teams] = await Promise.all([
    ask('/user', User),
    ask('/user/emails?per_page=100', Emails),
    hasGroups ? ask('/user/orgs?per_page=100', Organisations) : [],
    hasGroups ? ask('/user/teams?per_page=100', Teams) : [],
  ]);
  const primary = emails.find((one) => one.primary && one.verified);
  return {
    how: `oidc:${provider.key}`,
    issuer: provider.issuer,
    // The number: a login that is given up can be taken by somebody else.
    subject: String(user.id),
    name: user.login,
    email: primary?.email ?? null,
    emailVerified: primary !== undefined,
    fullName: user.name,
    groups: [
      ...organisations.map(({ login }) => login),
      ...teams.map(({ slug, organization }) => `${organization.login}/${slug}`),
    ],
  };
}

/** GitHub’s own API has an address of its own; that of a GitHub Enterprise server lies below it. */
function apiOf(issuer: string): string {
  const { origin, hostname } = new URL(issuer);
  return hostname === 'github.com' ? 'https://api.github.com' : `${origin}/api/v3`;
}
