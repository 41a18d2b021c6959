import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';

/** Why single sign-on did not go through; the sign-in page has a sentence for each. */
export const SsoProblem = z.enum([
  /** There is no such provider, or it is switched off. */
  'unknown_provider',
  /** The site does not say under which address it is opened. */
  'no_public_url',
  'provider_down',
  /** The person, or the provider, called it off. */
  'cancelled',
  /** Begun too long ago, in another browser, or answered before. */
  'expired',
  /** What the provider sent does not prove who somebody is. */
  'not_proven',
  /** It sent an encrypted answer, and Tremolo has no key for one. */
  'encrypted',
  'no_account',
  'no_role',
  /** An account of Tremolo has this e-mail address, and it is not the provider’s to open. */
  'address_taken',
  /** It opens another account here already. */
  'identity_taken',
  'inactive',
  'busy',
  'failed',
]);
export type SsoProblem = z.infer<typeof SsoProblem>;

/** Where to go afterwards; anything but a path of this site leads to its first page. */
const StartQuery = z.object({
  to: z.string().max(2_000).optional(),
  /** The browser was sent to the site’s own address once already. */
  home: z.literal('1').optional(),
});
/** The short name of a provider, as it stands in its addresses. */
export const ProviderKey = z.string().regex(/^[a-z0-9-]{1,32}$/);
const ProviderParams = z.object({ provider: ProviderKey });

export const OIDC_ROUTES = {
  oidcStart: {
    method: 'GET',
    path: '/api/v1/auth/sso/oidc/:provider/start',
    permission: 'public',
    tag: 'access',
    summary: 'Sends the browser to an OpenID Connect provider to sign in there.',
    params: ProviderParams,
    query: StartQuery,
    status: 303,
    limit: 'signIn',
  },
  oidcCallback: {
    method: 'GET',
    path: '/api/v1/auth/sso/oidc/:provider/callback',
    permission: 'public',
    tag: 'access',
    summary:
      'Takes the browser back from the provider and opens a session, or goes to the sign-in page with a reason.',
    params: ProviderParams,
    // What a provider sends along is its own affair: unknown parameters are let pass, and only these are read.
    query: z.object({
      state: z.string().max(400).optional(),
      code: z.string().max(4_000).optional(),
      iss: z.string().max(600).optional(),
      error: z.string().max(200).optional(),
    }),
    status: 303,
  },
} as const satisfies Record<string, RouteRow>;

export const SAML_ROUTES = {
  samlStart: {
    method: 'GET',
    path: '/api/v1/auth/sso/saml/start',
    permission: 'public',
    tag: 'access',
    summary: 'Sends the browser to the SAML identity provider to sign in there.',
    query: StartQuery,
    status: 303,
    limit: 'signIn',
  },
  samlAcs: {
    method: 'POST',
    path: '/api/v1/auth/sso/saml/acs',
    permission: 'public',
    tag: 'access',
    summary: 'Takes the answer of the SAML identity provider, as its page posts it.',
    // Form fields that it does not know are let pass, as SAML wants it.
    body: z.object({
      SAMLResponse: z.string().min(1).max(200_000),
      RelayState: z.string().max(400).optional(),
    }),
    form: true,
    status: 303,
    bodyBytesMax: 256 * 1024,
    limit: 'signIn',
  },
  samlFinish: {
    method: 'GET',
    path: '/api/v1/auth/sso/saml/finish',
    permission: 'public',
    tag: 'access',
    summary: 'Opens the session in the browser that began to sign in by SAML.',
    query: z.object({ ticket: z.string().max(200).optional() }),
    status: 303,
  },
  samlMetadata: {
    method: 'GET',
    path: '/api/v1/auth/sso/saml/metadata',
    permission: 'public',
    tag: 'access',
    summary: 'What the SAML identity provider has to know of this site.',
    media: 'application/samlmetadata+xml',
    errors: ['not_found'],
  },
} as const satisfies Record<string, RouteRow>;

export const SSO_ROUTES = { ...OIDC_ROUTES, ...SAML_ROUTES } as const;
