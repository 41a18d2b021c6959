import { TremoloError } from '#schemas/errors/tremolo-error';
import { SSO_ROUTES } from '#schemas/http/sso';
import { isHttps } from '../config/is-https.ts';
import type { Flows } from '../flows.ts';
import { SsoRefusal } from '../sso/sso-refusal.ts';
import { type HttpContext, type Route, route } from './route.ts';
import { goBack, goOn, keepBinding, takeBinding } from './sso-redirects.ts';

const METADATA_TYPE = 'application/samlmetadata+xml; charset=utf-8';

/** Sign-in at the company’s identity provider by SAML 2.0: there, back with an answer, and into a session. */
export function samlRoutes({ rooms }: Flows): Route[] {
  const { samlSignIn, externalSignIn, access, siteSettings, settings } = rooms;
  const isTls = isHttps(settings.http);
  return [
    route(SSO_ROUTES.samlStart, ({ query, context }) =>
      orGoBack(context, async () => {
        const begun = await samlSignIn.start(query.to);
        keepBinding(context, isTls, begun);
        return context.redirect(begun.url, 303);
      }),
    ),
    route(SSO_ROUTES.samlAcs, ({ body, context, actor }) =>
      orGoBack(context, async () => {
        const ticket = await samlSignIn.receive(body, actor);
        // The browser sends no cookie with a form that another site posts, but it does when it goes on from there.
        const query = new URLSearchParams({ ticket });
        return context.redirect(`${SSO_ROUTES.samlFinish.path}?${query}`, 303);
      }),
    ),
    route(SSO_ROUTES.samlFinish, ({ query: { ticket = '' }, context, actor }) =>
      orGoBack(context, async () => {
        const binding = takeBinding(context, isTls, ticket);
        const named = await samlSignIn.finish(ticket, binding, actor);
        const { identity, provenTwice, to } = named;
        const mapping = siteSettings.get('sso').saml;
        const userId = await externalSignIn.signIn(identity, mapping, actor);
        const done = await access.signInExternal({ userId, how: 'saml', provenTwice }, actor);
        return goOn(context, isTls, done, to);
      }),
    ),
    route(SSO_ROUTES.samlMetadata, ({ context }) => {
      const xml = samlSignIn.metadata();
      if (xml !== null) return context.body(xml, 200, { 'content-type': METADATA_TYPE });
      throw new TremoloError('not_found', 'This site does not say under which address it is.');
    }),
  ];
}

/** People come here by a link or a redirect: what does not work is told on the sign-in page, not in JSON. */
async function orGoBack(context: HttpContext, go: () => Promise<Response>): Promise<Response> {
  try {
    return await go();
  } catch (error) {
    if (error instanceof SsoRefusal) return goBack(context, error.problem, '/');
    const isInactive = error instanceof TremoloError && error.code === 'account_inactive';
    if (isInactive) return goBack(context, 'inactive', '/');
    throw error;
  }
}
