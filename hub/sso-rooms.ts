import type { Access } from './access/access.ts';
import type { Passwords } from './access/passwords.ts';
import type { Reauthentication } from './access/reauthentication.ts';
import type { Sessions } from './access/sessions.ts';
import type { Clock } from './clock.ts';
import type { SiteSettings } from './config/site-settings.ts';
import { createLog } from './log.ts';
import type { Notices } from './notifications/notices.ts';
import { isGoverning } from './people/account-rules.ts';
import type { Directory } from './people/directory.ts';
import type { People } from './people/people.ts';
import { isSameName } from './people/person.ts';
import type { Rights } from './rights/rights.ts';
import { ExternalSignIn } from './sso/external-sign-in.ts';
import type { IdentityLinks } from './sso/identity-links.ts';
import { OidcConfigurations } from './sso/oidc-configurations.ts';
import { OidcSignIn } from './sso/oidc-sign-in.ts';
import { OwnIdentities } from './sso/own-identities.ts';
import { PendingSignIns } from './sso/pending-sign-ins.ts';
import { SamlSignIn } from './sso/saml-sign-in.ts';
import type { Store } from './store/store.ts';

export interface SsoRoomDeps {
  readonly clock: Clock;
  readonly store: Store;
  readonly siteSettings: SiteSettings;
  readonly directory: Directory;
  readonly rights: Rights;
  readonly people: People;
  readonly access: Access;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly reauthentication: Reauthentication;
  readonly notices: Notices;
  readonly identityLinks: IdentityLinks;
}

/** The rooms of single sign-on, put together. */
export function createSsoRooms(deps: SsoRoomDeps) {
  const {
    clock,
    store,
    siteSettings,
    directory,
    rights,
    people,
    passwords,
    sessions,
    identityLinks,
    reauthentication,
    notices,
  } = deps;
  const externalSignIn = new ExternalSignIn({
    store,
    links: identityLinks,
    accountOf: (userId) => directory.get(userId),
    accountWithEmail: (email) =>
      directory.all().find((one) => one.email !== null && isSameName(one.email, email)) ?? null,
    hasPassword: (userId) => passwords.has(userId),
    isRole: (key) => rights.roles.has(key),
    isGoverning: ({ userId, role }) =>
      isGoverning({ key: role, permissions: rights.standingOf(userId) }),
    provision: (newcomer, actor, more) => people.provision(newcomer, actor, more),
    handOver: (userId, provider, actor, link) => people.handOver(userId, provider, actor, link),
    followRole: (userId, role, actor) => people.followRole(userId, role, actor),
    endSessions: (userId, actor) => sessions.endAllOf(userId, {}, actor),
  });
  const samlSignIn = new SamlSignIn({
    store,
    clock,
    log: createLog('sso'),
    settings: () => siteSettings.get('sso').saml,
    publicUrl: () => siteSettings.get('general').publicUrl,
  });
  const oidcSignIn = new OidcSignIn({
    store,
    configurations: new OidcConfigurations({ clock }),
    pending: new PendingSignIns({ clock }),
    providers: () => siteSettings.get('sso').oidc,
    publicUrl: () => siteSettings.get('general').publicUrl,
    log: createLog('sso'),
  });
  const ownIdentities = new OwnIdentities({
    store,
    links: identityLinks,
    hasPassword: (userId) => passwords.has(userId),
    reauthenticate: (userId, password, actor) => reauthentication.password(userId, password, actor),
    nameOf: (issuer) => {
      const { oidc, saml } = siteSettings.get('sso');
      const provider = oidc.find((one) => one.enabled && one.issuer === issuer);
      return provider?.name ?? (saml.enabled && saml.idpIssuer === issuer ? saml.name : null);
    },
    notice: (userId) => notices.statements(userId, 'identity_linked'),
  });
  return { externalSignIn, ownIdentities, oidcSignIn, samlSignIn };
}
