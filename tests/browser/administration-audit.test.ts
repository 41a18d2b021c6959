import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { placesFor } from '#schemas/access/navigation';
import type { Permission } from '#schemas/access/permissions';
import { eventually } from '../rig/plant-rig.ts';
import { FakeAudit, fakeEntry } from './fake-audit.ts';
import { type FakeHub, problem } from './fake-hub.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

const AUDIT = '/administration/audit';

async function open(
  path = '',
  prepare: (audit: FakeAudit, hub: FakeHub) => void = () => undefined,
  entries = 120,
): Promise<{ hub: FakeHub; audit: FakeAudit; page: Page }> {
  const hub = stage!.hub({ tempers: ['good'] });
  const audit = new FakeAudit(hub, entries);
  prepare(audit, hub);
  const page = await stage!.signedIn(hub, AUDIT + path);
  return { hub, audit, page };
}
const row = (page: Page, text: string) => page.locator('tbody tr', { hasText: text });
const query = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.skipIf(stage === null)('the list of entries', () => {
  test('is narrowed by filters that stand in the address, and the address brings the same view', async () => {
    const { page, audit } = await open();
    await row(page, 'A sign-in failed').first().waitFor();
    await page.selectOption('#audit-severity', 'critical');
    await page.selectOption('#audit-period', 'month');
    await row(page, 'An account was locked').first().waitFor();
    await page.waitForFunction(
      () => !document.querySelector('tbody')?.textContent?.includes('A sign-in failed'),
    );
    expect(query(page)).toEqual({ severity: 'critical', period: 'month' });
    const address = page.url();
    await page.goto(address);
    await row(page, 'An account was locked').first().waitFor();
    expect(await page.inputValue('#audit-severity')).toBe('critical');
    expect(await page.inputValue('#audit-period')).toBe('month');
    expect(audit.asked.at(-1)).toContain('severity=critical');
    await button(page, 'Clear filters').click();
    await row(page, 'A sign-in failed').first().waitFor();
    expect(query(page)).toEqual({});
    expect(errorsOf(page)).toEqual([]);
  });

  test('is searched by words, an event, a thing and an address, and each filter goes alone', async () => {
    const { page } = await open();
    await page.fill('#audit-search', '10.0.0.2');
    await page.waitForURL(/q=10\.0\.0\.2/);
    await page.getByText('More filters').click();
    await page.selectOption('#audit-event', 'auth.');
    await page.selectOption('#audit-type', 'user');
    await page.fill('#audit-address', '10.0.0.2');
    await page.keyboard.press('Enter');
    await page.waitForURL(/address=10\.0\.0\.2/);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('tbody tr')].every((one) =>
        /locked|failed/.test(one.textContent ?? ''),
      ),
    );
    await page.getByRole('button', { name: 'Remove the filter Event: auth.' }).click();
    await page.waitForURL((url) => !url.searchParams.has('event'));
    expect(query(page)).toEqual({ q: '10.0.0.2', resourceType: 'user', address: '10.0.0.2' });
    await page.fill('#audit-search', 'nothing is called so');
    await page.getByText('Nothing fits the search and the filters.').waitFor();
  });

  test('takes a range of one’s own, and says when its end lies before its beginning', async () => {
    const { page, audit } = await open();
    await page.selectOption('#audit-period', 'own');
    await page.fill('#audit-period-fromMs', '2026-02-03T04:05');
    await page.fill('#audit-period-toMs', '2026-02-03T03:00');
    await page.getByText('The end lies before the beginning.').waitFor();
    await page.fill('#audit-period-toMs', '2026-02-04T04:05');
    await page.getByText('The end lies before the beginning.').waitFor({ state: 'detached' });
    const from = await page.evaluate(() => new Date('2026-02-03T04:05').getTime());
    await page.waitForURL(new RegExp(`period=${from}-`));
    const wanted = `from=${from}&to=${from + 86_400_000}`;
    await eventually(async () => audit.asked.at(-1)?.includes(wanted), 5_000, wanted);
  });

  test('is paged, and the page stands in the address, too', async () => {
    const { page } = await open();
    await button(page, 'Next').click();
    await page.getByText('51–100').waitFor();
    await page.waitForURL(/page=0\.50/);
    await page.reload();
    await page.getByText('51–100').waitFor();
    await button(page, 'Previous').click();
    await page.getByText('1–50', { exact: true }).waitFor();
    // Another filter begins at the front.
    await button(page, 'Next').click();
    await page.getByText('51–100').waitFor();
    await page.selectOption('#audit-outcome', 'refused');
    await page.waitForURL((url) => !url.searchParams.has('page'));
  });

  test('is walked and opened by keyboard alone, and the dialog leads on to older and newer entries', async () => {
    const { page } = await open();
    await page.locator('tbody tr').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Entry 118' }).waitFor();
    expect(query(page)).toEqual({ entry: '118' });
    await button(page, 'Older').press('Enter');
    await page.getByRole('heading', { name: 'Entry 117' }).waitFor();
    await button(page, 'Newer').press('Enter');
    await page.getByRole('heading', { name: 'Entry 118' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(query(page)).toEqual({});
  });

  test('shows of an entry what changed, the whole as JSON, and whether it is intact', async () => {
    const { page } = await open('?entry=114');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Intact.').waitFor();
    const change = dialog.locator('.difference tbody tr');
    expect(await change.allTextContents()).toEqual(['hostnothingmail.plant.example', 'port587465']);
    await dialog.getByText('The whole entry (JSON)').click();
    expect(JSON.parse((await dialog.locator('pre').textContent()) ?? '')).toMatchObject({
      seq: 114,
    });
    await page.goto(`${new URL(page.url()).origin}${AUDIT}?entry=7`);
    await dialog.getByText('Altered.').waitFor();
    await dialog.getByText('Sealed by the signed checkpoint at entry 100').waitFor();
  });

  test('says what is wrong when it cannot be loaded, and comes when tried again', async () => {
    const { page, hub } = await open('', (_, hub) => {
      hub.instead.set('GET audit', () => problem('internal'));
    });
    await page.getByText('The list could not be loaded').waitFor();
    hub.instead.clear();
    await button(page, 'Try again').click();
    await row(page, 'A sign-in failed').first().waitFor();
  });
});

describe.skipIf(stage === null)('files', () => {
  test('of entries carry the filters in force; the verifiable one takes the period only', async () => {
    const { page, audit } = await open('?severity=warning&period=month');
    await button(page, 'Export').click();
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'CSV, for spreadsheets').click(),
    ]);
    expect(csv.suggestedFilename()).toBe('audit.csv');
    await page.getByText('audit.csv is in your downloads.').waitFor();
    expect(audit.asked.at(-1)).toMatch(
      /^GET \/export\?(?=.*format=csv)(?=.*severity=warning)(?=.*from=)/,
    );
    await Promise.all([
      page.waitForEvent('download'),
      button(page, 'JSONL, to be verified elsewhere').click(),
    ]);
    expect(audit.asked.at(-1)).toMatch(/format=jsonl/);
    expect(audit.asked.at(-1)).not.toContain('severity');
  });

  test('show how far they are and can be cancelled', async () => {
    const { page } = await open('', (audit) => {
      audit.isEndless = true;
    });
    await button(page, 'Export').click();
    await button(page, 'PDF, to print').click();
    await page.getByText(/Downloading… 0\.[1-9] MB/).waitFor();
    await button(page, 'Cancel').click();
    await page.getByText('Cancelled: nothing was kept.').waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test('of reports take a period, a person and a format', async () => {
    const { page, audit } = await open('?view=reports', (_, hub) => {
      hub.instead.set('GET users', () => Response.json({ items: [], nextCursor: null, total: 0 }));
    });
    const card = page.getByRole('form', { name: 'Failed sign-ins' });
    await card.getByLabel('Period').last().selectOption('quarter');
    await card.getByLabel('As').selectOption('csv');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      card.getByRole('button', { name: 'Download the report' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('failed-sign-ins.csv');
    const asked = new URLSearchParams(audit.asked.at(-1)!.split('?')[1]);
    expect(Number(asked.get('to')) - Number(asked.get('from'))).toBe(90 * 86_400_000);
    await page.getByText('No data: this site has recorded no experiments.').waitFor();
  });

  test('of experiments are there as soon as one was recorded', async () => {
    const { page, audit } = await open('?view=reports', (audit) => {
      audit.rows = [{ ...fakeEntry(1), event: 'experiment.created' }];
    });
    const card = page.getByRole('form', { name: 'Experiments by person' });
    await Promise.all([
      page.waitForEvent('download'),
      card.getByRole('button', { name: 'Download the report' }).click(),
    ]);
    expect(audit.asked.at(-1)).toMatch(/^GET \/export\?(?=.*event=experiment\.)(?=.*format=pdf)/);
  });
});

describe.skipIf(stage === null)('the timeline', () => {
  test('tells of one person, day by day, and older entries come as one reads on', async () => {
    const { page, audit } = await open('?view=timeline&actorId=us_0');
    await page.locator('.timeline').first().waitFor();
    await page.getByRole('button', { name: 'Remove the filter Done by: Ada' }).waitFor();
    const entries = page.locator('.timeline-entry');
    await page.getByText('There is nothing older.').waitFor();
    expect(await entries.count()).toBe(30);
    await page.getByText('Event', { exact: true }).last().click();
    await page.locator('.timeline h3', { hasText: 'An API key was made' }).waitFor();
    await entries.first().press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(audit.asked.some((one) => one.includes('actorId=us_0'))).toBe(true);
  });

  test('goes on without a wheel or a finger', async () => {
    const { page } = await open('?view=timeline');
    await button(page, 'Show older').press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.timeline-entry').length > 50);
  });
});

describe.skipIf(stage === null)('live entries', () => {
  test('come in front, wait while paused, and stop with the screen', async () => {
    const { page, hub } = await open('?view=live');
    await page.getByText('Waiting for the next entry…').waitFor();
    const send = (seq: number) =>
      hub.toChannel('audit', { type: 'audit', entries: [fakeEntry(seq, Date.now())] });
    await until(() => {
      send(200);
      return page
        .locator('.tail li')
        .count()
        .then((n) => n > 0);
    });
    await button(page, 'Pause').click();
    const shown = await page.locator('.tail li').count();
    send(201);
    send(202);
    await page.getByText('2 new while paused').waitFor();
    expect(await page.locator('.tail li').count()).toBe(shown);
    await button(page, 'Go on').click();
    await page.waitForFunction(
      (n) => document.querySelectorAll('.tail li').length === n + 2,
      shown,
    );
    await page.getByLabel('Only warnings and worse').check();
    await page.waitForFunction(() => !document.querySelector('.tail li[data-severity=info]'));
    expect(errorsOf(page)).toEqual([]);
  });
});

describe.skipIf(stage === null)('figures and proof', () => {
  test('the chart is read by arrow keys, and a table says the same', async () => {
    const { page } = await open('?view=activity');
    const chart = page.getByRole('slider');
    await chart.focus();
    await page.keyboard.press('End');
    await page.getByText(/\d{4}-\d\d-\d\d: \d+ info, \d+ warnings, \d+ critical/).waitFor();
    await page.getByText('Table', { exact: true }).click();
    expect(await page.locator('.buckets tbody tr').count()).toBe(30);
    await page.getByText('Today', { exact: true }).click();
    await page.waitForFunction(() => document.querySelectorAll('.buckets tbody tr').length === 24);
    expect(query(page)).toEqual({ view: 'activity', days: '1' });
    await page.locator('.buckets tbody a').first().press('Enter');
    await page.waitForURL(/period=\d+-\d+/);
    const [from, to] = query(page).period.split('-').map(Number);
    expect(to - from).toBe(3_600_000);
    await page.goBack();
    await page.getByRole('link', { name: 'Olga' }).click();
    await page.waitForURL(/actorId=us_1/);
    expect(errorsOf(page)).toEqual([]);
  });

  test('a check shows how far it is and says that all is as it was recorded', async () => {
    const { page } = await open('?view=kept');
    await page.getByText('Not checked since the hub started.').waitFor();
    await button(page, 'Check the whole trail').click();
    await page.getByText('Checked 40 of 120…').waitFor();
    await page.getByText('Intact: 120 entries and 4 signatures').waitFor();
  });

  test('a check that fails names the first wrong entry and leads to it', async () => {
    const { page } = await open('?view=kept', (audit) => {
      audit.wrongSeq = 7;
    });
    await button(page, 'Check the whole trail').click();
    await page.getByText('Not intact. The first wrong entry is 7.').waitFor();
    await page.getByRole('link', { name: 'Open entry 7' }).click();
    await page.getByRole('dialog').getByText('Altered.').waitFor();
  });

  test('whoever may only read gets no way to take anything out', async () => {
    const { page } = await open('', (_, hub) => {
      hub.sessionMore = { permissions: ['session:own', 'audit:read'] };
    });
    await row(page, 'A sign-in failed').first().waitFor();
    expect(await button(page, 'Export').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Reports' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Activity' }).count()).toBe(0);
    await page.goto(page.url().split('?')[0] + '?view=reports');
    await row(page, 'A sign-in failed').first().waitFor();
  });
});

describe.skipIf(stage === null)('figures alone', () => {
  test('are there for who may see them but not the trail, and lead to nothing that is refused', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    new FakeAudit(hub);
    const permissions: Permission[] = ['session:own', 'plant:read', 'analytics:read'];
    hub.sessionMore = { permissions, navigation: placesFor(new Set(permissions)) };
    const page = await stage!.signedIn(hub);
    await page.getByRole('link', { name: 'Administration' }).click();
    await page.getByRole('heading', { name: 'Most frequent' }).waitFor();
    await page.getByText('Table', { exact: true }).click();
    await page.locator('.buckets tbody tr').first().waitFor();
    expect(await page.locator('.section a').count()).toBe(0);
    expect(errorsOf(page)).toEqual([]);
  });
});

async function until(fits: () => Promise<boolean>): Promise<void> {
  while (!(await fits())) await Bun.sleep(50);
}
