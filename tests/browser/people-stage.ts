import { setDefaultTimeout } from 'bun:test';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { PASSWORD, TestBroker } from '../hub/plant-box.ts';
import { launchBrowser } from '../rig/browser.ts';
import { builtUi } from '../rig/built-ui.ts';
import { PeopleBox } from '../security/people-box.ts';
import { enter } from './enter.ts';

/** So long a page may take for anything; reached only when a test fails. */
const PATIENCE_MS = 10_000;

/** The screens as built on a real hub full of people, and a browser to look at them. */
export class PeopleStage {
  readonly people: PeopleBox;
  /** What any page threw or reported. */
  readonly errors: string[] = [];
  readonly #browser: Browser;
  readonly #broker: TestBroker;
  #contexts: BrowserContext[] = [];

  private constructor(parts: { people: PeopleBox; broker: TestBroker; browser: Browser }) {
    this.people = parts.people;
    this.#broker = parts.broker;
    this.#browser = parts.browser;
  }

  /** Null where no browser starts; the reason is printed. */
  static async open(): Promise<PeopleStage | null> {
    // Above the patience of a page, so that a failure names what was waited for.
    setDefaultTimeout(3 * PATIENCE_MS);
    const launched = await launchBrowser();
    if (launched.kind === 'none') {
      console.warn(`Browser tests are skipped. ${launched.reason}`);
      return null;
    }
    // Without one the hub would soon pop up over the page that its broker does not answer.
    const broker = new TestBroker();
    await broker.start();
    const { outdir } = await builtUi();
    const people = await PeopleBox.start({ uiFolder: outdir, brokerUrl: broker.url });
    const plenty = { perHour: 10_000_000, burst: 100_000 };
    await people.set('limits', {
      perKey: plenty,
      perPerson: plenty,
      perAddress: plenty,
      signIn: plenty,
    });
    await people.set('signIn', { secondFactorRoles: [] });
    return new PeopleStage({ people, broker, browser: launched.browser });
  }

  /** A page of a fresh browser profile in which `name` has signed in, showing `path`; who is new is offered the tour. */
  async signedIn(
    name: string,
    path: string,
    { isNew = false, ...options }: BrowserContextOptions & { readonly isNew?: boolean } = {},
  ): Promise<Page> {
    const { directory, preferences } = this.people.rooms;
    const person = directory.find(name);
    if (person !== null && !isNew) await preferences.change(person.userId, { tour: 'answered' });
    const context = await this.#browser.newContext({
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    this.#contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      const text = message.text();
      // A browser reports each refused request by itself, and the failures that tests make up.
      const isExpected =
        /status of [45]|WebSocket connection|ERR_FAILED|hub cannot be reached|There is no such/.test(
          text,
        );
      if (message.type() === 'error' && !isExpected) this.errors.push(text);
    });
    await enter(page, { origin: this.people.origin, name, password: PASSWORD, path });
    return page;
  }

  /** Closes what a test opened. */
  async clear(): Promise<void> {
    const contexts = this.#contexts;
    this.#contexts = [];
    for (const context of contexts) await context.close();
  }

  async close(): Promise<void> {
    await this.clear();
    await this.#browser.close();
    await this.people.stop();
    await this.#broker.stop();
  }
}
