import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { PersonDetail } from '#schemas/http/people';
import type { UserId } from '#schemas/ids/ids';
import { sessionOf } from '../hub/joined-person.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
let root: BrowserSession;
const ids = new Map<string, UserId>();
const idOf = (name: string) => ids.get(name) ?? ('' as UserId);
const users = (more = '') => `/administration/users${more}`;

beforeAll(async () => {
  if (stage === null) return;
  const { people } = stage;
  for (const [name, role] of [
    ['root', 'admin'],
    ['second', 'admin'],
    ['anna', 'operator'],
    ['bert', 'operator'],
    ['cleo', 'engineer'],
    ['dora', 'viewer'],
    ['emil', 'analyst'],
    ['fritz', 'executive'],
    ['dev', 'developer'],
  ]) {
    ids.set(name, await people.add(name, role));
  }
  root = await people.signedIn('root');
});
afterEach(async () => {
  const errors = stage?.errors.splice(0) ?? [];
  await stage?.clear();
  expect(errors).toEqual([]);
});
afterAll(() => stage?.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog').last();
const inDialog = (page: Page, name: string) =>
  dialog(page).getByRole('button', { name, exact: true });
const row = (page: Page, name: RegExp) => page.getByRole('row', { name });
const said = (page: Page, sentence: string) => page.getByText(sentence, { exact: true }).waitFor();
const personOf = (name: string) => root.ask<PersonDetail>('GET', `/api/v1/users/${idOf(name)}`);
/** A new person for a test that leaves traces. */
async function join(name: string, role = 'viewer'): Promise<UserId> {
  const userId = await stage!.people.add(name, role);
  ids.set(name, userId);
  return userId;
}

describe.skipIf(stage === null)('the list of people', () => {
  test('is walked, selected and opened by keyboard alone', async () => {
    const page = await stage!.signedIn('root', users());
    await row(page, /anna/).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await said(page, '2 selected');
    await page.keyboard.press('End');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('second');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'anna' }).waitFor();
    await page.getByRole('link', { name: 'All people' }).focus();
    await page.keyboard.press('Enter');
    await row(page, /bert/).waitFor();
  });

  test('shows the same to whoever has its address, filters included', async () => {
    const page = await stage!.signedIn('root', users());
    await row(page, /cleo/).waitFor();
    await page.selectOption('#people-role', 'operator');
    await row(page, /cleo/).waitFor({ state: 'detached' });
    await page.selectOption('#people-seen', 'not30');
    await row(page, /anna/).waitFor();
    const address = page.url();
    expect(new URL(address).searchParams.toString()).toBe('role=operator&seen=not30');
    await page.goto(address);
    await row(page, /bert/).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(2);
    await button(page, 'Clear filters').click();
    await row(page, /cleo/).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  test('changes many at once after a question, and says of each what became of it', async () => {
    await join('mass-1');
    await join('mass-2');
    const page = await stage!.signedIn('second', users());
    for (const name of ['mass-1', 'mass-2', 'second'])
      await page.getByLabel(`Select ${name}`).check();
    await page.getByRole('group', { name: '3 selected' }).waitFor();
    await button(page, 'Suspend').click();
    await page.getByRole('heading', { name: 'Suspend 3 accounts?' }).waitFor();
    await page.keyboard.press('Escape');
    expect((await personOf('mass-1')).status).toBe('active');
    await button(page, 'Suspend').click();
    await inDialog(page, 'Suspend').click();
    await page.getByRole('heading', { name: '2 done, 1 refused' }).waitFor();
    await dialog(page)
      .getByText(/Nobody does this to their own account/)
      .waitFor();
    await inDialog(page, 'Close').click();
    expect((await personOf('mass-1')).status).toBe('suspended');
    expect((await personOf('second')).status).toBe('active');
  });

  test('brings back at one press what was deleted', async () => {
    await join('gone-1');
    await join('gone-2');
    const page = await stage!.signedIn('root', users());
    for (const name of ['gone-1', 'gone-2']) await page.getByLabel(`Select ${name}`).check();
    await button(page, 'Delete').click();
    await inDialog(page, 'Delete').click();
    await said(page, 'Done for 2 accounts.');
    await row(page, /gone-1/).waitFor({ state: 'detached' });
    await button(page, 'Undo').click();
    await row(page, /gone-1/).waitFor();
    expect((await personOf('gone-2')).status).toBe('active');
  });

  test('gives many a role that looks after others only after a second question', async () => {
    await join('rise-1');
    await join('rise-2');
    const page = await stage!.signedIn('root', users());
    for (const name of ['rise-1', 'rise-2']) await page.getByLabel(`Select ${name}`).check();
    await button(page, 'Change role').click();
    await page.selectOption('#bulk-role', 'developer');
    await inDialog(page, 'Change role').click();
    await page.getByText(/Give it to all of them\?/).waitFor();
    expect((await personOf('rise-1')).role).toBe('viewer');
    await page.getByRole('dialog').last().getByRole('button', { name: 'Change role' }).click();
    await said(page, 'Done for 2 accounts.');
    expect((await personOf('rise-2')).role).toBe('developer');
  });

  test('is saved as the hub writes it', async () => {
    const page = await stage!.signedIn('root', users('?role=analyst'));
    await row(page, /emil/).waitFor();
    const download = page.waitForEvent('download');
    await button(page, 'Save list (CSV)').click();
    const file = await (await download).createReadStream();
    let text = '';
    for await (const piece of file) text += piece;
    expect(text).toContain('emil,,emil@plant.example,analyst,active');
    expect(text).not.toContain('anna');
  });

  test('that cannot be loaded says so and is tried again', async () => {
    const page = await stage!.signedIn('root', '/');
    await page.route('**/api/v1/users?*', (route) => route.abort());
    await page.goto(`${stage!.people.origin}${users()}`);
    await page.getByText('The list could not be loaded').waitFor();
    await page.unroute('**/api/v1/users?*');
    await button(page, 'Try again').click();
    await row(page, /anna/).waitFor();
  });

  test('asks before a new account that was begun is thrown away', async () => {
    const page = await stage!.signedIn('root', users());
    await button(page, 'New account').click();
    await page.fill('#person-name', 'half');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor();
    await inDialog(page, 'Cancel').click();
    expect(await page.inputValue('#person-name')).toBe('half');
    await inDialog(page, 'Cancel').click();
    await inDialog(page, 'Leave').click();
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
    // Nothing typed, nothing asked.
    await button(page, 'New account').click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
  });
});

describe.skipIf(stage === null)('the page of a person', () => {
  test('tells what another role gives and takes before it is given, and it holds at once', async () => {
    const cleo = await stage!.people.signedIn('cleo');
    const page = await stage!.signedIn('root', users(`?person=${idOf('cleo')}&tab=access`));
    await button(page, 'Change role').click();
    await page.selectOption('#person-role', 'operator');
    const changes = dialog(page).locator('.changes-of-rights');
    await changes.getByText('May no longer').waitFor();
    await changes.getByText('Have a recording diagnosed.').waitFor();
    expect(await changes.getByText('May then, and may not now').count()).toBe(0);
    await inDialog(page, 'Give this role').click();
    await said(page, 'The role is now Operator.');
    const answer = await cleo.send('GET', '/api/v1/diagnoses');
    expect(answer.status).toBe(403);
    await button(page, 'Change role').click();
    await page.selectOption('#person-role', 'developer');
    await inDialog(page, 'Give this role').click();
    await page.getByRole('heading', { name: 'cleo: Developer' }).waitFor();
    await inDialog(page, 'Cancel').click();
    expect((await personOf('cleo')).role).toBe('operator');
  });

  test('gives and takes exceptions, and says where each right comes from', async () => {
    const page = await stage!.signedIn('root', users(`?person=${idOf('emil')}&tab=access`));
    await button(page, 'Add an exception').click();
    await page.selectOption('#grant-permission', 'audit:read');
    await page.selectOption('#grant-until', 'week');
    await inDialog(page, 'Add an exception').click();
    await said(page, 'The exception holds from the next request on.');
    await row(page, /Search the audit trail.*exception until/).waitFor();
    await row(page, /Have a recording diagnosed.*role Analyst/).waitFor();
    await row(page, /See points.*role Analyst, from Viewer/).waitFor();
    await button(page, 'Add an exception').click();
    await page.selectOption('#grant-effect', 'deny');
    await page.selectOption('#grant-permission', 'diagnosis:infer');
    await inDialog(page, 'Add an exception').click();
    await row(page, /Have a recording diagnosed.*denied; role Analyst/).waitFor();
    const emil = await stage!.people.signedIn('emil');
    expect((await emil.send('GET', '/api/v1/audit')).status).toBe(200);
    expect((await emil.send('POST', '/api/v1/diagnoses', {})).status).toBe(403);
    await button(page, 'Take back audit:read').click();
    await dialog(page).getByText('emil may do this only where a role gives it').waitFor();
    expect((await emil.send('GET', '/api/v1/audit')).status).toBe(200);
    await inDialog(page, 'Take back').click();
    await said(page, 'The exception is taken back.');
    expect((await emil.send('GET', '/api/v1/audit')).status).toBe(403);
  });

  test('ends a session of the person, who is out at once', async () => {
    const dora = await stage!.people.signedIn('dora');
    const page = await stage!.signedIn('root', users(`?person=${idOf('dora')}&tab=sessions`));
    await page.getByRole('button', { name: /^End / }).click();
    await dialog(page).getByText('signed out at once').waitFor();
    expect((await dora.send('GET', '/api/v1/points')).status).toBe(200);
    await inDialog(page, 'End').click();
    await said(page, 'The session has ended.');
    await said(page, 'Signed in nowhere.');
    await page
      .getByRole('table', { name: 'Sign-in history' })
      .getByText('Signed in')
      .first()
      .waitFor();
    expect((await dora.send('GET', '/api/v1/points')).status).toBe(401);
  });

  test('offers nothing on an account out of reach, and says why', async () => {
    // Developers do not work on a site in production.
    await stage!.people.set('general', { environment: 'development' });
    const page = await stage!.signedIn('dev', users(`?person=${idOf('second')}`));
    await page.getByRole('heading', { name: 'second' }).waitFor();
    expect(await button(page, 'Suspend').isDisabled()).toBe(true);
    expect(await page.locator('#why-suspend').textContent()).toBe(
      'Only an administrator changes the account of an administrator.',
    );
    expect(await button(page, 'Save').count()).toBe(0);
    await page.getByRole('link', { name: 'Access' }).click();
    await page.locator('#why-role').waitFor();
    expect(await button(page, 'Change role').isDisabled()).toBe(true);
  });

  test('saves name and address, and keeps what was typed from being lost', async () => {
    await join('typo');
    const page = await stage!.signedIn('root', users(`?person=${idOf('typo')}`));
    await page.fill('#person-full-name', 'Tytti Po');
    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor();
    await inDialog(page, 'Cancel').click();
    await page.fill('#person-email', 'no address');
    await button(page, 'Save').click();
    // The browser itself minds the form of an address.
    await page.fill('#person-email', 'anna@plant.example');
    await button(page, 'Save').click();
    await page.getByRole('alert').waitFor();
    await page.fill('#person-email', 'tytti@plant.example');
    await button(page, 'Save').click();
    await said(page, 'Saved.');
    expect(await personOf('typo')).toMatchObject({
      fullName: 'Tytti Po',
      email: 'tytti@plant.example',
    });
    await page.getByRole('link', { name: 'Sessions' }).click();
    await said(page, 'Signed in nowhere.');
  });

  test('with changes is not left by the back button or by loading it anew without a question', async () => {
    const page = await stage!.signedIn('root', users());
    await row(page, /fritz/).click();
    await page.locator('#person-full-name').pressSequentially('Fritz F.');
    const here = page.url();
    await page.goBack();
    await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor();
    expect(page.url()).toBe(here);
    await inDialog(page, 'Cancel').click();
    const asked = page.waitForEvent('dialog');
    await page.evaluate(() => setTimeout(() => location.reload()));
    const question = await asked;
    expect(question.type()).toBe('beforeunload');
    await question.dismiss();
    expect(await page.inputValue('#person-full-name')).toBe('Fritz F.');
    await page.goBack();
    await inDialog(page, 'Leave').click();
    await row(page, /fritz/).waitFor();
  });

  test('shows Tremolo as that person sees it, with a band that leads back', async () => {
    const page = await stage!.signedIn('root', users(`?person=${idOf('anna')}`));
    await button(page, 'See Tremolo as this person').click();
    await inDialog(page, 'See Tremolo as this person').click();
    const band = page.locator('.site-band');
    await band.getByText(/anna/).waitFor();
    expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    await band.getByRole('button').click();
    await page.getByRole('link', { name: 'Administration' }).waitFor();
    const protectedOne = users(`?person=${(await sessionOf(root)).user.userId}`);
    await page.goto(`${stage!.people.origin}${protectedOne}`);
    await page.getByText(/This is your own account/).waitFor();
    expect(await button(page, 'See Tremolo as this person').count()).toBe(0);
    expect(await button(page, 'Suspend').isDisabled()).toBe(true);
  });

  test('deletes, brings back and erases for good only once the name is typed, by keyboard alone', async () => {
    await join('leaver');
    const page = await stage!.signedIn('root', users(`?person=${idOf('leaver')}`));
    const press = async (name: string) => {
      await button(page, name).focus();
      await page.keyboard.press('Enter');
    };
    await press('Delete');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await said(page, 'leaver is deleted.');
    await button(page, 'Undo').click();
    await said(page, 'leaver is back.');
    await press('Delete');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await press('Erase for good');
    const erase = inDialog(page, 'Erase for good');
    expect(await erase.isDisabled()).toBe(true);
    await page.getByLabel('Type “leaver” to confirm').focus();
    await page.keyboard.type('leaver');
    await page.keyboard.press('Enter');
    await row(page, /anna/).waitFor();
    expect((await root.send('GET', `/api/v1/users/${idOf('leaver')}`)).status).toBe(404);
  });
});

describe.skipIf(stage === null)('an import', () => {
  const file = (text: string) => ({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });

  test('shows what is wrong with which row, and keeps nothing of it', async () => {
    const page = await stage!.signedIn('root', users('?view=import'));
    await page.setInputFiles(
      '#import-file',
      file('name,role\nnew-1,viewer\nanna,viewer\nx y,chief\n'),
    );
    await page.getByText(/2 of 3 rows cannot be imported/).waitFor();
    await row(page, /anna.*There is such an account already/).waitFor();
    expect(await button(page, 'Import 3 people').isDisabled()).toBe(true);
    await page.getByLabel('Only rows that cannot be imported').check();
    await row(page, /new-1/).waitFor({ state: 'detached' });
    await button(page, 'Choose another file').click();
    await page.setInputFiles('#import-file', file('nickname\nx\n'));
    await page.getByText(/The first line names each of these columns/).waitFor();
    const { total } = await root.ask<{ total: number }>('GET', '/api/v1/users?q=new-1');
    expect(total).toBe(0);
  });

  test('makes all accounts, and hands their links over before they are lost', async () => {
    const page = await stage!.signedIn('root', users('?view=import'));
    const csv = 'name;full_name;role\nrow-1;Row One;operator\nrow-2;;viewer\n';
    await page.setInputFiles('#import-file', file(csv));
    await said(page, 'people.csv: 2 accounts would be made.');
    await button(page, 'Import 2 people').click();
    await said(page, '2 accounts made.');
    await page.getByRole('link', { name: 'To the list' }).click();
    await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor();
    await inDialog(page, 'Cancel').click();
    const download = page.waitForEvent('download');
    await button(page, 'Save the links (CSV)').click();
    let text = '';
    for await (const piece of await (await download).createReadStream()) text += piece;
    const link = /http\S+token=\S+/.exec(text.split('\n')[1])?.[0] ?? '';
    expect(text.split('\n')).toHaveLength(4);
    await page.getByRole('link', { name: 'To the list' }).click();
    await row(page, /row-1.*Row One/).waitFor();
    await page.goto(link);
    await page.getByLabel('New password', { exact: true }).waitFor();
  });

  test('invites by address: all of them, or nobody', async () => {
    const page = await stage!.signedIn('root', users('?view=import'));
    await page.fill('#invite-emails', 'ina@plant.example; jo@plant.example\nanna@plant.example');
    await page.selectOption('#invite-role', 'operator');
    await button(page, 'Invite 3 people').click();
    await page.getByText('1 of 3 addresses cannot be invited. Nobody was.').waitFor();
    await row(page, /anna.*There is such an account already/).waitFor();
    await page.fill('#invite-emails', 'ina@plant.example, jo@plant.example');
    await button(page, 'Invite 2 people').click();
    await said(page, '2 accounts made.');
    const { items } = await root.ask<{ items: { name: string; role: string }[] }>(
      'GET',
      '/api/v1/users?q=ina',
    );
    expect(items).toMatchObject([{ name: 'ina', role: 'operator' }]);
    // The links are still to be saved: who leaves is asked.
    await page.getByRole('link', { name: 'To the list' }).click();
    await inDialog(page, 'Leave').click();
    await row(page, /jo@|^.*jo /)
      .first()
      .waitFor();
  });

  test('of people who will look after others asks once more', async () => {
    const page = await stage!.signedIn('root', users('?view=import'));
    await page.setInputFiles('#import-file', file('name,role\nchief-1,developer\n'));
    await button(page, 'Import 1 person').click();
    await page.getByText(/Some of these roles look after other people/).waitFor();
    await inDialog(page, 'Cancel').click();
    const { total } = await root.ask<{ total: number }>('GET', '/api/v1/users?q=chief-1');
    expect(total).toBe(0);
  });
});
