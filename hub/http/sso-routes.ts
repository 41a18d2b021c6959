import { OIDC_ROUTES } from '#schemas/http/sso';
import { isHttps } from '../config/is-https.ts';
import type { Flows } from '../flows.ts';
import { ownPath } from '../sso/own-path.ts';
import { type Route, route } from './route.ts';
import { firstStop } from './sso-first-stop.ts';
import { goOn, keepBinding, takeBinding } from './sso-redirects.ts';

/** Signing in by an OpenID Connect provider. A person looks at these answers: what goes wrong is told on the sign-in page. */
export function ssoRoutes(flows: Flows): Route[] {
  const { oidcSignIn, siteSettings, settings } = flows.rooms;
  const isTls = isHttps(settings.http);
  return [
    route(OIDC_ROUTES.oidcStart, async ({ params, query, context }) => {
      context.set('returnTo', ownPath(query.to));
      const first = firstStop(context, siteSettings.get('general').publicUrl, query);
      if (first !== null) return context.redirect(first, 303);
      const { location, ...begun } = await oidcSignIn.start(params.provider, query.to);
      keepBinding(context, isTls, begun);
      return context.redirect(location, 303);
    }),
    route(OIDC_ROUTES.oidcCallback, async ({ params, query, context, actor }) => {
      const binding = takeBinding(context, isTls, query.state ?? '');
      const begun = oidcSignIn.begun(params.provider, query.state, binding);
      context.set('returnTo', begun.to);
      if (begun.connect !== null) context.set('tellAt', begun.to);
      const proven = await oidcSignIn.finish(begun, query, actor);
      if (begun.connect !== null) {
        await flows.singleSignOn.connect(proven, begun.connect, actor);
        return context.redirect(`${begun.to}#sso=connected`, 303);
      }
      return goOn(context, isTls, await flows.singleSignOn.enter(proven, actor), begun.to);
    }),
  ];
}
