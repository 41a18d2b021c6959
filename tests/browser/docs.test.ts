import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { source as axeSource } from 'axe-core';
import type { Page } from 'playwright-core';
import { ROUTES } from '#schemas/http/routes';
import { PASSWORD } from '../hub/plant-box.ts';
import { PeopleBox } from '../security/people-box.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
const box = stage === null ? null : await PeopleBox.start({ uiFolder: stage.built.outdir });
await box?.add('Ada', 'engineer');
await box?.set('signIn', { secondFactorRoles: [] });
afterEach(() => stage?.clear());
afterAll(async () => {
  await stage?.close();
  await box?.stop();
});

async function opened(path = '/docs', options = {}): Promise<Page> {
  const page = await stage!.page(options);
  await page.goto(box!.origin + path);
  await page.waitForSelector('.operation');
  return page;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const result = await page.evaluate(async () => {
    const axe = (window as unknown as { axe: typeof import('axe-core') }).axe;
    return axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    });
  });
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
  );
}

describe.skipIf(stage === null)('the API reference', () => {
  test('shows every route of the hub to anybody, under the hub’s own policy, and asks nobody else', async () => {
    const page = await stage!.page();
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(box!.origin)) foreign.push(request.url());
    });
    await page.goto(`${box!.origin}/docs`);
    await page.waitForSelector('.operation');
    expect(await page.locator('.operation').count()).toBe(Object.keys(ROUTES).length);
    expect(foreign).toEqual([]);
    expect(errorsOf(page)).toEqual([]);
  });

  test('is searched and read by the keyboard alone', async () => {
    const page = await opened();
    await page.focus('#docs-search');
    await page.keyboard.type('POST diagnoses recording');
    await page.getByText('1 route', { exact: true }).waitFor();
    await page.getByText('POST', { exact: true }).waitFor();
    await page.locator('.operation > summary').focus();
    await page.keyboard.press('Enter');
    await page.getByText('Takes an Idempotency-Key').waitFor();
    const body = page.locator('.operation-body');
    expect(await body.getByText('diagnosis:infer').count()).toBeGreaterThan(0);
    expect(await body.locator('.field-name', { hasText: 'sampleRateHz' }).count()).toBeGreaterThan(
      0,
    );
    expect(await body.getByLabel('Python', { exact: true }).textContent()).toContain(
      'hub.request("POST", "/api/v1/diagnoses", body=',
    );
    expect(await body.getByLabel('TypeScript', { exact: true }).textContent()).toContain(
      'API.diagnose',
    );
  });

  test('a link names a route and opens it', async () => {
    const page = await opened('/docs#getLimitsViolations');
    await page.getByText('setting:read').first().waitFor();
    expect(await page.locator('details[open]').count()).toBe(1);
  });

  test('what needs no account can be tried by anybody, the rest once signed in, as far as one may', async () => {
    const page = await opened('/docs#getHealthLive');
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.getByText(/^200 after/).waitFor();
    expect(await page.getByLabel('What the hub answered', { exact: true }).textContent()).toContain(
      '"live": true',
    );
    await page.locator('#getPoints > summary').click();
    await page.getByText('Sign in to try it.').click();
    await page.fill('#name', 'Ada');
    await page.fill('#password', PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.operation');
    await page.locator('#getAudit > summary').click();
    await page.locator('#getAudit').getByText('Your account may not do this').last().waitFor();
    await page.locator('#getPointsByPointId > summary').click();
    const point = page.locator('#getPointsByPointId');
    await point.getByRole('button', { name: /^Send/ }).click();
    await point.getByText('This is needed.').waitFor();
    await point.getByLabel('pointId').fill('../../users');
    await point.getByRole('button', { name: /^Send/ }).click();
    await point.getByText(/^404 after/).waitFor();
    expect(
      await point.getByLabel('What the hub answered', { exact: true }).textContent(),
    ).toContain('not_found');
    expect(errorsOf(page)).toEqual([]);
  });

  for (const width of [1440, 800, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`axe finds nothing and nothing sticks out, ${width} px, ${colorScheme}`, async () => {
        const page = await opened('/docs#postDiagnoses', {
          viewport: { width, height: 900 },
          colorScheme,
        });
        await page.locator('#getHealthLive > summary').click();
        expect(await violations(page)).toEqual([]);
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth > window.innerWidth,
        );
        expect(wide).toBe(false);
        const folder = process.env.TREMOLO_PICTURES;
        if (folder) await page.screenshot({ path: `${folder}/docs-${width}-${colorScheme}.png` });
      });
    }
  }
});
