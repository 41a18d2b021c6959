import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import type { Page, Request } from 'playwright-core';
import { BUILT_IN_ROLES } from '#schemas/access/roles';
import { sensorSays } from '../hub/plant-messages.ts';
import { PeopleStage } from './people-stage.ts';

/** More pages than any role has; a walk that goes on beyond is lost in addresses without end. */
const PAGES_MAX = 80;
const WALK_MS = 300_000;
const PATIENCE_MS = 60_000;
/** A page that has asked for nothing for so long has what it wants. */
const QUIET_MS = 300;
const LOOK_MS = 50;
const stage = await PeopleStage.open();

beforeAll(async () => {
  if (stage === null) return;
  const { people } = stage;
  for (const role of Object.keys(BUILT_IN_ROLES)) await people.add(`one-${role}`, role);
  await people.set('general', { environment: 'staging' });
  // One of everything, so that lists have rows with their ways on.
  const { assets, events } = people.rooms;
  const made = new Promise<void>((done) => events.on('points', () => done()));
  assets.describe(sensorSays('s-1'));
  await made;
  const engineer = await people.signedIn('one-engineer');
  await engineer.ask('POST', '/api/v1/keys', { name: 'report', scopes: ['plant:read'] });
  await engineer.ask('POST', '/api/v1/jobs', { kind: 'benchmark', arguments: {} });
  const admin = await people.signedIn('one-admin');
  await admin.ask('POST', '/api/v1/teams', { name: 'Crew' });
});
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

/** A page by what it shows: the same screen of another thing, or filtered, is no other page. */
function kindOf({ pathname, searchParams }: URL): string {
  const parts = ['view', 'tab'].map((key) => searchParams.get(key)).filter(Boolean);
  const screen = pathname.replace(
    /^\/(points?|machines|captures|dashboards|jobs\/jb_)\/?.+/,
    '/$1',
  );
  return [screen, ...parts].join(' ');
}

/** Follows a link inside the page, as a person does, and waits until the hub owes it nothing. */
async function follow(page: Page, address: string, owed: Set<Request>): Promise<void> {
  await page.evaluate((to) => {
    const link = Object.assign(document.createElement('a'), { href: to });
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
  for (let quietMs = 0; quietMs < QUIET_MS; quietMs = owed.size > 0 ? 0 : quietMs + LOOK_MS) {
    await Bun.sleep(LOOK_MS);
  }
}

/** Follows every link that a person is offered, and gives back each page with what the hub refused there. */
async function walk(page: Page): Promise<Map<string, string[]>> {
  const seen = new Map<string, string[]>();
  const waiting = [page.url()];
  let refused: string[] = [];
  // All walk at once, on a machine that may have other work.
  page.setDefaultTimeout(PATIENCE_MS);
  const owed = new Set<Request>();
  page.on('request', (request) => owed.add(request));
  page.on('requestfinished', (request) => owed.delete(request));
  page.on('requestfailed', (request) => owed.delete(request));
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400) refused.push(`${response.status()} ${pathname}`);
  });
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const kind = kindOf(new URL(next));
    if (seen.has(kind)) continue;
    expect(seen.size).toBeLessThan(PAGES_MAX);
    refused = [];
    await follow(page, next, owed);
    expect(kindOf(new URL(page.url()))).toBe(kind);
    const denied = await page.getByRole('heading', { name: 'You may not open this' }).count();
    seen.set(kind, denied > 0 ? [...refused, 'a screen that may not be opened'] : refused);
    const links = await page.$$eval('a[href]', (found) =>
      found.map((link) => (link as HTMLAnchorElement).href),
    );
    const isScreen = (url: URL) =>
      url.origin === new URL(page.url()).origin && !/^\/(api|clients|metrics)/.test(url.pathname);
    waiting.push(...links.filter((link) => isScreen(new URL(link))));
  }
  return seen;
}

describe.skipIf(stage === null)('whatever a screen offers', () => {
  test(
    'is refused by the hub to nobody, whatever the role',
    async () => {
      const roles = Object.keys(BUILT_IN_ROLES);
      const pages: Page[] = [];
      for (const role of roles) pages.push(await stage!.signedIn(`one-${role}`, '/'));
      const walked = await Promise.all(pages.map(walk));
      const refused = walked.flatMap((seen, i) =>
        [...seen].flatMap(([page, answers]) => answers.map((one) => `${roles[i]} ${page}: ${one}`)),
      );
      expect(refused).toEqual([]);
      // Who may more is offered more: else the walk did not get far.
      const offered = (role: string) => walked[roles.indexOf(role)].size;
      expect(offered('viewer')).toBeGreaterThan(5);
      expect(offered('operator')).toBeGreaterThan(offered('viewer'));
      expect(offered('admin')).toBeGreaterThan(offered('operator') + 15);
    },
    WALK_MS,
  );
});
