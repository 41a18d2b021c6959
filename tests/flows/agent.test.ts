import { afterEach, expect, test } from 'bun:test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  AgentDescription,
  type AssignedPoint,
  Heartbeat,
  ResultBatch,
} from '#schemas/broker/messages';
import { newHeader } from '#schemas/frames/decode';
import { encodeFrame } from '#schemas/frames/encode';
import { newId } from '#schemas/ids/ids';
import { synthesize } from '#signal/synth/synthesize';
import { AgentRig } from '../rig/agent-rig.ts';
import { childrenOf, commandOf } from '../rig/process-stats.ts';

const RATE_HZ = 25_600;
const COUNT = 8192;
const FRAME_US = (COUNT / RATE_HZ) * 1e6;
const BEARING = {
  designation: '6205',
  balls: 9,
  ballDiameterMm: 7.94,
  pitchDiameterMm: 39.04,
  contactAngleDeg: 0,
};

let rig: AgentRig | null = null;
afterEach(async () => {
  await rig?.stop();
  rig = null;
});

function pointOf(sensorId: string, more: Partial<AssignedPoint> = {}): AssignedPoint {
  return {
    pointId: newId('pt'),
    sensorId,
    axis: 0,
    unit: 'g',
    facts: {
      speedRpm: 1480,
      bearing: BEARING,
      powerKw: 55,
      isoGroup: 'group2',
      support: 'rigid',
      baselineVelocityMmS: null,
    },
    ...more,
  };
}

/** A sensor whose stream begins some seconds ago and is sent as fast as the broker takes it. */
class QuickSensor {
  readonly sensorId: string;
  #sequence = 0;
  readonly #samples: Float32Array;
  readonly #t0Us = (Date.now() - 9000) * 1000;

  constructor(sensorId: string, faulty: boolean) {
    this.sensorId = sensorId;
    this.#samples = synthesize({
      sampleRateHz: RATE_HZ,
      durationS: 12,
      seed: 7,
      machine: { kind: 'motor', speedRpm: 1480, bearing: BEARING },
      faults: faulty ? [{ label: 'outer_race', severity: 0.9 }] : [],
    });
  }

  async send(to: AgentRig, frames: number): Promise<void> {
    for (let i = 0; i < frames; i++) await to.sendFrame(this.sensorId, this.#next());
  }

  /** Frames that nobody ever gets. */
  lose(frames: number): void {
    this.#sequence += frames;
  }

  #next(): Uint8Array {
    const header = { ...newHeader(), sampleRateHz: RATE_HZ, count: COUNT };
    header.scale = new Float32Array([1 / 1024, 0, 0, 0, 0, 0, 0, 0]);
    header.sequence = this.#sequence;
    header.t0Us = Math.round(this.#t0Us + this.#sequence * FRAME_US);
    const at = (this.#sequence++ * COUNT) % (this.#samples.length - COUNT);
    return encodeFrame(header, [this.#samples.subarray(at, at + COUNT)]);
  }
}

test('a bearing fault in the frames becomes a change with its evidence, receipted and forgotten', async () => {
  rig = new AgentRig();
  await rig.start();
  const { heard } = rig;
  const [faulty, healthy] = [pointOf('s-faulty'), pointOf('s-healthy')];
  await rig.assign([faulty, healthy]);
  await new QuickSensor('s-faulty', true).send(rig, 27);
  await new QuickSensor('s-healthy', false).send(rig, 27);
  const changes = () => heard.batches.flatMap((batch) => batch.changes);
  const changeOf = ({ pointId }: AssignedPoint) => changes().findLast((c) => c.pointId === pointId);
  await rig.until(
    () => changeOf(faulty) !== undefined && changeOf(healthy) !== undefined,
    'both points have told their condition',
  );
  expect(changeOf(healthy)?.to).toBe('good');
  expect(['advisory', 'warning']).toContain(changeOf(faulty)?.to ?? '');
  const finding = changeOf(faulty)?.verdict.findings.find((f) => f.fault === 'outer_race');
  expect(finding?.evidence.length).toBeGreaterThan(0);
  for (const batch of heard.batches) ResultBatch.parse(batch);
  await rig.until(() => {
    const lane = heard.heartbeats.at(-1)?.lanes[0];
    return lane?.outboxDepth === 0 && lane.windowsDiagnosed > 150;
  }, 'every batch is receipted');
  const beat = Heartbeat.parse(heard.heartbeats.at(-1));
  expect(beat.lanes[0].windowsDiagnosed + beat.lanes[0].windowsWarming).toBe(2 * 27 * 4);
  expect(Object.values(beat.lanes[0].losses).every((count) => count === 0)).toBe(true);
  const description = AgentDescription.parse(heard.descriptions[0]);
  expect(description.provider.inUse).toBe('cpu');
  expect(description.model?.name).toBeDefined();
  expect(heard.batches.flatMap((b) => b.summaries).some((s) => s.scores !== null)).toBe(true);
}, 60_000);

test('views come for a watched point, window by window, and for no other', async () => {
  rig = new AgentRig();
  await rig.start();
  const { heard } = rig;
  const [seen, unseen] = [pointOf('s-seen'), pointOf('s-unseen')];
  await rig.assign([seen, unseen]);
  await rig.watch([seen.pointId]);
  const sensors = [new QuickSensor('s-unseen', false), new QuickSensor('s-seen', true)];
  for (const sensor of sensors) await sensor.send(rig, 10);
  await rig.until(() => heard.views.length >= 40, 'forty windows are seen');
  expect(new Set(heard.views.map((view) => view.pointId))).toEqual(new Set([seen.pointId]));
  expect(heard.views.map((view) => view.windowNumber)).toEqual(
    Array.from({ length: 40 }, (_, i) => i + 1),
  );
  const last = heard.views.at(-1)!;
  expect(last.spectrum.length).toBeGreaterThan(500);
  expect(last.envelope.length).toBeGreaterThan(500);
  expect(last.waveform.length).toBe(2048);
  expect(last.velocityMmS).toBeGreaterThan(0);
}, 60_000);

test('without a model rules judge; a killed lane is replaced, and what was lost is counted', async () => {
  rig = new AgentRig({ TREMOLO_AGENT_MODEL_FILE: 'no-such-model.onnx' });
  await rig.start();
  const { heard, agent } = rig;
  await rig.assign([pointOf('s-1')]);
  const sensor = new QuickSensor('s-1', false);
  await sensor.send(rig, 6);
  const lane = () => heard.heartbeats.at(-1)?.lanes[0];
  await rig.until(() => lane()?.windowsWarming !== 0, 'the stream has been reported');
  const before = lane()!;
  const pid = childrenOf(agent.pid).find((child) => commandOf(child).includes('lane-main'));
  process.kill(pid ?? 0, 'SIGKILL');
  sensor.lose(3);
  await rig.until(() => lane()?.restarts === 1 && lane()?.state === 'running', 'the lane is back');
  await rig.until(() => lane()?.points === 1, 'with its point');
  await sensor.send(rig, 8);
  await rig.until(() => (lane()?.losses.framesMissing ?? 0) >= 3, 'lost frames are counted');
  expect(lane()?.losses.gaps).toBe(1);
  await rig.until(
    () => (lane()?.windowsDiagnosed ?? 0) > before.windowsDiagnosed,
    'windows are diagnosed again',
  );
  expect(heard.descriptions[0].model).toBeNull();
  expect(heard.descriptions[0].modelRefusal).toMatch(/cannot be read/);
  expect(agent.log.some((line) => line.includes('a lane died'))).toBe(true);
}, 60_000);

test('while the broker is away results wait, then arrive; the agent introduces itself anew', async () => {
  rig = new AgentRig();
  await rig.start();
  const { heard } = rig;
  rig.receipts = false;
  const point = pointOf('s-1');
  await rig.assign([point]);
  await new QuickSensor('s-1', false).send(rig, 20);
  await rig.until(() => heard.batches.some((b) => b.changes.length > 0), 'a change is told');
  const told = heard.batches.flatMap((b) => b.changes.map((c) => c.changeId));
  await rig.killBroker();
  heard.batches.splice(0);
  heard.descriptions.splice(0);
  rig.receipts = true;
  await rig.startBroker();
  await rig.until(() => heard.descriptions.length > 0, 'the description is retained again');
  await rig.until(() => heard.batches.some((b) => b.changes.length > 0), 'the change comes again');
  expect(heard.batches.flatMap((b) => b.changes.map((c) => c.changeId))).toContain(told[0]);
  await rig.until(() => heard.heartbeats.at(-1)?.lanes[0].outboxDepth === 0, 'all is receipted');
}, 60_000);

test('what the hub had not receipted survives the killing of the agent, which also ends without a broker', async () => {
  rig = new AgentRig();
  await rig.start();
  const { heard } = rig;
  rig.receipts = false;
  await rig.assign([pointOf('s-1')]);
  await new QuickSensor('s-1', false).send(rig, 20);
  await rig.until(() => heard.batches.some((b) => b.changes.length > 0), 'a change is told');
  const told = heard.batches.flatMap((b) => b.changes);
  await rig.agent.kill();
  await rig.until(() => heard.statuses.at(-1) === 'offline', 'the last will is told');
  heard.batches.splice(0);
  rig.receipts = true;
  await rig.agent.start();
  await rig.until(() => heard.batches.some((b) => b.changes.length > 0), 'the change comes again');
  expect(heard.batches.flatMap((b) => b.changes)).toContainEqual(told[0]);
  rig.receipts = false;
  await rig.killBroker();
  // Ends by itself, or the rig's patience ends and throws.
  await rig.agent.stop();
}, 60_000);

test('a stream at a rate that the model refuses is not graded, and the verdict says why', async () => {
  rig = new AgentRig();
  await rig.start();
  const { heard } = rig;
  await rig.assign([pointOf('s-slow')]);
  const header = { ...newHeader(), sampleRateHz: 2000, count: 4096 };
  header.scale = new Float32Array([0.001, 0, 0, 0, 0, 0, 0, 0]);
  const samples = Float32Array.from({ length: 4096 }, (_, i) => Math.sin(i / 10));
  const change = () => heard.batches.flatMap((b) => b.changes)[0];
  for (; change() === undefined && header.sequence < 50; header.sequence++) {
    header.t0Us = Date.now() * 1000;
    await rig.sendFrame('s-slow', encodeFrame(header, [samples]));
    const beats = heard.heartbeats.length;
    await rig.until(() => heard.heartbeats.length > beats || change() !== undefined, 'a beat');
  }
  expect(change()?.to).toBe('not_graded');
  expect(change()?.verdict.why).toMatch(/2000 Hz/);
  await rig.until(
    () => (heard.heartbeats.at(-1)?.lanes[0].losses.framesRefused ?? 0) > 0,
    'counted',
  );
}, 60_000);

test('a point that another agent had goes on from what that one told, but not from what was told long ago', async () => {
  rig = new AgentRig();
  await rig.start();
  const [first, second] = [pointOf('s-1'), pointOf('s-2')];
  const changes = () => rig?.heard.batches.flatMap((batch) => batch.changes) ?? [];
  const changeOf = (point: AssignedPoint) =>
    changes().find(({ pointId }) => pointId === point.pointId);
  // It subscribes before it introduces itself: what is said from then on is no retained message to it.
  await rig.until(() => (rig?.heard.descriptions.length ?? 0) > 0, 'the agent is there');
  await rig.assign([first], 1, { [first.pointId]: 'danger' });
  await new QuickSensor('s-1', false).send(rig, 8);
  await rig.until(() => changeOf(first) !== undefined, 'the first point is judged');
  expect(changeOf(first)).toMatchObject({ from: 'danger', to: 'good' });
  // The next start hears the retained assignment, which says no more when it was said.
  await rig.assign([first, second], 2, { [second.pointId]: 'danger' });
  await rig.agent.kill();
  rmSync(join(rig.dataDir, 'conditions.json'));
  const run = rig.heard.heartbeats.at(-1)?.epoch;
  await rig.agent.start();
  await rig.until(() => {
    const beat = rig?.heard.heartbeats.at(-1);
    return beat?.epoch !== run && beat?.lanes[0].points === 2;
  }, 'the lane has its points again');
  await new QuickSensor('s-2', false).send(rig, 8);
  await rig.until(() => changeOf(second) !== undefined, 'the second point is judged');
  expect(changeOf(second)).toMatchObject({ from: 'warming', to: 'good' });
}, 60_000);
