import { refused } from '#schemas/errors/refused';
import { ACCESS_ROUTES, type SignInAnswer } from '#schemas/http/access';
import type { Opened } from '../access/access.ts';
import { isHttps } from '../config/is-https.ts';
import type { Flows } from '../flows.ts';
import { type HttpContext, type Route, route } from './route.ts';
import { giveSession, refreshCookieOf, takeSession } from './session-cookies.ts';

/** The first account, signing in and out, and the tokens in between. */
export function accessRoutes(flows: Flows): Route[] {
  const { access, sessions, setupLinks, signingKeys, settings } = flows.rooms;
  const isTls = isHttps(settings.http);
  const signedIn = (context: HttpContext, opened: Opened, deliver: 'cookie' | 'body') => {
    if (deliver === 'cookie') giveSession(context, isTls, opened);
    return {
      kind: 'session',
      session: flows.identity.sessionInfo(opened.session),
      tokens: deliver === 'body' ? tokensOf(opened) : null,
    } satisfies SignInAnswer;
  };
  return [
    route(ACCESS_ROUTES.setupState, async () => ({ needed: await setupLinks.isNeeded() })),
    route(ACCESS_ROUTES.setup, async ({ body, context, actor }) => {
      const opened = await access.setUp(body, actor);
      giveSession(context, isTls, opened);
      return flows.identity.sessionInfo(opened.session);
    }),
    route(ACCESS_ROUTES.signInOptions, () => ({
      ...flows.identity.signInOptions(),
      providers: flows.singleSignOn.offered(),
    })),
    route(ACCESS_ROUTES.signIn, async ({ body, context, actor }) => {
      const done = await access.signIn(body, actor);
      return done.kind === 'session' ? signedIn(context, done.opened, body.deliver) : done;
    }),
    route(ACCESS_ROUTES.verifySignIn, async ({ body, context, actor }) => {
      const { opened, deliver } = await access.verifySecondFactor(body, actor);
      return signedIn(context, opened, deliver);
    }),
    route(ACCESS_ROUTES.sendSignInCode, ({ body }) => access.sendCode(body.challenge, body.method)),
    route(ACCESS_ROUTES.refresh, async ({ body, context, actor }) => {
      const fromBody = body.refresh_token;
      const token = fromBody ?? refreshCookieOf(context, isTls);
      const opened = token === undefined ? null : await access.refresh(token, actor);
      // The cookies stay: they are good for nothing, and by now another tab may have been given new ones, which would go.
      if (opened === null) throw refused('sign_in_first');
      if (fromBody === undefined) giveSession(context, isTls, opened);
      return { tokens: fromBody === undefined ? null : tokensOf(opened) };
    }),
    route(ACCESS_ROUTES.signOut, async ({ principal, context, actor }) => {
      if (principal.sessionId !== null) {
        await sessions.end(principal.sessionId, actor, 'auth.signed_out');
      }
      takeSession(context, isTls);
    }),
    route(ACCESS_ROUTES.signingKeys, () => ({ keys: signingKeys.published() })),
  ];
}

function tokensOf({ accessToken, refreshToken, accessLifetimeS }: Opened) {
  return {
    access_token: accessToken,
    refresh_token: refreshToken,
    token_type: 'bearer' as const,
    expires_in: accessLifetimeS,
  };
}
