import { SITE_SETTINGS } from '#schemas/config/site-settings';
import { SAML_ROUTES } from '#schemas/http/sso';
import { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';
import { type AskedSignIn, type ResponseParts, SamlIdp, type Signing } from './saml-idp.ts';

const { samlStart, samlAcs } = SAML_ROUTES;

/** A sign-in that waits at the provider, and the browser in which it was begun. */
export interface Begun {
  readonly browser: BrowserSession;
  readonly asked: AskedSignIn;
}

/** A hub that signs people in at a SAML identity provider of the test. */
export class SamlBox {
  readonly people: PeopleBox;
  readonly idp: SamlIdp;

  private constructor(people: PeopleBox, idp: SamlIdp) {
    this.people = people;
    this.idp = idp;
  }

  static async start(options: { dataDir?: string; idp?: SamlIdp } = {}): Promise<SamlBox> {
    const people = await PeopleBox.start(options);
    const idp = options.idp ?? new SamlIdp(() => people.clock.nowMs);
    const box = new SamlBox(people, idp);
    await people.set('general', { publicUrl: people.origin });
    // What is tried here are the locks behind the rate limit.
    await people.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
    await people.set('signIn', { secondFactorRoles: [] });
    await box.configure({});
    return box;
  }

  /** The provider as an administrator sets it up, but for `changes`. */
  async configure(changes: object): Promise<void> {
    const { saml } = SITE_SETTINGS.sso.parse({
      saml: {
        enabled: true,
        name: 'Plant account',
        entryPoint: this.idp.entryPoint,
        idpIssuer: this.idp.entityId,
        idpCertificates: [this.idp.key.certificate],
        roleOfGroup: [
          { group: 'maintainers', role: 'engineer' },
          { group: 'operators', role: 'operator' },
        ],
        defaultRole: null,
        ...changes,
      },
    });
    await this.people.set('sso', { saml });
  }

  /** Clicks on the button of the sign-in page. */
  async begin(to?: string, browser = new BrowserSession(this.people.origin)): Promise<Begun> {
    const query = to === undefined ? '' : `?${new URLSearchParams({ to })}`;
    const response = await browser.visit(samlStart.path + query);
    const location = response.headers.get('location') ?? '';
    if (!location.startsWith(this.idp.entryPoint)) throw new Error(`Sent to ${location}`);
    return { browser, asked: this.idp.read(location) };
  }

  /** Posts an answer as the page of the provider does: from another site, so that no cookie comes along. */
  post(xml: string, relayState: string): Promise<Response> {
    return this.postForm({
      SAMLResponse: Buffer.from(xml).toString('base64'),
      RelayState: relayState,
    });
  }

  postForm(fields: Record<string, string>): Promise<Response> {
    return fetch(this.people.origin + samlAcs.path, {
      method: 'POST',
      headers: { origin: 'https://idp.plant.example', 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  }

  /** Where the browser ends up with an answer, all redirects within the hub followed. */
  async arrive({ browser, asked }: Begun, xml: string): Promise<string> {
    const response = await this.post(xml, asked.relayState);
    const location = response.headers.get('location') ?? `status ${response.status}`;
    if (!location.startsWith('/api/')) return location;
    const finished = await browser.visit(location);
    return finished.headers.get('location') ?? `status ${finished.status}`;
  }

  /** The whole way, honest but for `changes`. */
  async signIn(
    changes: Partial<ResponseParts> = {},
    signing?: Signing,
  ): Promise<Begun & { location: string }> {
    const begun = await this.begin();
    const location = await this.arrive(begun, this.idp.respond(begun.asked, changes, signing));
    return { ...begun, location };
  }

  /** Why sign-ins were refused, as the audit trail keeps it, oldest first. */
  async reasons(): Promise<string[]> {
    const rows = await this.people.rooms.store.read(
      "SELECT details FROM audit WHERE event = 'auth.failed' ORDER BY seq",
    );
    return rows.map(({ details }) => String(JSON.parse(String(details)).why));
  }

  /** Who the browser is signed in as; null: nobody. */
  async whoIs(
    browser: BrowserSession,
  ): Promise<{ name: string; role: string; email: string | null } | null> {
    const response = await browser.send('GET', '/api/v1/users/me/session');
    if (response.status === 401) return null;
    const { user } = (await response.json()) as {
      user: { name: string; role: string; email: string | null };
    };
    return { name: user.name, role: user.role, email: user.email };
  }

  stop(): Promise<void> {
    return this.people.stop();
  }
}
