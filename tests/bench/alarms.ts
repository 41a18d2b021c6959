/**
 * `bun run bench:alarms [--points 1000] [--alarms 400]`: how soon an alarm is on a screen, delays set to zero. A hub in a process of its
 * own hears a thousand points through a real broker, a summary of each every second. Single points cross their limit, one after the
 * other; then all at once. Measured from handing the condition change to the broker, as a lane does for the window that crosses the
 * limit, to the alarm in the screen's socket: broker, judging, storing with its audit entry, and telling.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AlarmRule } from '#schemas/alarms/rule';
import { type ConditionChange, RESULT_BATCH_MAX } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import { newId, type PointId } from '#schemas/ids/ids';
import { HubProcess } from '../hub/hub-process.ts';
import { LiveClient } from '../hub/live-client.ts';
import { PlantClient, setUpWith, TestBroker } from '../hub/plant-box.ts';
import {
  agentSays,
  batchOf,
  changeOf,
  heartbeatOf,
  sensorSays,
  summaryOf,
} from '../hub/plant-messages.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { numberOption } from './number-option.ts';
import { percentile } from './statistics.ts';

const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '1000' },
    alarms: { type: 'string', default: '400' },
  },
});
const POINTS = numberOption(values, 'points');
const SINGLES = Math.min(POINTS, numberOption(values, 'alarms'));
const EVERY_MS = 20;
const PARTS = 10;
const WITHIN_MS = 60_000;

/** The agent of this run: all points on sensors of one axis. */
class LoadAgent {
  readonly #plant: PlantClient;
  #sequence = 0;
  #parts = 0;
  #atMs = Date.now();

  constructor(plant: PlantClient) {
    this.#plant = plant;
  }

  async say(content: Parameters<typeof batchOf>[1]): Promise<void> {
    await this.#plant.say(topic('results', 'agent-1'), batchOf(++this.#sequence, content));
  }

  /** A later moment with each call: what is no later than the last is no news. */
  get atMs(): number {
    this.#atMs = Math.max(Date.now(), this.#atMs + 1);
    return this.#atMs;
  }

  /** The next part of the points, as lanes spread theirs over the second. */
  async part(points: readonly PointId[], velocityOf: (pointId: PointId) => number): Promise<void> {
    const size = Math.min(RESULT_BATCH_MAX, Math.ceil(points.length / PARTS));
    const from = (this.#parts++ * size) % points.length;
    const some = points.slice(from, from + size);
    await this.say({ summaries: some.map((id) => summaryOf(id, this.atMs, velocityOf(id))) });
  }

  change(pointId: PointId): ConditionChange {
    const change = changeOf(pointId, this.atMs, 'danger');
    return { ...change, figures: { ...change.figures, velocityMmS: 9 } };
  }
}

/** What a screen was told, and when. */
class Screen {
  readonly raisedMs = new Map<string, number>();
  readonly #client: LiveClient;

  constructor(client: LiveClient, ruleId: string) {
    this.#client = client;
    client.socket.addEventListener('message', ({ data }) => {
      const nowMs = performance.now();
      const message = JSON.parse(String(data));
      if (message.type !== 'alarms') return;
      for (const { what, alarm } of message.news) {
        if (what !== 'raised' || alarm.ruleId !== ruleId) continue;
        this.raisedMs.set(alarm.asset.pointId, nowMs);
      }
      // The client keeps all that comes; a run would keep it for nothing.
      client.messages.length = 0;
    });
  }

  all(count: number): Promise<unknown> {
    return eventually(
      async () => this.raisedMs.size >= count || undefined,
      WITHIN_MS,
      'all alarms',
    ).catch((error) => console.error(String(error)));
  }

  close(): void {
    this.#client.close();
  }
}

async function knownPoints(admin: BrowserSession): Promise<PointId[]> {
  const found: PointId[] = [];
  for (let cursor = ''; ; ) {
    const path = `/api/v1/points?limit=200${cursor}`;
    const page = await admin.ask<{ items: { pointId: PointId }[]; nextCursor: string | null }>(
      'GET',
      path,
    );
    found.push(...page.items.map(({ pointId }) => pointId));
    if (page.nextCursor === null) return found;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}

async function run(): Promise<object> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-bench-alarms-'));
  const broker = new TestBroker();
  await broker.start();
  const hub = new HubProcess({ DATA_DIR: dataDir, HTTP__PORT: '0', BROKER__URL: broker.url });
  const line = await hub.ready();
  const admin = await setUpWith(line.http, line.setupLink?.split('token=')[1] ?? '');
  const plant = await PlantClient.connect(broker.url);
  await plant.say(topic('agentDescription', 'agent-1'), agentSays('agent-1', 1e6), true);
  const beat = setInterval(
    () => plant.say(topic('heartbeat', 'agent-1'), heartbeatOf('agent-1', 0)),
    500,
  );
  for (let i = 0; i < POINTS; i++) {
    const sensorId = `s-${i}`;
    await plant.say(
      topic('sensorDescription', sensorId),
      { ...sensorSays(sensorId), machine: `Pump ${i}` },
      true,
    );
  }
  const points = await eventually(
    async () => {
      const found = await knownPoints(admin);
      return found.length >= POINTS ? found : undefined;
    },
    WITHIN_MS,
    'all points are known',
  );
  const ruleId = await onlyRule(admin);
  const screen = await openScreen(line.http, admin, ruleId);
  const agent = new LoadAgent(plant);
  const bad = new Set<PointId>();
  const part = () => agent.part(points, (pointId) => (bad.has(pointId) ? 9 : 1));
  for (let i = 0; i < PARTS; i++) await part();
  const seconds = setInterval(() => void part(), 1_000 / PARTS);
  const sentMs = new Map<string, number>();
  for (const pointId of points.slice(0, SINGLES)) {
    bad.add(pointId);
    sentMs.set(pointId, performance.now());
    await agent.say({ changes: [agent.change(pointId)] });
    await Bun.sleep(EVERY_MS);
  }
  await screen.all(sentMs.size);
  clearInterval(seconds);
  const tookMs = [...sentMs].flatMap(([id, ms]) => {
    const raisedMs = screen.raisedMs.get(id);
    return raisedMs === undefined ? [] : [raisedMs - ms];
  });
  const rest = points.slice(SINGLES);
  const burstMs = performance.now();
  for (let i = 0; i < rest.length; i += RESULT_BATCH_MAX) {
    const changes = rest.slice(i, i + RESULT_BATCH_MAX).map((pointId) => agent.change(pointId));
    await agent.say({ changes });
  }
  await screen.all(points.length);
  const lastMs = Math.max(...screen.raisedMs.values());
  screen.close();
  clearInterval(beat);
  plant.kill();
  await hub.end('SIGTERM');
  await broker.stop();
  rmSync(dataDir, { recursive: true, force: true });
  return {
    bench: 'alarms',
    points: points.length,
    resultToScreenP50Ms: percentile(tookMs, 0.5),
    resultToScreenP99Ms: percentile(tookMs, 0.99),
    raisedPerSecond:
      rest.length === 0 ? null : Math.round(rest.length / ((lastMs - burstMs) / 1_000)),
    lost: points.length - screen.raisedMs.size,
  };
}

/** Switches off what comes with Tremolo, so that each point raises one alarm. */
async function onlyRule(admin: BrowserSession): Promise<string> {
  const { rules } = await admin.ask<{ rules: AlarmRule[] }>('GET', '/api/v1/alarm-rules');
  for (const {
    ruleId,
    revision,
    isBuiltIn,
    priority,
    changedMs,
    changedByName,
    ...rule
  } of rules) {
    await admin.ask('PUT', `/api/v1/alarm-rules/${ruleId}`, {
      rule: { ...rule, isEnabled: false },
      revision,
    });
  }
  const made = await admin.ask<AlarmRule>('POST', '/api/v1/alarm-rules', {
    name: `Velocity ${newId('ar').slice(-6)}`,
    when: { source: 'figure', figure: 'velocityMmS', limit: 7 },
    per: 'point',
    consequence: 'major',
    timeToRespond: 'hour',
  });
  return made.ruleId;
}

async function openScreen(origin: string, admin: BrowserSession, ruleId: string): Promise<Screen> {
  const client = new LiveClient(origin, admin.cookie);
  await client.next('hello');
  client.say({ type: 'subscribe', channel: 'alarms' });
  await client.next('openAlarms');
  return new Screen(client, ruleId);
}

console.log(JSON.stringify(await run()));
process.exit(0);
