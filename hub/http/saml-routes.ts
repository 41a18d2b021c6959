import { TremoloError } from '#schemas/errors/tremolo-error';
import { SAML_ROUTES } from '#schemas/http/sso';
import { isHttps } from '../config/is-https.ts';
import type { Flows } from '../flows.ts';
import { ownPath } from '../sso/own-path.ts';
import { type Route, route } from './route.ts';
import { firstStop } from './sso-first-stop.ts';
import { goOn, keepBinding, takeBinding } from './sso-redirects.ts';

const METADATA_TYPE = 'application/samlmetadata+xml; charset=utf-8';

/** Signing in by SAML 2.0. A person looks at these answers: what goes wrong is told on the sign-in page. */
export function samlRoutes(flows: Flows): Route[] {
  const { samlSignIn, siteSettings, settings } = flows.rooms;
  const isTls = isHttps(settings.http);
  return [
    route(SAML_ROUTES.samlStart, async ({ query, context }) => {
      context.set('returnTo', ownPath(query.to));
      const first = firstStop(context, siteSettings.get('general').publicUrl, query);
      if (first !== null) return context.redirect(first, 303);
      const { location, ...begun } = await samlSignIn.start(query.to);
      keepBinding(context, isTls, begun);
      return context.redirect(location, 303);
    }),
    route(SAML_ROUTES.samlAcs, async ({ body, context, actor }) => {
      const waiting = await samlSignIn.waiting(body.RelayState ?? '', actor);
      context.set('returnTo', waiting.to);
      const ticket = await samlSignIn.receive(waiting, body.SAMLResponse, actor);
      // With a form that another site posts the browser sends no cookie; where it goes on from there, it does.
      return context.redirect(
        `${SAML_ROUTES.samlFinish.path}?${new URLSearchParams({ ticket })}`,
        303,
      );
    }),
    route(SAML_ROUTES.samlFinish, async ({ query: { ticket = '' }, context, actor }) => {
      const binding = takeBinding(context, isTls, ticket);
      const { proven, to } = await samlSignIn.finish(ticket, binding, actor);
      context.set('returnTo', to);
      return goOn(context, isTls, await flows.singleSignOn.enter(proven, actor), to);
    }),
    route(SAML_ROUTES.samlMetadata, ({ context }) => {
      const xml = samlSignIn.metadata();
      if (xml !== null) return context.body(xml, 200, { 'content-type': METADATA_TYPE });
      throw new TremoloError('not_found', 'This site does not say under which address it is.');
    }),
  ];
}
