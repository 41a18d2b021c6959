import { setDefaultTimeout } from 'bun:test';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { BuiltUi } from '../../ui/build.ts';
import { launchBrowser } from '../rig/browser.ts';
import { builtUi } from '../rig/built-ui.ts';
import { enter } from './enter.ts';
import { FAKE_PASSWORD, FakeHub, type FakeHubOptions } from './fake-hub.ts';
import { FAKE_NAME } from './fake-session.ts';

/** So long a page may take for anything; reached only when a test fails. */
const PATIENCE_MS = 10_000;

/** Screens as built, a browser, and hubs to connect them to. Made once per test file, closed after it. */
export class Stage {
  readonly built: BuiltUi;
  private readonly browser: Browser;
  private hubs: FakeHub[] = [];
  private contexts: BrowserContext[] = [];

  private constructor(built: BuiltUi, browser: Browser) {
    this.built = built;
    this.browser = browser;
  }

  /** Null where no browser starts; the reason is printed. */
  static async open(): Promise<Stage | null> {
    // Above the patience of a page, so that a failure names what was waited for.
    setDefaultTimeout(3 * PATIENCE_MS);
    const launched = await launchBrowser();
    if (launched.kind === 'none') {
      console.warn(`Browser tests are skipped. ${launched.reason}`);
      return null;
    }
    return new Stage(await builtUi(), launched.browser);
  }

  /** Ends what a test opened: a page left open goes on drawing and slows down the next test. */
  async clear(): Promise<void> {
    const { contexts, hubs } = this;
    this.contexts = [];
    this.hubs = [];
    for (const context of contexts) await context.close();
    for (const hub of hubs) await hub.stop();
  }

  async close(): Promise<void> {
    await this.clear();
    await this.browser.close();
  }

  /** A hub of its own, so that tests do not disturb one another. */
  hub(options: Omit<FakeHubOptions, 'dist'>): FakeHub {
    const hub = new FakeHub({ ...options, dist: this.built.outdir });
    hub.start();
    this.hubs.push(hub);
    return hub;
  }

  /** A page of a fresh browser profile. What the page throws fails whoever asks `errorsOf`. */
  async page(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 800 },
      // It would keep the whole shell for each page of each test; those that are about it ask for it.
      serviceWorkers: 'block',
      ...options,
    });
    this.contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    errors.set(page, []);
    page.on('pageerror', (error) => errorsOf(page).push(error.message));
    page.on('console', (message) => {
      const text = message.text();
      // A browser reports each refused request by itself; that somebody is not signed in is no error.
      const refused = /status of 4|WebSocket connection/.test(text);
      if (message.type() === 'error' && !refused) errorsOf(page).push(text);
    });
    return page;
  }

  /** A page that is signed in and shows `path`. */
  async signedIn(hub: FakeHub, path = '/', options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.page(options);
    const account = { name: FAKE_NAME, password: FAKE_PASSWORD };
    await enter(page, { origin: hub.url, ...account, path });
    return page;
  }
}

const errors = new WeakMap<Page, string[]>();

/** What the page threw or reported since it was opened. */
export function errorsOf(page: Page): string[] {
  return errors.get(page) ?? [];
}

/** Fills in the form of the sign-in screen. */
export async function signIn(page: Page, password: string = FAKE_PASSWORD): Promise<void> {
  await page.fill('#name', FAKE_NAME);
  await page.fill('#password', password);
  await page.click('button.primary');
}
