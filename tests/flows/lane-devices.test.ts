import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssignedPoint } from '#schemas/broker/messages';
import { AgentSettings } from '#schemas/config/agent-settings';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { ConditionMemory } from '../../agent/lanes/condition-memory.ts';
import { laneDevice } from '../../agent/lanes/lane-devices.ts';
import { Supervisor } from '../../agent/lanes/supervisor.ts';
import { childrenOf, variableOf } from '../rig/process-stats.ts';

const CARDS = ['GPU-a', 'GPU-b'];
const SENSORS = 6;
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-cards-'));
const deaths: string[] = [];
let resting: string[] = [];
let supervisor: Supervisor;

beforeAll(async () => {
  // No broker: what a lane computes on does not hang on it.
  const broker = { url: 'mqtt://127.0.0.1:9' };
  const settings = AgentSettings.parse({ dataDir, lanes: 2, provider: 'cpu', broker });
  const memory = new ConditionMemory({
    file: join(dataDir, 'conditions.json'),
    clock: Date.now,
    failed: (error) => {
      throw error;
    },
  });
  memory.start();
  supervisor = new Supervisor({
    lanes: 2,
    clock: Date.now,
    memory,
    order: (lane) => ({
      ...{ settings, epoch: 'e', lane, orphans: [], measure: false },
      // The card as for CUDA, which this machine need not have.
      ...{ gpu: laneDevice(lane, 'cuda', { all: CARDS, resting: new Set(resting) }).gpu },
      provider: 'cpu',
    }),
    onDeath: (lane, how) => deaths.push(`${lane}: ${how}`),
    onCaptured: () => undefined,
    onLog: () => undefined,
  });
  await supervisor.start();
  const point = (i: number) => ({ pointId: `pt_${i}`, sensorId: `s${i}`, axis: 0, unit: 'g' });
  const points = Array.from({ length: SENSORS }, (_, i) => ({
    ...point(i),
    facts: UNKNOWN_MACHINE,
  }));
  supervisor.assign(points as AssignedPoint[]);
}, 60_000);
afterAll(async () => {
  await supervisor?.stop(2_000);
  rmSync(dataDir, { recursive: true });
});

/** Process and card of each lane, by its number. */
function lanes(): { pid: number; card: string | null }[] {
  const found: { pid: number; card: string | null }[] = [];
  for (const pid of childrenOf(process.pid)) {
    const lane = supervisor.laneOf(pid);
    if (lane !== null) found[lane] = { pid, card: variableOf(pid, 'CUDA_VISIBLE_DEVICES') };
  }
  return found;
}
const cards = () => lanes().map(({ card }) => card);
/** Resolves when the lanes say that they have as many points as each other; they say it each second. */
async function sharedEvenly(): Promise<void> {
  const isEven = () => supervisor.reports().every(({ points }) => points === SENSORS / 2);
  while (!isEven()) await Bun.sleep(50);
}

test('a lane whose card goes into maintenance takes the other one, and goes back afterwards', async () => {
  resting = [];
  await supervisor.reorder();
  const before = lanes();
  expect(cards()).toEqual(CARDS);
  resting = ['GPU-b'];
  await Promise.all([supervisor.reorder(), supervisor.reorder()]);
  expect(cards()).toEqual(['GPU-a', 'GPU-a']);
  const after = lanes();
  expect(after[0]?.pid).toBe(before[0]!.pid);
  expect(after[1]?.pid).not.toBe(before[1]!.pid);
  await sharedEvenly();
  resting = [];
  await supervisor.reorder();
  expect(cards()).toEqual(CARDS);
  expect(lanes()[0]?.pid).toBe(before[0]!.pid);
}, 60_000);

test('where no card is left the lanes see none, one after the other, and none of it counts as a death', async () => {
  resting = CARDS;
  const changing = supervisor.reorder();
  // Its sensors are with the other one until it is back.
  expect(lanes()[1]?.card).toBe('GPU-b');
  await changing;
  expect(cards()).toEqual([null, null]);
  await sharedEvenly();
  expect(supervisor.reports().map(({ restarts }) => restarts)).toEqual([0, 0]);
  expect(deaths).toEqual([]);
}, 60_000);
