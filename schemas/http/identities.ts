import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import { ProviderKey } from '#schemas/http/sso';
import { TimeMs } from '#schemas/units/units';

/** An account at an identity provider that opens one’s own account here. */
export const OwnIdentity = z.strictObject({
  identityId: z.string(),
  /** The provider as the sign-in page calls it; null when it is not offered any more. */
  name: z.string().nullable(),
  issuer: z.string(),
  createdMs: TimeMs,
  lastMs: TimeMs,
});
export type OwnIdentity = z.infer<typeof OwnIdentity>;

export const OwnIdentities = z.strictObject({
  identities: z.array(OwnIdentity),
  /** Providers that can be connected. */
  offered: z.array(z.strictObject({ key: z.string(), name: z.string() })),
  hasPassword: z.boolean(),
});
export type OwnIdentities = z.infer<typeof OwnIdentities>;

const BASE = '/api/v1/users/me/identities';
const password = z.string().min(1).max(200).nullable();

export const IDENTITY_ROUTES = {
  identities: {
    method: 'GET',
    path: BASE,
    permission: 'account:own',
    tag: 'account',
    summary: 'Which accounts at identity providers open one’s own account.',
    answer: OwnIdentities,
  },
  connectIdentity: {
    method: 'POST',
    path: BASE,
    permission: 'account:own',
    tag: 'account',
    summary:
      'Begins to connect an account at an OpenID Connect provider; the browser goes on at the answered address.',
    body: z.strictObject({ provider: ProviderKey, password }),
    answer: z.strictObject({ location: z.url() }),
    errors: ['proof_wrong', 'conflict', 'not_found'],
    limit: 'signIn',
  },
  disconnectIdentity: {
    method: 'POST',
    path: `${BASE}/:identityId/disconnect`,
    permission: 'account:own',
    tag: 'account',
    summary: 'Lets an account at a provider open one’s own account no more. Not the only way in.',
    params: z.object({ identityId: z.string().regex(/^[\w-]{43}$/) }),
    body: z.strictObject({ password }),
    errors: ['proof_wrong', 'conflict', 'not_found'],
    limit: 'signIn',
  },
} as const satisfies Record<string, RouteRow>;
