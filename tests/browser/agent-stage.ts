import { setDefaultTimeout } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type HubBox, setUp, startHub, TestBroker } from '../hub/plant-box.ts';
import { launchBrowser } from '../rig/browser.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { builtUi } from '../rig/built-ui.ts';
import { Child } from '../rig/child.ts';

interface AgentStageOptions {
  /** So long a page may wait for anything: agents start a little slowly while others have the machine. */
  readonly patienceMs?: number;
  /** Settings of the agent besides the usual ones. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A real hub, a real agent beside it, and the page of an administrator who looks at them. */
export class AgentStage {
  readonly admin: BrowserSession;
  readonly agent: Child;
  readonly broker: TestBroker;
  readonly page: Page;
  /** What the page threw or reported. */
  readonly errors: string[] = [];
  /** The hub; another one once a test has started it again. */
  box: HubBox;
  readonly #browser: Browser;
  readonly #folder: string;

  private constructor(
    made: Pick<AgentStage, 'admin' | 'agent' | 'broker' | 'page' | 'box'>,
    browser: Browser,
    folder: string,
  ) {
    this.admin = made.admin;
    this.agent = made.agent;
    this.broker = made.broker;
    this.page = made.page;
    this.box = made.box;
    this.#browser = browser;
    this.#folder = folder;
  }

  /** Null where no browser starts; the reason is printed. */
  static async open(options: AgentStageOptions = {}): Promise<AgentStage | null> {
    const { patienceMs = 30_000, environment = {} } = options;
    // Above the patience of a page, so that a failure names what was waited for.
    setDefaultTimeout(3 * patienceMs);
    const launched = await launchBrowser();
    if (launched.kind === 'none') {
      console.warn(`Browser tests are skipped. ${launched.reason}`);
      return null;
    }
    const { browser } = launched;
    const folder = mkdtempSync(join(tmpdir(), 'tremolo-agent-stage-'));
    const broker = new TestBroker();
    await broker.start();
    const box = await startHub(() => broker.url, { uiFolder: (await builtUi()).outdir });
    const admin = await setUp(box.hub);
    await admin.ask('PATCH', '/api/v1/users/me/preferences', { tour: 'answered' });
    const agent = agentOn(broker.url, join(folder, 'agent'), environment);
    await agent.start();
    const page = await pageOf(browser, admin);
    page.setDefaultTimeout(patienceMs);
    const stage = new AgentStage({ admin, agent, broker, page, box }, browser, folder);
    page.on('pageerror', (error) => stage.errors.push(error.message));
    page.on('console', (message) => {
      // A browser reports each refused request by itself: a GPU is asked for before its agent has told of it.
      const isExpected = /status of [45]|There is no such/.test(message.text());
      if (message.type() === 'error' && !isExpected) stage.errors.push(message.text());
    });
    return stage;
  }

  /** The hub that was stopped, with its data and at its port. */
  async startHubAgain(port: number): Promise<void> {
    const { broker, box } = this;
    const uiFolder = (await builtUi()).outdir;
    const settings = { http: { port } };
    this.box = await startHub(() => broker.url, { uiFolder, dataDir: box.dataDir, settings });
  }

  /** For a person to look at, where TREMOLO_PICTURES names a folder. */
  async picture(name: string): Promise<void> {
    const folder = process.env.TREMOLO_PICTURES;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `real-${name}.png`), fullPage: true });
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.agent.stop();
    await this.box.stop();
    await this.broker.stop();
    rmSync(this.box.dataDir, { recursive: true, force: true });
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const agentOn = (brokerUrl: string, dataDir: string, more: Readonly<Record<string, string>>) =>
  new Child({
    name: 'agent-1',
    args: ['agent/main.ts'],
    environment: {
      TREMOLO_AGENT_AGENT_ID: 'agent-1',
      TREMOLO_AGENT_DATA_DIR: dataDir,
      TREMOLO_AGENT_BROKER__URL: brokerUrl,
      TREMOLO_AGENT_LANES: '1',
      TREMOLO_AGENT_PROVIDER: 'cpu',
      TREMOLO_AGENT_CAPACITY_WINDOWS_PER_SECOND: '1000',
      // Other tests may have the machine meanwhile: a job that waits for them would be waited for too long.
      TREMOLO_AGENT_JOBS__NICENESS: '1',
      ...more,
    },
  });

/** A page that is signed in as this session is. */
async function pageOf(browser: Browser, { cookie, origin }: BrowserSession): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(
    cookie.split('; ').map((one) => {
      const [name = '', ...value] = one.split('=');
      return { name, value: value.join('='), url: origin };
    }),
  );
  return context.newPage();
}
