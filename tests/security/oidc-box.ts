import type { AuditEventName } from '#schemas/audit/events';
import { SsoSettings } from '#schemas/config/site-settings';
import type { SessionInfo } from '#schemas/http/session';
import { type IdpPerson, OidcIdp } from '../rig/oidc-idp.ts';
import { WanderingBrowser } from '../rig/wandering-browser.ts';
import { PeopleBox } from './people-box.ts';

export const START = '/api/v1/auth/sso/oidc/company/start';
export const CALLBACK = '/api/v1/auth/sso/oidc/company/callback';

export const atCallback = (url: URL) => url.pathname === CALLBACK;
export const confirmed = (email: string) => ({ email, email_verified: true });

/** Where a way through a provider ended: at which page of the hub, and with what it says. */
export interface Landed {
  readonly path: string;
  readonly problem: string | null;
  readonly challenge: string | null;
}

/** A hub with a real provider behind it, and people who sign in there. */
export class OidcBox {
  readonly hub: PeopleBox;
  readonly idp: OidcIdp;

  private constructor(hub: PeopleBox, idp: OidcIdp) {
    this.hub = hub;
    this.idp = idp;
  }

  /** `idpHost` is the name under which a browser finds the provider: another one than the hub’s makes it another site. */
  static async start({
    uiFolder,
    idpHost,
  }: {
    uiFolder?: string;
    idpHost?: string;
  } = {}): Promise<OidcBox> {
    const hub = await PeopleBox.start(uiFolder === undefined ? {} : { uiFolder });
    const plenty = { perHour: 1_000_000, burst: 10_000 };
    await hub.set('limits', { perAddress: plenty, perPerson: plenty, signIn: plenty });
    await hub.set('general', { publicUrl: hub.origin });
    const box = new OidcBox(hub, await OidcIdp.start(hub.origin + CALLBACK, idpHost));
    await box.provider({});
    return box;
  }

  /** Sets the one provider up anew, as an administrator would, with what differs from the usual. */
  async provider(change: object): Promise<void> {
    const provider = { ...this.idp.settings, ...change };
    await this.hub.set('sso', SsoSettings.parse({ oidc: [provider] }));
  }

  /** Makes somebody known to the provider. */
  knows(subject: string, claims: IdpPerson = {}): void {
    this.idp.people.set(subject, claims);
  }

  /** Signs somebody in at the provider and comes back, all the way or until `until` holds. */
  async signIn(
    subject: string,
    {
      browser = new WanderingBrowser(),
      to,
      until,
    }: { browser?: WanderingBrowser; to?: string; until?: (url: URL) => boolean } = {},
  ): Promise<Landed & { browser: WanderingBrowser; url: URL }> {
    const query = to === undefined ? '' : `?${new URLSearchParams({ to })}`;
    const atHub = (url: URL) => url.origin === this.hub.origin && !url.pathname.startsWith('/api/');
    const stop = (url: URL) => atHub(url) || (until?.(url) ?? false);
    let { url } = await browser.go(this.hub.origin + START + query, { until: stop });
    if (url.pathname.startsWith('/interaction/')) {
      ({ url } = await browser.go(url, { form: { name: subject, do: 'sign-in' }, until: stop }));
    }
    return { ...landed(url), browser, url };
  }

  /** Who that browser is to the hub; null when it is nobody. */
  async whoIs(browser: WanderingBrowser): Promise<SessionInfo | null> {
    const response = await browser.once(`${this.hub.origin}/api/v1/users/me/session`);
    return response.ok ? ((await response.json()) as SessionInfo) : null;
  }

  /** The entries of the trail for an event, the latest first, with their details. */
  async entries(event: AuditEventName) {
    const rows = await this.hub.rooms.store.read(
      'SELECT outcome, actor_id, resource_id, details FROM audit WHERE event = ? ORDER BY seq DESC',
      [event],
    );
    return rows.map((row) => ({ ...row, details: JSON.parse(String(row.details)) }));
  }

  /** As every test finds it: one provider, and a policy that asks administrators only for a second factor. */
  async reset(): Promise<void> {
    await this.provider({});
    await this.hub.set('signIn', { secondFactorRoles: ['admin'], secondFactorForAll: false });
    await this.hub.set('general', { publicUrl: this.hub.origin });
  }

  async stop(): Promise<void> {
    await this.hub.stop();
    await this.idp.stop();
  }
}

/** What the address of a page of the hub says. */
export function landed({ pathname, search, hash }: URL): Landed {
  const said = new URLSearchParams(hash.slice(1));
  return { path: pathname + search, problem: said.get('sso'), challenge: said.get('challenge') };
}
