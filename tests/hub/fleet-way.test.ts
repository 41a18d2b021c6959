import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Assignment } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import type { BrowserSession } from '../rig/browser-session.ts';
import { LiveClient } from './live-client.ts';
import { type Heard, type HubBox, PlantClient, setUp, startHub, TestBroker } from './plant-box.ts';
import { agentSays, heartbeatOf, sensorSays } from './plant-messages.ts';

const SENSORS = 20;
const broker = new TestBroker();
let box: HubBox;
let browser: BrowserSession;
let plant: PlantClient;

/** An agent of the test: it takes each assignment and says so, once a second and at once. */
class FakeAgent {
  readonly agentId: string;
  assignments!: Heard<Assignment>;
  #client!: PlantClient;
  #revision = 0;
  #hangs = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(agentId: string) {
    this.agentId = agentId;
  }

  async start(): Promise<void> {
    const { agentId } = this;
    this.#client = await PlantClient.connect(broker.url, { agentId });
    await this.#client.say(topic('agentDescription', agentId), agentSays(agentId), true);
    await this.#client.say(topic('agentStatus', agentId), { status: 'online', atMs: 0 }, true);
    this.assignments = await this.#client.hear(topic('assignment', agentId));
    this.assignments.each((assignment) => {
      this.#revision = Math.max(this.#revision, assignment.revision);
      this.beat();
    });
    this.#timer = setInterval(() => this.beat(), 500);
  }

  /** The first assignment that holds so many points. */
  async has(points: number): Promise<Assignment> {
    return this.assignments.until(() => {
      const last = this.assignments.all.at(-1);
      return last?.points.length === points && last;
    });
  }

  beat(): void {
    if (this.#hangs) return;
    void this.#client.say(
      topic('heartbeat', this.agentId),
      heartbeatOf(this.agentId, this.#revision),
    );
  }

  /** Its heart stops, but its connection stays: only the time-out can tell. */
  hang(): void {
    this.#hangs = true;
    clearInterval(this.#timer);
  }

  kill(): void {
    this.hang();
    this.#client.kill();
  }
}

const operate = (agentId: string, what: 'drain' | 'resume') =>
  browser.send(
    'POST',
    `/api/v1/agents/${agentId}/${what}`,
    what === 'drain' ? { after: 'stay' } : undefined,
  );

beforeAll(async () => {
  await broker.start();
  box = await startHub(() => broker.url, { settings: { fleet: { agentTimeoutMs: 1_500 } } });
  browser = await setUp(box.hub);
  plant = await PlantClient.connect(broker.url);
  for (let i = 0; i < SENSORS; i++) {
    await plant.say(topic('sensorDescription', `s-${i}`), sensorSays(`s-${i}`), true);
  }
});

afterAll(async () => {
  await plant?.end();
  await box?.stop();
  await broker.stop();
});

test('points are shared, move when an agent dies by last will or by silence, and move before one is drained', async () => {
  const [first, second] = [new FakeAgent('agent-1'), new FakeAgent('agent-2')];
  await first.start();
  const whole = await first.has(SENSORS);

  await second.start();
  const half = await second.has(SENSORS / 2);
  const rest = await first.has(SENSORS / 2);
  const ids = [...half.points, ...rest.points].map((point) => point.pointId);
  expect(new Set(ids).size).toBe(SENSORS);
  expect(rest.revision).toBeGreaterThan(half.revision);
  expect(half.revision).toBeGreaterThan(whole.revision);

  second.kill();
  const back = await first.has(SENSORS);
  expect(back.revision).toBeGreaterThan(rest.revision);

  const third = new FakeAgent('agent-3');
  await third.start();
  await third.has(SENSORS / 2);
  third.hang();
  await first.has(SENSORS);

  const fourth = new FakeAgent('agent-4');
  await fourth.start();
  await fourth.has(SENSORS / 2);
  const response = await operate('agent-1', 'drain');
  expect(await response.json()).toMatchObject({ agentId: 'agent-1', status: 'draining' });
  const taken = await fourth.has(SENSORS);
  const emptied = await first.has(0);
  expect(emptied.revision).toBeGreaterThan(taken.revision);

  await operate('agent-1', 'resume');
  await first.has(SENSORS / 2);
  expect((await operate('nobody', 'drain')).status).toBe(404);
  first.kill();
  third.kill();
  fourth.kill();
}, 20_000);

test('a restarted hub goes on with higher revisions, and moves nothing', async () => {
  const agent = new FakeAgent('agent-5');
  await agent.start();
  const before = await agent.has(SENSORS);
  await box.hub.stop();
  box = await startHub(() => broker.url, { dataDir: box.dataDir });
  const after = await agent.assignments.first((one) => one.revision > before.revision);
  expect(after.points.map((p) => p.pointId).sort()).toEqual(
    before.points.map((p) => p.pointId).sort(),
  );
  agent.kill();
}, 20_000);

test('without any agent every point says why', async () => {
  const screen = new LiveClient(box.hub.origin, browser.cookie);
  await screen.next('hello');
  screen.say({ type: 'subscribe', channel: 'plant' });
  const why = 'agent-5 does not answer, and no other agent is there.';
  const { points } = await screen.next('plant', (m) => m.points[0]?.unassignedReason === why);
  expect(points[0].agentId).toBeNull();
  screen.close();
}, 20_000);
