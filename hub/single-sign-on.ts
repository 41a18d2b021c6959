import { TremoloError } from '#schemas/errors/tremolo-error';
import type { SignInOptions } from '#schemas/http/access';
import { OIDC_ROUTES, SAML_ROUTES, type SsoProblem } from '#schemas/http/sso';
import type { SessionId, UserId } from '#schemas/ids/ids';
import type { SignedIn } from './access/access.ts';
import type { Rooms } from './rooms.ts';
import type { ProvenIdentity } from './sso/proven-identity.ts';
import { SsoRefusal } from './sso/sso-refusal.ts';
import type { Actor } from './store/actor.ts';

/** From whom a provider vouches for to a session here; whichever protocol the provider speaks. */
export class SingleSignOn {
  readonly #rooms: Rooms;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  /** The buttons of the sign-in page. */
  offered(): SignInOptions['providers'] {
    const { oidc, saml } = this.#rooms.siteSettings.get('sso');
    return [
      ...oidc
        .filter(({ enabled }) => enabled)
        .map(({ key, name }) => ({
          key,
          name,
          start: OIDC_ROUTES.oidcStart.path.replace(':provider', key),
        })),
      ...(saml.enabled
        ? [{ key: 'saml', name: saml.name, start: SAML_ROUTES.samlStart.path }]
        : []),
    ];
  }

  /** Signs in, or asks for the second factor that the provider did not ask for. Throws SsoRefusal, `account_inactive`. */
  async enter(
    { identity, mapping, provenTwice, endsMs }: ProvenIdentity,
    actor: Actor,
  ): Promise<SignedIn> {
    const { externalSignIn, access } = this.#rooms;
    const userId = await externalSignIn.signIn(identity, mapping, actor);
    return access.signInExternal({ userId, how: identity.how, provenTwice, endsMs }, actor);
  }

  /** Lets a proven identity open the account of whoever began this in an open session. Throws SsoRefusal. */
  async connect(
    { identity }: ProvenIdentity,
    { userId, sessionId }: { userId: UserId; sessionId: SessionId },
    actor: Actor,
  ): Promise<void> {
    const { sessions, directory, ownIdentities } = this.#rooms;
    const person = directory.get(userId);
    // Its cookies do not come along from the provider's site; but who signed out, or was put out, connects nothing any more.
    if (!sessions.isOpen(sessionId) || person?.status !== 'active') {
      throw new SsoRefusal('expired', 'The session in which this was begun has ended.');
    }
    const { name, role } = person;
    await ownIdentities.connect(identity, userId, { ...actor, userId, name, role, sessionId });
  }
}

/** What the sign-in page is to say of an error; what is ours it only calls a failure. */
export function ssoProblemOf(error: unknown): SsoProblem {
  if (error instanceof SsoRefusal) return error.problem;
  if (!(error instanceof TremoloError)) return 'failed';
  if (error.code === 'account_inactive') return 'inactive';
  if (error.code === 'request_invalid') return 'not_proven';
  return error.code === 'too_many_requests' ? 'busy' : 'failed';
}
