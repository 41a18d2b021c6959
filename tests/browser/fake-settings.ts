import { BUILT_IN_ROLES } from '#schemas/access/roles';
import { type SettingsSection, SITE_SETTINGS } from '#schemas/config/site-settings';
import { CertificateFacts } from '#schemas/http/certificates';
import { Violation } from '#schemas/http/limits';
import { OutboxState } from '#schemas/http/mail';
import { PasswordRequest } from '#schemas/http/passwords';
import { patched, withoutSecrets } from '../../hub/config/settings-view.ts';
import { type FakeHub, problem } from './fake-hub.ts';

const DAY_MS = 86_400_000;
const ULID = '01HZX3T7Q0'.padEnd(26, '0');
type Values = Record<string, unknown>;

/** What the double of the hub knows of the site's settings, its mail and its limits; secrets are kept as the hub keeps them. */
export class FakeSettings {
  readonly sections = Object.fromEntries(
    Object.entries(SITE_SETTINGS).map(([name, schema]) => [name, schema.parse({}) as Values]),
  ) as Record<SettingsSection, Values>;
  readonly patches: { section: string; values: Values }[] = [];
  revision = 1;
  violations: Violation[] = [];
  requests: PasswordRequest[] = [];
  outbox = OutboxState.parse({
    isConfigured: false,
    waiting: 0,
    sent: 0,
    dead: 0,
    lastSentMs: null,
    lastError: null,
  });
  /** What a test letter comes to. */
  tried = { sent: true, says: 'The relay took it.' };
  certificate = CertificateFacts.parse({
    subject: 'O=Mill, CN=idp.mill.example',
    issuer: 'O=Mill, CN=idp.mill.example',
    fingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
    fromMs: Date.now() - DAY_MS,
    toMs: Date.now() + 400 * DAY_MS,
  });

  constructor(hub: FakeHub) {
    hub.resources.set('settings', (request, url) => this.ofSettings(request, url));
    hub.resources.set('limits', async () => Response.json(wholePage(this.violations)));
    hub.resources.set('password-requests', async () => Response.json(wholePage(this.requests)));
    hub.resources.set('roles', async () => Response.json({ roles: ROLES }));
  }

  private async ofSettings(request: Request, url: URL): Promise<Response> {
    const path = url.pathname.slice('/api/v1/settings/'.length);
    const text = request.method === 'GET' ? '' : await request.text();
    const body = text === '' ? {} : JSON.parse(text);
    switch (`${request.method} ${path}`) {
      case 'GET mail/outbox':
        return Response.json(this.outbox);
      case 'POST mail/test':
      case 'POST mail/test-sms':
        return Response.json(this.tried);
      case 'POST certificates':
        return body.pem.includes('BEGIN CERTIFICATE')
          ? Response.json({ certificates: [this.certificate] })
          : problem('request_invalid');
      case 'PUT developer-override': {
        const developersUntilMs = body.hours === 0 ? null : Date.now() + body.hours * 3_600_000;
        this.sections.general.developersUntilMs = developersUntilMs;
        return Response.json({ developersUntilMs });
      }
    }
    if (!(path in this.sections)) return problem('not_found');
    const section = path as SettingsSection;
    if (request.method === 'PATCH') {
      if (body.revision !== this.revision) return problem('conflict');
      this.patches.push({ section, values: body.values });
      const next = patched(section, this.sections[section] as never, body.values);
      this.sections[section] = next as Values;
      this.revision++;
    }
    return Response.json({
      section,
      revision: this.revision,
      ...withoutSecrets(this.sections[section]),
    });
  }
}

const ROLES = Object.values(BUILT_IN_ROLES).map((role) => ({
  ...role,
  isBuiltIn: true,
  effective: role.permissions,
  people: 1,
  teams: 0,
}));

/** Somebody who forgot a password while no letter could be sent. */
export const fakeRequest = (name: string) =>
  PasswordRequest.parse({ userId: `us_${ULID}`, name, askedMs: Date.now() - 60_000, times: 2 });

/** Somebody who asked for too much. */
export const fakeViolation = (subject: string, kind: Violation['kind'] = 'address') =>
  Violation.parse({
    kind,
    subject,
    route: 'POST /api/v1/auth/login',
    firstMs: Date.now() - 600_000,
    lastMs: Date.now() - 5_000,
    refused: 214,
  });

const wholePage = <Item>(items: readonly Item[]) => ({
  items,
  nextCursor: null,
  total: items.length,
});
