import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { IDENTITY_ROUTES } from '#schemas/http/identities';
import { isHttps } from '../config/is-https.ts';
import type { Flows } from '../flows.ts';
import { SsoRefusal } from '../sso/sso-refusal.ts';
import { requireSession } from './require-session.ts';
import { type HttpContext, type Route, route } from './route.ts';
import { keepBinding } from './sso-redirects.ts';

/** Where one connects accounts, and comes back to. */
const PAGE = '/settings/security';

/** Which accounts at identity providers open one’s own account. */
export function identityRoutes(flows: Flows): Route[] {
  const { ownIdentities, oidcSignIn, passwords, siteSettings, settings } = flows.rooms;
  const isTls = isHttps(settings.http);
  return [
    route(IDENTITY_ROUTES.identities, async ({ principal: { userId } }) => ({
      identities: await ownIdentities.of(userId),
      offered: oidcSignIn.offered(),
      hasPassword: await passwords.has(userId),
    })),
    route(IDENTITY_ROUTES.connectIdentity, async ({ principal, body, actor, context }) => {
      const sessionId = requireSession(principal);
      const { userId } = principal;
      refuseOtherName(context, siteSettings.get('general').publicUrl);
      await ownIdentities.permitConnecting(userId, body.password, actor);
      const { location, ...begun } = await orConflict(() =>
        oidcSignIn.start(body.provider, PAGE, { userId, sessionId }),
      );
      keepBinding(context, isTls, begun);
      return { location };
    }),
    route(IDENTITY_ROUTES.disconnectIdentity, ({ principal, params, body, actor }) => {
      requireSession(principal);
      return ownIdentities.disconnect(principal.userId, params.identityId, body.password, actor);
    }),
  ];
}

/** A provider sends people back to the site's own address, where a cookie that is kept under another name would be missing. */
function refuseOtherName({ req }: HttpContext, publicUrl: string | null): void {
  const origin = req.header('origin');
  if (origin === undefined || publicUrl === null) return;
  if (new URL(origin).host === new URL(publicUrl).host) return;
  throw refused('identity_address', { address: publicUrl });
}

/** Nobody is on a way yet: what is wrong with the provider is said at once. */
async function orConflict<Begun>(begin: () => Promise<Begun>): Promise<Begun> {
  try {
    return await begin();
  } catch (error) {
    if (!(error instanceof SsoRefusal)) throw error;
    const code = error.problem === 'unknown_provider' ? 'not_found' : 'conflict';
    throw new TremoloError(code, error.message, { cause: error });
  }
}
