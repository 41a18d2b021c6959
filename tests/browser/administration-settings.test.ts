import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { FakeAudit } from './fake-audit.ts';
import type { FakeHub } from './fake-hub.ts';
import { FakeSettings, fakeRequest, fakeViolation } from './fake-settings.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

async function open(
  section: string,
  prepare: (settings: FakeSettings, hub: FakeHub) => void = () => undefined,
): Promise<{ hub: FakeHub; settings: FakeSettings; page: Page }> {
  const hub = stage!.hub({ tempers: ['good'] });
  const settings = new FakeSettings(hub);
  new FakeAudit(hub);
  prepare(settings, hub);
  const page = await stage!.signedIn(hub, `/administration/${section}`);
  return { hub, settings, page };
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const saved = (page: Page) => page.getByText('Saved. It holds at once.').waitFor();
const withAddress = ({ sections }: FakeSettings) => {
  sections.general.publicUrl = 'https://tremolo.mill.example';
};
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

describe.skipIf(stage === null)('a form of settings', () => {
  test('says what is wrong before it asks the hub, and goes to the first field that is', async () => {
    const { page, settings } = await open('signIn');
    await page.fill('#lockoutFailures', '99');
    await page.fill('#passwordMinLength', '3');
    await button(page, 'Save').click();
    await page.getByText('From 8 to 128.').waitFor();
    await page.getByText('From 3 to 20.').waitFor();
    const focused = await page.evaluate(() => document.activeElement?.id);
    expect(focused).toBe('passwordMinLength');
    expect(settings.patches).toEqual([]);
    await page.fill('#passwordMinLength', '12');
    await page.fill('#lockoutFailures', '6');
    await page.getByLabel('Analyst').check();
    await button(page, 'Save').press('Enter');
    await saved(page);
    expect(settings.patches[0].values).toMatchObject({
      passwordMinLength: 12,
      passwordMinScore: 2,
      lockoutFailures: 6,
      secondFactorRoles: ['admin', 'analyst'],
    });
    expect(errorsOf(page)).toEqual([]);
  });

  test('is not left with changes unasked, and can be put back', async () => {
    const { page } = await open('limits');
    expect(await button(page, 'Save').isDisabled()).toBe(true);
    await page.fill('[id="perKey.perHour"]', '2000');
    await page.getByRole('link', { name: 'Mail' }).click();
    await page.getByText('Leave without saving?').waitFor();
    await page.keyboard.press('Escape');
    await button(page, 'Discard changes').click();
    await page.waitForFunction(
      () => (document.getElementById('perKey.perHour') as HTMLInputElement).value === '1000',
    );
    await page.getByRole('link', { name: 'Mail' }).click();
    await page.getByText('Mail relay').first().waitFor();
  });

  test('that somebody else has saved meanwhile overwrites nothing', async () => {
    const { page, settings } = await open('general');
    await page.fill('#siteName', 'Mill 3');
    settings.revision++;
    await button(page, 'Save').click();
    await page.getByRole('alert').waitFor();
    expect(settings.sections.general.siteName).toBe('Tremolo');
  });

  test('names the environment at the top of every screen unless it is production', async () => {
    const { page, hub } = await open('general');
    await page.locator('#environment').waitFor();
    expect(await page.locator('.environment-badge').count()).toBe(0);
    hub.sessionMore = {
      site: {
        siteName: 'Mill',
        environment: 'staging',
        adminContact: '',
        developersUntilMs: null,
      },
    };
    await page.selectOption('#environment', 'staging');
    await button(page, 'Save').click();
    await page.locator('.environment-badge', { hasText: 'Staging' }).waitFor();
  });

  test('lets developers in for some hours after a question, counts down, and ends it', async () => {
    const { page, settings } = await open('general');
    await page.getByText('8 hours').click();
    await button(page, 'Let in').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Let in' }).click();
    await page.getByText(/Let in until .*, 8 h from now/).waitFor();
    expect(settings.sections.general.developersUntilMs).not.toBeNull();
    await button(page, 'End now').click();
    await page.getByText('Not let in.').waitFor();
  });

  test('can be read, not changed, by who may only read', async () => {
    const { page } = await open('signIn', (_, hub) => {
      hub.sessionMore = { permissions: ['session:own', 'setting:read'] };
    });
    await page.getByText('You may see these settings, not change them.').waitFor();
    expect(await page.locator('#passwordMinLength').isDisabled()).toBe(true);
    expect(await button(page, 'Save').count()).toBe(0);
  });
});

describe.skipIf(stage === null)('mail', () => {
  test('keeps its secret unless it is replaced or removed, and never shows it', async () => {
    const { page, settings } = await open('mail', ({ sections }) => {
      sections.mail = { ...sections.mail, host: 'mail.mill.example', password: 'relay secret' };
    });
    await page.fill('#port', '465');
    await button(page, 'Save').click();
    await saved(page);
    expect('password' in settings.patches[0].values).toBe(false);
    expect(settings.sections.mail.password).toBe('relay secret');
    expect(await page.content()).not.toContain('relay secret');
    await button(page, 'Replace Password').click();
    await page.fill('#password', 'new secret');
    await button(page, 'Save').click();
    await page.waitForFunction(() => document.querySelector('#password') === null);
    expect(settings.sections.mail.password).toBe('new secret');
    await button(page, 'Remove Password').click();
    await page.getByText('Removed when you save.').waitFor();
    await button(page, 'Save').click();
    await page.locator('#password').waitFor();
    expect(settings.sections.mail.password).toBeNull();
  });

  test('is tried, and says what the relay answered and what waits', async () => {
    const { page, settings } = await open('mail', (settings) => {
      const { sections } = settings;
      sections.mail = { ...sections.mail, host: 'mail.mill.example' };
      settings.outbox = {
        ...settings.outbox,
        isConfigured: true,
        waiting: 3,
        dead: 1,
        lastError: 'The relay refused the sender.',
      };
    });
    await page.getByText('The relay refused the sender.').waitFor();
    expect(await page.inputValue('#test-mail')).toBe('ada@plant.example');
    settings.tried = { sent: false, says: 'The relay knows no such user.' };
    await button(page, 'Send a test letter').click();
    await page.getByText('The relay knows no such user.').waitFor();
  });

  test('lists who forgot a password while no letter could be sent', async () => {
    const { page } = await open('mail', (settings) => {
      settings.requests = [fakeRequest('Olga')];
    });
    const link = page.getByRole('link', { name: 'Open the account Olga' });
    expect(await link.getAttribute('href')).toStartWith('/administration/users?person=us_');
  });

  test('reads a certificate and says whose it is and until when it holds', async () => {
    const { page, settings } = await open('mail');
    await page.fill('#ca', 'hello');
    await page.getByRole('alert').waitFor();
    settings.certificate = { ...settings.certificate, toMs: Date.now() + 5.5 * 86_400_000 };
    await page.fill('#ca', PEM);
    await page.getByText('O=Mill, CN=idp.mill.example').first().waitFor();
    await page.getByText('It ends in 5 days.').waitFor();
  });
});

describe.skipIf(stage === null)('limits and alerts', () => {
  test('show who went beyond a limit, and the way to what came from there', async () => {
    const { page } = await open('limits', (settings) => {
      settings.violations = [fakeViolation('10.0.0.7', 'signIn'), fakeViolation('10.0.0.8')];
    });
    await page
      .getByRole('row', { name: /10\.0\.0\.7/ })
      .getByRole('link')
      .click();
    await page.waitForURL(/administration\/audit\?address=10\.0\.0\.7/);
  });

  test('pick events from all there are; what is critical is always told', async () => {
    const { page, settings } = await open('trail');
    await page.fill('#alertOn', 'diagnosis');
    await page.getByLabel('All of “diagnosis”').check();
    await page.fill('#alertOn', 'locked');
    expect(await page.getByLabel(/An account was locked/).isDisabled()).toBe(true);
    await page.fill('#alertEmails', 'ops@mill.example\nnobody');
    await button(page, 'Save').click();
    await page.getByText(/[Ii]nvalid email/).waitFor();
    await page.fill('#alertEmails', 'ops@mill.example');
    await button(page, 'Save').click();
    await saved(page);
    expect(settings.patches[0].values).toMatchObject({
      alertOn: ['auth.locked', 'user.impersonated', 'key.new_network', 'diagnosis.'],
      alertEmails: ['ops@mill.example'],
    });
  });
});

describe.skipIf(stage === null)('single sign-on', () => {
  test('asks for the site’s own address first, and says where to set it', async () => {
    const { page } = await open('sso');
    await page.getByText('First say under which address this site is opened').waitFor();
    await page.getByRole('link', { name: 'Open the settings of the site' }).click();
    await page.locator('#publicUrl').waitFor();
  });

  test('adds a provider from a preset with its redirect address and roles by group', async () => {
    const { page, settings } = await open('sso', withAddress);
    await button(page, 'Add a provider').click();
    await button(page, 'GitHub').click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText('https://tremolo.mill.example/api/v1/auth/sso/oidc/github/callback')
      .waitFor();
    await page.fill('#sso-key', 'hub');
    await dialog.getByText('/sso/oidc/hub/callback').waitFor();
    await page.fill('#sso-clientId', 'client');
    await page.fill('#sso-secret', 'the secret');
    await dialog.getByRole('button', { name: 'Add a line' }).click();
    await page.fill('#sso-group-0', 'mill/maintenance');
    await dialog.getByLabel('Role 1').selectOption('operator');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await saved(page);
    await page.getByRole('row', { name: /GitHub/ }).waitFor();
    expect(settings.sections.sso.oidc).toMatchObject([
      {
        key: 'hub',
        preset: 'github',
        issuer: 'https://github.com',
        clientId: 'client',
        clientSecret: 'the secret',
        roleOfGroup: [{ group: 'mill/maintenance', role: 'operator' }],
        defaultRole: 'viewer',
      },
    ]);
    expect(await page.content()).not.toContain('the secret');
    expect(errorsOf(page)).toEqual([]);
  });

  test('changes one provider without touching the secrets of any, and is not left unasked', async () => {
    const { page, settings } = await open('sso', (settings) => {
      withAddress(settings);
      settings.sections.sso.oidc = [provider('one', 'First'), provider('two', 'Second')];
    });
    await page.getByRole('row', { name: /Second/ }).focus();
    await page.keyboard.press('Enter');
    await page.fill('#sso-name', 'Second sign-in');
    await page.keyboard.press('Escape');
    await page.getByText('Leave without saving?').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await saved(page);
    expect(settings.sections.sso.oidc).toMatchObject([
      { key: 'one', name: 'First', clientSecret: 'secret of one' },
      { key: 'two', name: 'Second sign-in', clientSecret: 'secret of two' },
    ]);
  });

  test('removes a provider only when its name is typed', async () => {
    const { page, settings } = await open('sso', (settings) => {
      withAddress(settings);
      settings.sections.sso.oidc = [provider('one', 'First'), provider('two', 'Second')];
    });
    await button(page, 'Remove First').click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Remove' }).isDisabled()).toBe(true);
    await page.fill('#typed', 'First');
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('First is removed.').waitFor();
    expect(settings.sections.sso.oidc).toMatchObject([
      { key: 'two', clientSecret: 'secret of two' },
    ]);
  });

  test('takes a SAML provider with its certificates one by one', async () => {
    const { page, settings } = await open('sso', withAddress);
    await page.getByText('https://tremolo.mill.example/api/v1/auth/sso/saml/acs').waitFor();
    await page.fill('#saml-entryPoint', 'https://idp.mill.example/sso');
    await page.fill('#saml-idpIssuer', 'https://idp.mill.example');
    await page.fill('#saml-certificates', `${PEM}\n${PEM}`);
    await page.getByText('O=Mill, CN=idp.mill.example').first().waitFor();
    await page
      .getByRole('form', { name: 'SAML 2.0' })
      .getByRole('button', { name: 'Save' })
      .click();
    await saved(page);
    expect(settings.sections.sso.saml).toMatchObject({
      entryPoint: 'https://idp.mill.example/sso',
      idpIssuer: 'https://idp.mill.example',
      idpCertificates: [PEM, PEM],
    });
  });
});

function provider(key: string, name: string) {
  return {
    key,
    name,
    preset: 'generic',
    issuer: `https://${key}.example`,
    clientId: key,
    clientSecret: `secret of ${key}`,
    scopes: ['openid'],
    groupsClaim: 'groups',
    roleOfGroup: [],
    defaultRole: 'viewer',
    createAccounts: true,
    emailDomains: [],
    confirmsEmails: false,
    asksSecondFactor: false,
    ca: null,
    enabled: true,
  };
}
