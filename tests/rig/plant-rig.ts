import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Point, PointPage } from '#schemas/http/points';
import type { SystemState } from '#schemas/http/system';
import { BrowserSession } from './browser-session.ts';
import { Child } from './child.ts';
import { LiveClient } from './live-client.ts';
import { childrenOf, commandOf } from './process-stats.ts';

const ROOT = join(import.meta.dir, '..', '..');
const ACCOUNT = { name: 'operator', password: 'nine purple elephants' };

export interface RigOptions {
  agents?: number;
  /** Lanes of each agent. */
  lanes?: number;
  hubSettings?: Record<string, string>;
  agentSettings?: Record<string, string>;
  /** By which address an agent reaches the broker, where it is not the broker’s own. */
  brokerOf?: (agentId: string) => string;
  /** Folder for the hub's data; a new one in the system's temporary folder by default. */
  dataDir?: string;
}

/**
 * A plant in a box: real hub with its broker, real agents, each a process of its own, in a folder that goes away.
 * Sensors come from `TestSensors` or from the simulator.
 */
export class PlantRig {
  readonly dataDir: string;
  readonly hub: Child;
  readonly agents: Child[] = [];
  readonly #options: RigOptions;
  http = '';
  broker = '';
  setupLink: string | null = null;
  /** PEM of the authority by which its browser knows a hub with TLS. */
  trusts: string | null = null;
  /** Somebody signed in who may do everything. */
  browser = new BrowserSession('');

  constructor(options: RigOptions = {}) {
    this.#options = options;
    this.dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'tremolo-rig-'));
    this.hub = new Child({
      name: 'hub',
      args: ['hub/main.ts'],
      environment: {
        TREMOLO_HUB_DATA_DIR: this.dataDir,
        TREMOLO_HUB_HTTP__PORT: '0',
        TREMOLO_HUB_BROKER__PORT: '0',
        ...options.hubSettings,
      },
    });
  }

  /** Hub, broker and agents run, and an account is signed in. */
  async start(): Promise<void> {
    await this.startHub();
    await this.#signUp();
    for (let i = 1; i <= (this.#options.agents ?? 1); i++) await this.addAgent(`agent-${i}`);
  }

  /** Starts the hub, or starts it again on the ports that it had. */
  async startHub(): Promise<void> {
    const ready = await this.hub.start();
    this.http = String(ready.http);
    this.broker = String(ready.broker);
    this.setupLink = (ready.setupLink as string | null) ?? this.setupLink;
    this.hub.environment.TREMOLO_HUB_HTTP__PORT = new URL(this.http).port;
    if (this.hub.environment.TREMOLO_HUB_BROKER__URL === undefined) {
      this.hub.environment.TREMOLO_HUB_BROKER__PORT = new URL(this.broker).port;
    }
  }

  async addAgent(agentId: string): Promise<Child> {
    const agent = new Child({
      name: agentId,
      args: ['agent/main.ts', '--credential', await this.credential('agent', agentId)],
      environment: {
        TREMOLO_AGENT_AGENT_ID: agentId,
        TREMOLO_AGENT_DATA_DIR: join(this.dataDir, agentId),
        TREMOLO_AGENT_BROKER__URL: this.#options.brokerOf?.(agentId) ?? this.broker,
        TREMOLO_AGENT_LANES: String(this.#options.lanes ?? 1),
        TREMOLO_AGENT_CAPACITY_WINDOWS_PER_SECOND: '20000',
        // Other tests may have the machine meanwhile: a job that waits for them would be waited for too long.
        TREMOLO_AGENT_JOBS__NICENESS: '1',
        ...this.#options.agentSettings,
      },
    });
    await agent.start();
    this.agents.push(agent);
    return agent;
  }

  /** A credential file for a broker client, made once by the console as a person would. */
  async credential(
    kind: 'agent' | 'sensor' | 'gateway' | 'edge' | 'hub',
    id: string,
    more: string[] = [],
  ): Promise<string> {
    const file = join(this.dataDir, `credential-${kind}-${id}.json`);
    // Adding one again would give it a new secret, which an external broker does not learn.
    if (await Bun.file(file).exists()) return file;
    await this.console('credential', 'add', '--kind', kind, '--id', id, ...more, '--out', file);
    return file;
  }

  /** Runs one console command and returns what it printed. */
  async console(...args: string[]): Promise<string> {
    const env = { ...process.env, TREMOLO_HUB_DATA_DIR: this.dataDir };
    const child = Bun.spawn([process.execPath, 'hub/console.ts', ...args], {
      cwd: ROOT,
      env,
      stdout: 'pipe',
      stderr: 'pipe',
    });
    const [words, errors] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    if ((await child.exited) !== 0) throw new Error(`console ${args.join(' ')}: ${errors}`);
    return words;
  }

  /** The process id of the embedded broker. */
  brokerPid(): number {
    return onlyChild(this.hub.pid, 'broker');
  }

  lanePids(agent: Child): number[] {
    return childrenOf(agent.pid).filter((pid) => commandOf(pid).includes('lane'));
  }

  async get<Body>(path: string): Promise<Body> {
    return this.browser.ask<Body>('GET', path);
  }

  async points(): Promise<Point[]> {
    const found: Point[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page: PointPage = await this.get(`/api/v1/points?limit=200${after}`);
      found.push(...page.items);
      after = page.nextCursor === null ? null : `&cursor=${page.nextCursor}`;
    }
    return found;
  }

  system(): Promise<SystemState> {
    return this.get('/api/v1/system');
  }

  /** A connected screen. */
  async liveClient(): Promise<LiveClient> {
    const client = new LiveClient(this.http, this.browser.cookie);
    await client.connect();
    return client;
  }

  /** Ends everything in order and removes the data, unless the folder was given. */
  async stop(): Promise<void> {
    for (const agent of this.agents) await agent.stop();
    await this.hub.stop();
    if (this.#options.dataDir === undefined) {
      rmSync(this.dataDir, { recursive: true, force: true });
    }
  }

  async #signUp(): Promise<void> {
    if (this.setupLink === null) throw new Error('the hub printed no setup link');
    const token = new URLSearchParams(new URL(this.setupLink).hash.slice(1)).get('token');
    this.browser = new BrowserSession(this.http);
    this.browser.trusts = this.trusts;
    await this.browser.setUp(token ?? '', ACCOUNT);
  }
}

/** Asks again until `ask` gives a value; rejects after `withinMs` with what was waited for. For states that have no event. */
export async function eventually<Value>(
  ask: () => Promise<Value | undefined | false>,
  withinMs: number,
  what: string,
): Promise<Value> {
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await Bun.sleep(50);
  }
}

function onlyChild(pid: number, word: string): number {
  const found = childrenOf(pid).filter((each) => commandOf(each).includes(word));
  if (found.length !== 1) throw new Error(`${found.length} processes named ${word} instead of one`);
  return found[0];
}
