import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeViolations } from './axe-violations.ts';
import { FakeJobs, fakeJobId } from './fake-jobs.ts';
import { FAKE_SCORE_RESULT } from './fake-score-result.ts';
import { FIRST_LOOK, inEachLook } from './looks.ts';
import { smallControls } from './small-controls.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

interface Scene {
  readonly path: string;
  readonly count?: number;
  readonly prepare?: (jobs: FakeJobs) => void;
  /** What is there once everything has come. */
  readonly ready?: string;
  readonly act?: (page: Page) => Promise<unknown>;
  /** Something fails on purpose, which the page reports. */
  readonly fails?: true;
}

const press = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click();
const job = (i: number) => `/jobs/${fakeJobId(i)}`;
const LOSSES = Array.from({ length: 17 }, (_, i) => 0.4 * Math.exp(-i / 5) + 0.03);
const ROWS = 'tbody tr';
const STEPS = '.job-timeline li';

const SCENES: Readonly<Record<string, Scene>> = {
  'the list': {
    path: '/jobs',
    act: (page) => page.getByLabel('Select Benchmark 000120').check(),
  },
  'the list, empty': { path: '/jobs', count: 0, ready: '.table-empty' },
  'the list, nothing fits': { path: '/jobs?state=failed&queue=training', ready: '.table-empty' },
  'the list, loading': {
    path: '/jobs',
    ready: '.skeleton',
    prepare: (jobs) => {
      jobs.silent = true;
    },
  },
  'the list, failing': {
    path: '/jobs',
    ready: '.failure',
    prepare: (jobs) => {
      jobs.failing = true;
    },
    fails: true,
  },
  'a new job': { path: '/jobs', act: press('New job') },
  'a new training': {
    path: '/jobs',
    act: async (page) => {
      await press('New job')(page);
      await page.selectOption('#job-kind', 'train');
      await page.getByText('Limits, start and order').click();
    },
  },
  'a job that waits': { path: job(112), ready: STEPS },
  'a training that runs': {
    path: job(115),
    ready: '.uplot',
    prepare: (jobs) => {
      jobs.train(115, LOSSES, { startedMs: Date.now() - 400_000 });
      for (let line = 1; line <= 60; line++) {
        jobs.log.push({ line, atMs: Date.now(), text: `Network 1 of 3, epoch ${line} of 60.` });
      }
    },
  },
  'a training that stands still': {
    path: job(115),
    ready: '.uplot',
    prepare: (jobs) =>
      jobs.train(115, LOSSES, { state: 'paused', waits: 'Somebody holds it back.' }),
  },
  'a score': {
    path: job(116),
    ready: '.told-matrix',
    prepare: (jobs) =>
      jobs.changed.set(116, { kind: 'score', progress: null, result: FAKE_SCORE_RESULT }),
  },
  'a benchmark that is done': { path: job(116), ready: STEPS },
  'a job that failed': { path: job(117), ready: STEPS },
  'a job that is not there': { path: job(999), ready: '.failure', fails: true },
  'the queues': { path: '/jobs/queues' },
  'a queue to be emptied': { path: '/jobs/queues', act: press('Empty Evaluation') },
  'the dead letters': { path: '/jobs/dead' },
  'the dead letters, none': { path: '/jobs/dead', count: 1, ready: '.table-empty' },
  'the models': { path: '/jobs/models' },
  'a model to be pushed': {
    path: '/jobs/models',
    act: press('Push to agents… baseline 1.0.1 (1a2b3c4d)'),
  },
  'a traceback': { path: '/jobs/dead', act: press('Traceback') },
};

/** Pictures for a person to look at, where TREMOLO_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder === undefined) return;
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

describe.skipIf(stage === null)('axe finds nothing, and nothing sticks out sideways,', () => {
  for (const [name, scene] of Object.entries(SCENES)) {
    test(`in jobs: ${name}`, async () => {
      const { path, count, prepare, ready = ROWS, act, fails } = scene;
      const hub = stage!.hub({ tempers: ['good'] });
      const jobs = new FakeJobs(hub, count);
      prepare?.(jobs);
      const page = await stage!.signedIn(hub, path, FIRST_LOOK);
      await page.locator(ready).first().waitFor();
      await act?.(page);
      const found: string[] = [];
      await inEachLook(page, async (look) => {
        const violations = await axeViolations(page, look);
        found.push(...violations.map((violation) => `${look.name}: ${violation}`));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > look.width) found.push(`${look.name}: ${wide} px wide`);
        if (look.width < 640)
          found.push(...(await smallControls(page)).map((one) => `${look.name}: ${one}`));
        await picture(page, `${name} ${look.width} ${look.colorScheme}`);
      });
      expect([...found, ...(fails ? [] : errorsOf(page))]).toEqual([]);
    });
  }
});
