import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { TeamDetail } from '#schemas/http/teams';
import type { UserId } from '#schemas/ids/ids';
import { sensorSays } from '../hub/plant-messages.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
let root: BrowserSession;
const ids = new Map<string, UserId>();
const idOf = (name: string) => ids.get(name) ?? ('' as UserId);

beforeAll(async () => {
  if (stage === null) return;
  const { people } = stage;
  for (const [name, role] of [
    ['root', 'admin'],
    ['anna', 'operator'],
    ['bert', 'operator'],
    ['cleo', 'operator'],
    ['dora', 'operator'],
    ['vera', 'viewer'],
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

/** A team of anna’s, with these members. */
async function team(name: string, members: Record<string, 'admin' | 'member'>) {
  const made = await root.ask<TeamDetail>('POST', '/api/v1/teams', {
    name,
    ownerId: idOf('anna'),
  });
  for (const [member, role] of Object.entries(members)) {
    await root.ask('POST', `/api/v1/teams/${made.teamId}/members`, { name: member, role });
  }
  return made.teamId;
}
const state = (teamId: string) => root.ask<TeamDetail>('GET', `/api/v1/teams/${teamId}`);

describe.skipIf(stage === null)('teams', () => {
  test('are made with an owner and members who are found by typing, by keyboard alone', async () => {
    const page = await stage!.signedIn('root', '/administration/teams');
    await said(page, 'No teams yet.');
    await button(page, 'New team').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Pumps');
    await page.getByRole('combobox', { name: 'Owner' }).focus();
    await page.keyboard.type('ann');
    await page.getByRole('option', { name: 'anna' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.inputValue('#team-owner')).toBe('anna');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Pumps' }).waitFor();
    await button(page, 'Add a member').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('ber');
    await page.getByRole('option', { name: 'bert' }).waitFor();
    // Escape closes the list of what was found, not the dialog.
    await page.keyboard.press('Escape');
    await page.getByRole('option', { name: 'bert' }).waitFor({ state: 'hidden' });
    expect(await inDialog(page, 'Add a member').isDisabled()).toBe(true);
    await page.keyboard.type('t');
    await page.getByRole('option', { name: 'bert' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await said(page, 'bert is in Pumps now.');
    await row(page, /bert.*Member/).waitFor();
  });

  test('change their members, their roles and their owner', async () => {
    const teamId = await team('Fans', { bert: 'member', cleo: 'member' });
    const page = await stage!.signedIn('root', `/administration/teams?team=${teamId}`);
    await button(page, 'Make administrator cleo').click();
    await row(page, /cleo.*Administrator/).waitFor();
    await button(page, 'Remove bert').click();
    await inDialog(page, 'Remove').click();
    await row(page, /bert/).waitFor({ state: 'detached' });
    await button(page, 'Hand over').click();
    await page.selectOption('#team-heir', { label: 'cleo' });
    await inDialog(page, 'Hand over').click();
    await said(page, 'The team belongs to cleo now.');
    await row(page, /cleo.*Owner/).waitFor();
    await button(page, 'Change roles').click();
    await dialog(page)
      .getByLabel(/^Analyst/)
      .check();
    await inDialog(page, 'Change roles').click();
    await said(page, 'The roles hold from the next request on.');
    const anna = await stage!.people.signedIn('anna');
    expect((await anna.send('GET', '/api/v1/diagnoses')).status).toBe(200);
    expect((await state(teamId)).owner?.name).toBe('cleo');
  });

  test('are dissolved only once the name is typed and it is said who keeps what was shared', async () => {
    const heir = await team('Heirs', {});
    const teamId = await team('Last days', { bert: 'member' });
    const page = await stage!.signedIn('root', `/administration/teams?team=${teamId}`);
    await button(page, 'Dissolve').click();
    const dissolve = inDialog(page, 'Dissolve');
    await page.selectOption('#dissolve-shared', 'team');
    await page.getByLabel('Type “Last days” to confirm').fill('Last days');
    expect(await dissolve.isDisabled()).toBe(true);
    await page.getByRole('combobox', { name: 'Which team' }).pressSequentially('Heir');
    await page.getByRole('option', { name: 'Heirs' }).click();
    await page.getByLabel('Type “Last days” to confirm').fill('last days');
    expect(await dissolve.isDisabled()).toBe(true);
    await page.getByLabel('Type “Last days” to confirm').fill('Last days');
    await dissolve.click();
    await said(page, 'Last days is dissolved.');
    await page.getByRole('link', { name: 'Teams' }).first().waitFor();
    await page.selectOption('#teams-state', 'archived');
    await row(page, /Last days/).click();
    await page.getByText(/^Dissolved on/).waitFor();
    expect(await button(page, 'Add a member').count()).toBe(0);
    expect((await state(teamId)).archivedMs).not.toBeNull();
    expect((await state(heir)).archivedMs).toBeNull();
  });

  test('are looked after under Settings by their own administrators, and by no other member', async () => {
    const teamId = await team('Presses', { bert: 'admin', cleo: 'member' });
    const bert = await stage!.signedIn('bert', '/settings/teams');
    expect(await bert.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    await row(bert, /Presses.*Administrator/).click();
    await bert.getByRole('heading', { name: 'Presses' }).waitFor();
    expect(await button(bert, 'Dissolve').count()).toBe(0);
    expect(await button(bert, 'Hand over').count()).toBe(0);
    expect(await button(bert, 'Change roles').count()).toBe(0);
    await button(bert, 'Add a member').click();
    await bert.getByLabel('Sign-in name of the person').fill('nobody here');
    await inDialog(bert, 'Add a member').click();
    await said(bert, 'There is no active account of that sign-in name.');
    await bert.getByLabel('Sign-in name of the person').fill('dora');
    await inDialog(bert, 'Add a member').click();
    await row(bert, /dora.*Member/).waitFor();
    await button(bert, 'Change').click();
    await bert.fill('#team-description', 'Hall 3');
    await inDialog(bert, 'Change').click();
    await said(bert, 'Hall 3');

    const cleo = await stage!.signedIn('cleo', `/settings/teams?team=${teamId}`);
    await row(cleo, /dora/).waitFor();
    expect(await button(cleo, 'Add a member').count()).toBe(0);
    expect(await button(cleo, 'Change').count()).toBe(0);
    expect(await cleo.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
    await button(cleo, 'Leave the team').click();
    await inDialog(cleo, 'Leave the team').click();
    await said(cleo, 'You left Presses.');
    expect((await state(teamId)).members.map(({ name }) => name).sort()).toEqual([
      'anna',
      'bert',
      'dora',
    ]);
    // A viewer has no business with teams at all.
    const vera = await stage!.signedIn('vera', '/settings/profile');
    await vera.getByLabel('Full name').waitFor();
    expect(await vera.getByRole('link', { name: 'Teams' }).count()).toBe(0);
  });
});

describe.skipIf(stage === null)('roles', () => {
  test('of the site are made, copied, changed and deleted, and say whom it concerns', async () => {
    const page = await stage!.signedIn('root', '/administration/roles');
    await button(page, 'New role').click();
    await page.fill('#role-name', 'Shift leader');
    expect(await page.inputValue('#role-key')).toBe('shift-leader');
    await dialog(page)
      .getByLabel(/^Operator/)
      .check();
    // What is inherited stands there ticked, and cannot be taken out of the heir.
    expect(
      await dialog(page)
        .getByLabel(/^See broker, agents/)
        .isDisabled(),
    ).toBe(true);
    await dialog(page)
      .getByLabel(/^Search the audit trail/)
      .check();
    await inDialog(page, 'New role').click();
    await said(page, 'The role Shift leader is made.');
    await page.getByRole('heading', { name: 'Shift leader' }).waitFor();
    await root.ask('PUT', `/api/v1/users/${idOf('dora')}/role`, { role: 'shift-leader' });
    const dora = await stage!.people.signedIn('dora');
    expect((await dora.send('GET', '/api/v1/audit')).status).toBe(200);
    await page.reload();
    await button(page, 'Change').click();
    await dialog(page)
      .getByText('1 person with this role is affected from the next request on.')
      .waitFor();
    await dialog(page)
      .getByLabel(/^Search the audit trail/)
      .uncheck();
    await inDialog(page, 'Change').click();
    await said(page, 'The role Shift leader is changed.');
    expect((await dora.send('GET', '/api/v1/audit')).status).toBe(403);
    await said(page, '1 person has this role: give them another one first.');
    expect(await button(page, 'Delete').isDisabled()).toBe(true);
    await button(page, 'Copy').click();
    expect(await page.inputValue('#role-name')).toBe('Copy of Shift leader');
    await inDialog(page, 'New role').click();
    await page.getByRole('heading', { name: 'Copy of Shift leader' }).waitFor();
    await button(page, 'Delete').click();
    await inDialog(page, 'Delete').click();
    await said(page, 'The role Copy of Shift leader is deleted.');
    // The list first: on the page before it no row is there either.
    await row(page, /^Shift leader.*Of this site/).waitFor();
    await row(page, /Copy of/).waitFor({ state: 'detached' });
  });

  test('that are built in are only copied', async () => {
    const page = await stage!.signedIn('root', '/administration/roles?role=viewer');
    await button(page, 'Copy').waitFor();
    expect(await button(page, 'Change').count()).toBe(0);
    expect(await button(page, 'Delete').count()).toBe(0);
  });

  test('stand in a table that a phone shows one by one, and each right says who has it', async () => {
    const wide = await stage!.signedIn('root', '/administration/roles?tab=matrix');
    const cell = wide.getByRole('row', { name: /Search the audit trail/ }).getByRole('cell');
    await cell.first().waitFor();
    expect(await cell.count()).toBeGreaterThanOrEqual(7);
    const phone = await stage!.signedIn('root', '/administration/roles?tab=matrix', {
      viewport: { width: 390, height: 844 },
    });
    await phone.selectOption('#matrix-role', 'admin');
    const one = phone.getByRole('row', { name: /Search the audit trail/ }).getByRole('cell');
    expect(await one.count()).toBe(1);
    expect(await one.textContent()).toContain('yes');
    const width = await phone.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(390);
    await phone.getByRole('button', { name: 'impersonate Who may do this?' }).click();
    await dialog(phone).getByRole('link', { name: 'root' }).waitFor();
    expect(await dialog(phone).getByRole('listitem').count()).toBe(1);
  });
});

describe.skipIf(stage === null)('area rights', () => {
  test('are given for a time, extended and taken back', async () => {
    const { assets, events } = stage!.people.rooms;
    const made = new Promise<string>((done) => events.on('points', ([id]) => done(id)));
    const page = await stage!.signedIn('root', '/administration/areas');
    await page.getByText(/no point names an area/).waitFor();
    assets.describe(sensorSays('s-1'));
    const point = `/api/v1/points/${await made}`;
    await root.ask('PATCH', point, { area: 'Hall 2' });
    const anna = await stage!.people.signedIn('anna');
    const rename = async (name: string) => (await anna.send('PATCH', point, { name })).status;
    expect(await rename('First try')).toBe(403);
    await page.reload();
    await button(page, 'Give a role').click();
    await page.getByRole('combobox', { name: 'Person' }).pressSequentially('ann');
    await page.getByRole('option', { name: 'anna' }).click();
    await page.selectOption('#area-role', 'engineer');
    await page.selectOption('#area-until', 'day');
    await inDialog(page, 'Give a role').click();
    await row(page, /anna.*Hall 2.*Engineer.*left/).waitFor();
    expect(await rename('Second try')).toBe(200);
    await button(page, 'Change anna').click();
    // What it was stays unless it is changed: a right for a day does not become one for good by the way.
    expect(await page.inputValue('#area-until')).toBe('date');
    await page.selectOption('#area-until', 'never');
    await inDialog(page, 'Change').click();
    await row(page, /anna.*for good/).waitFor();
    await button(page, 'Take back anna').click();
    await inDialog(page, 'Take back').click();
    await said(page, 'The role is taken back.');
    expect(await rename('Third try')).toBe(403);
  });
});
