import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { HardeningReport } from '#schemas/http/hardening';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

describe.skipIf(stage === null)('administration of the plant', () => {
  test('a tag is renamed everywhere, and taken off only after asking', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    let tags = [
      { tag: 'hot', points: 2 },
      { tag: 'wet', points: 1 },
    ];
    const asked: unknown[] = [];
    hub.instead.set('GET tags', () => Response.json({ tags }));
    hub.instead.set('PATCH tags/wet', async (request) => {
      const { tag } = await request.json();
      asked.push(tag);
      tags = [
        { tag: 'hot', points: 2 },
        { tag, points: 1 },
      ];
      return Response.json({ points: 1 });
    });
    hub.instead.set('DELETE tags/hot', () => {
      asked.push('removed');
      tags = [];
      return Response.json({ points: 2 });
    });
    const page = await stage!.signedIn(hub, '/administration/tags');
    await page.getByRole('button', { name: 'Rename wet' }).click();
    await page.fill('#tag-next', 'damp');
    await page.keyboard.press('Enter');
    await page.getByText('Changed on 1 point.').waitFor();
    await page.getByRole('row', { name: /damp/ }).waitFor();
    await page.getByRole('button', { name: 'Take off hot' }).click();
    const question = page.getByRole('dialog', { name: 'Take hot off every point?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(asked).toEqual(['damp']);
    await page.getByRole('button', { name: 'Take off hot' }).click();
    await question.getByRole('button', { name: 'Take off' }).click();
    await page.getByText('No point has a tag yet.').waitFor();
    expect(asked).toEqual(['damp', 'removed']);
    expect(errorsOf(page)).toEqual([]);
  });

  test('the security check says what to do first, and asks anew', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    let isMended = false;
    hub.instead.set('GET hardening', () => {
      const report: HardeningReport = {
        atMs: Date.now(),
        scorePct: isMended ? 100 : 20,
        checks: [
          {
            key: 'contact',
            weight: 'advice',
            state: isMended ? 'passed' : 'failed',
            says: 'Who is locked out is not told whom to ask.',
            remedy: isMended ? null : 'Say whom people without access should ask.',
            path: '/administration/general',
          },
        ],
      };
      return Response.json(report);
    });
    const page = await stage!.signedIn(hub, '/administration/hardening');
    await page.getByText('20 % — 0 of 1 checks passed').waitFor();
    await page.getByRole('heading', { name: 'To do 1' }).waitFor();
    const way = page.getByRole('link', { name: 'Open Whom to ask' });
    expect(await way.getAttribute('href')).toBe('/administration/general');
    isMended = true;
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByText('100 % — 1 of 1 checks passed').waitFor();
  });
});
