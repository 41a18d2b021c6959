import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { createServer, type Server } from 'node:net';
import { createClient } from '@libsql/client';
import type { Page } from 'playwright-core';
import { MailRelay } from '../rig/mail-relay.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
let page: Page;
let relay: MailRelay;
let logServer: Server;
let logPort = 0;
let heard = '';

beforeAll(async () => {
  if (stage === null) return;
  relay = await MailRelay.start();
  logServer = createServer((socket) => {
    socket.on('data', (bytes) => {
      heard += bytes.toString('utf8');
    });
  });
  await new Promise<void>((done) => logServer.listen(0, '127.0.0.1', done));
  logPort = (logServer.address() as { port: number }).port;
  await stage.people.add('root', 'admin');
  await stage.people.add('anna', 'viewer');
  page = await stage.signedIn('root', '/administration/general');
});
afterAll(async () => {
  await stage?.close();
  await relay?.stop();
  logServer?.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const at = (path: string) => page.goto(`${stage!.people.origin}/administration/${path}`);
const save = async () => {
  await button('Save').click();
  await page.getByText('Saved. It holds at once.').first().waitFor();
};
const settings = (section: 'mail' | 'audit' | 'sso' | 'general' | 'channels') =>
  stage!.people.rooms.siteSettings.get(section);

describe.skipIf(stage === null)('audit and settings on a real hub', () => {
  test('a change of a setting comes live to whoever watches, with what it was before', async () => {
    const watching = await stage!.signedIn('root', '/administration/audit?view=live');
    await watching.getByText('Waiting for the next entry…').waitFor();
    await page.fill('#siteName', 'Mill 3');
    await page.fill('#publicUrl', 'https://tremolo.mill.example');
    await save();
    // What was set up a moment ago may come live, too.
    await watching
      .getByRole('button', { name: /A setting was changed root/ })
      .first()
      .click();
    const dialog = watching.getByRole('dialog');
    await dialog.getByText('Intact.').waitFor();
    const changes = await dialog.locator('.difference tbody tr').allTextContents();
    expect(changes).toContain('siteNameTremoloMill 3');
    expect(changes).toContain('publicUrlnothinghttps://tremolo.mill.example');
    await watching.close();
  });

  test('entries are found by words and person, and what is found is exported', async () => {
    await at('audit?event=setting.changed');
    await page.locator('tbody tr').first().waitFor();
    await page.fill('#audit-search', 'root');
    await page.waitForURL(/q=root/);
    await page.getByText('More filters').click();
    await page.fill('#audit-person', 'roo');
    await page.getByRole('option', { name: 'root' }).click();
    await page.getByRole('button', { name: 'Remove the filter Done by: root' }).waitFor();
    const rows = await page.locator('tbody tr').count();
    expect(rows).toBeGreaterThan(0);
    await button('Export').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button('CSV, for spreadsheets').click(),
    ]);
    const csv = await Bun.file(await download.path()).text();
    const lines = csv.split('\r\n').filter((line) => line.includes(',setting.changed,'));
    expect(lines).toHaveLength(rows);
    expect(csv).not.toContain('auth.signed_in,');
  });

  test('a German reader finds entries by the titles of their events', async () => {
    const search = '/administration/audit?q=jemand%20hat%20sich%20angemeldet';
    const german = await stage!.signedIn('root', search, { locale: 'de-DE' });
    await german.locator('tbody tr').first().waitFor();
    const rows = await german.locator('tbody tr').allTextContents();
    expect(rows.filter((row) => !row.includes('Jemand hat sich angemeldet'))).toEqual([]);
    await german.close();
  });

  test('reports and figures come from what was really done', async () => {
    await at('audit?view=reports');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('form', { name: 'Access review' })
        .getByRole('button', { name: /Download/ })
        .click(),
    ]);
    const bytes = await Bun.file(await download.path()).bytes();
    expect(new TextDecoder('latin1').decode(bytes.subarray(0, 5))).toBe('%PDF-');
    await at('audit?view=activity&days=1');
    await page.getByRole('link', { name: 'root' }).waitFor();
    await page.getByRole('link', { name: 'A setting was changed' }).waitFor();
    await page.getByText('Table', { exact: true }).click();
    expect(await page.locator('.buckets tbody tr').count()).toBe(24);
  });

  test('a relay is set, tried, and its secret never comes back', async () => {
    await at('mail');
    await page.fill('#host', '127.0.0.1');
    await page.fill('#port', String(relay.port));
    await page.selectOption('#security', 'none');
    await page.fill('#from', 'tremolo@mill.example');
    await page.fill('#password', 'secret of the relay');
    await button('Save').click();
    // It stands on this machine: the person is told, and agrees to exactly this host and port.
    await page.getByText(`127.0.0.1:${relay.port} is inside your network.`).waitFor();
    await button('Cancel').click();
    await page.getByText('Confirm that the hub may speak to exactly this').waitFor();
    expect(settings('mail')).toMatchObject({ host: null });
    await button('Save').click();
    await button('Allow and save').click();
    await page.getByText('Saved.').first().waitFor();
    expect(settings('channels')).toMatchObject({ egressServers: [`127.0.0.1:${relay.port}`] });
    await page.getByText('Replace').waitFor();
    expect(await page.content()).not.toContain('secret of the relay');
    expect(settings('mail')).toMatchObject({ password: 'secret of the relay', port: relay.port });
    await button('Remove Password').click();
    await save();
    await page.locator('#password').waitFor();
    await page.fill('#test-mail', 'ops@mill.example');
    await button('Send a test letter').click();
    const letter = await relay.letterTo('ops@mill.example', /./);
    expect(letter.from).toBe('tremolo@mill.example');
  });

  test('a log server is set, tried, and gets the entries', async () => {
    await at('trail');
    await page.fill('#syslogHost', '127.0.0.1');
    await page.fill('#syslogPort', String(logPort));
    await page.getByLabel('Encrypted (TLS)').uncheck();
    await page.getByLabel('All of “diagnosis”').check();
    await button('Save').click();
    await button('Allow and save').click();
    await page.getByText('Saved.').first().waitFor();
    await button('Send a test message').click();
    await page.getByText(`tcp://127.0.0.1:${logPort} took a test message.`).waitFor();
    while (!heard.includes('setting.changed') || !heard.includes('This is a test')) {
      await Bun.sleep(50);
    }
    expect(settings('audit')).toMatchObject({ syslogPort: logPort, syslogTls: false });
    expect((settings('audit') as { alertOn: string[] }).alertOn).toContain('diagnosis.');
  });

  test('what the hub finds wrong stands at its field', async () => {
    await at('general');
    await page.fill('#publicUrl', 'ftp://tremolo');
    await button('Save').click();
    await page.locator('#publicUrl-below.wrong').waitFor();
    expect(settings('general')).toMatchObject({ publicUrl: 'https://tremolo.mill.example' });
    await button('Discard changes').click();
    await page.waitForFunction(
      () =>
        (document.getElementById('publicUrl') as HTMLInputElement).value ===
        'https://tremolo.mill.example',
    );
  });

  test('a provider that is added is offered on the sign-in page, and gone once it is removed', async () => {
    await at('sso');
    await button('Add a provider').click();
    await button('GitHub').click();
    await page.fill('#sso-name', 'Mill account');
    await page.fill('#sso-clientId', 'client');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText(/needs its client secret/).waitFor();
    await page.fill('#sso-secret', 'secret of the provider');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /Mill account/ }).waitFor();
    expect(await page.content()).not.toContain('secret of the provider');
    expect(await offered()).toEqual(['Mill account']);
    await button('Remove Mill account').click();
    await page.fill('#typed', 'Mill account');
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Mill account is removed.').waitFor();
    expect(await offered()).toEqual([]);
  });

  test('a check of the trail names the first entry that somebody altered', async () => {
    await at('audit?view=kept');
    await button('Check the whole trail').click();
    await page.getByText(/^Intact: \d+ entries/).waitFor();
    await tamper('UPDATE audit SET outcome = ? WHERE seq = 3', ['refused']);
    await button('Check the whole trail').click();
    await page.getByText('Not intact. The first wrong entry is 3.').waitFor();
    await page.getByRole('link', { name: 'Open entry 3' }).click();
    await page.getByRole('dialog').getByText('Altered.').waitFor();
  });

  test('whoever has no part in it finds none of it, and nothing on the way was an error', async () => {
    const anna = await stage!.signedIn('anna', '/administration/audit');
    await anna.locator('main').waitFor();
    expect(await anna.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    expect(await anna.locator('#audit-search').count()).toBe(0);
    expect(stage!.errors).toEqual([]);
  });
});

async function offered(): Promise<string[]> {
  const response = await fetch(`${stage!.people.origin}/api/v1/auth/options`);
  const { providers } = (await response.json()) as { providers: { name: string }[] };
  return providers.map(({ name }) => name);
}

/** Changes the database as somebody with the disk could: beside the hub, and past its triggers. */
async function tamper(sql: string, args: string[]): Promise<void> {
  const client = createClient({ url: `file:${stage!.people.rooms.store.path}`, timeout: 5_000 });
  const triggers = await client.execute(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
  );
  for (const { name } of triggers.rows) await client.execute(`DROP TRIGGER ${name}`);
  await client.execute({ sql, args });
  for (const trigger of triggers.rows) await client.execute(String(trigger.sql));
  client.close();
}
