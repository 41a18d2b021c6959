import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { ConditionChange } from '#schemas/broker/messages';
import type { NodeChanged } from '#schemas/http/nodes';
import type { Trend } from '#schemas/http/points';
import { decodeView } from '#schemas/websocket/view';
import { freePort } from '../../installer/plant/free-port.ts';
import { mosquittoAbsent, startMosquitto } from '../rig/external-mosquitto.ts';
import type { LiveClient } from '../rig/live-client.ts';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { pumpSignal, sensorGroup } from '../rig/sensor-group.ts';
import type { TestSensors } from '../rig/test-sensors.ts';

const absent = mosquittoAbsent();
if (absent !== null) console.log(`skipped: the live way over Mosquitto, because ${absent}`);

describe('over the embedded broker', () => liveWay(false));
describe.skipIf(absent !== null)('over Mosquitto', () => liveWay(true));

/** The whole way with real processes: sensor → broker → agent → hub → screen. */
function liveWay(mosquitto: boolean): void {
  const rig = new PlantRig({ lanes: 1 });
  let good: TestSensors;
  let bad: TestSensors;
  let client: LiveClient;
  let stopBroker: () => Promise<void> = () => Promise.resolve();

  beforeAll(async () => {
    if (mosquitto) stopBroker = await prepareMosquitto(rig);
    await rig.start();
    good = await sensorGroup(rig, 'good-', 2, pumpSignal([]));
    bad = await sensorGroup(rig, 'bad-', 1, pumpSignal([{ label: 'outer_race', severity: 0.8 }]));
    client = await rig.liveClient();
    client.send({ type: 'subscribe', channel: 'plant' });
    await good.start();
    await bad.start();
  }, 60_000);

  afterAll(async () => {
    await good?.stop();
    await bad?.stop();
    client?.close();
    await stopBroker();
    await rig.stop();
  }, 20_000);

  async function pointOf(sensorId: string): Promise<string> {
    const find = async () =>
      (await rig.points()).find((point) => point.sensorId === sensorId)?.pointId;
    return await eventually(find, 10_000, `${sensorId} is a point`);
  }

  test('a bearing with a damaged outer race is named with its evidence', async () => {
    const pointId = await pointOf('bad-0');
    const finding = await client.until(
      (message) => {
        if (message.type !== 'summaries') return undefined;
        const summary = message.summaries.find((each) => each.pointId === pointId);
        return summary?.verdict.findings.find(
          (each) => each.fault === 'outer_race' && each.source === 'rule',
        );
      },
      20_000,
      'an outer race finding by rule',
    );
    const line = finding.evidence.find((each) => each.quantity === 'BPFO');
    // 9 balls at 1480 r/min: BPFO is 3.585 times the shaft; slip moves it by up to 3 %.
    expect(line?.frequencyHz).toBeGreaterThan(88.4 * 0.97);
    expect(line?.frequencyHz).toBeLessThan(88.4 * 1.03);
    expect(line?.value).toBeGreaterThan(line?.threshold ?? Number.POSITIVE_INFINITY);
  }, 30_000);

  test('the change of condition is kept', async () => {
    const pointId = await pointOf('bad-0');
    const found = await eventually(
      async () => {
        const { items } = await rig.get<{ items: ConditionChange[] }>(
          `/api/v1/points/${pointId}/changes`,
        );
        return items.find(
          (change) => change.to === 'warning' || change.to === 'danger' || change.to === 'advisory',
        );
      },
      20_000,
      'a change to an abnormal condition',
    );
    expect(found.verdict.findings.map((finding) => finding.fault)).toContain('outer_race');
  }, 30_000);

  test('healthy points beside it are good', async () => {
    const pointId = await pointOf('good-0');
    const condition = await client.until(
      (message) => {
        if (message.type !== 'summaries') return undefined;
        const summary = message.summaries.find((each) => each.pointId === pointId);
        return summary?.verdict.condition === 'warming' ? undefined : summary?.verdict.condition;
      },
      10_000,
      'a judged healthy point',
    );
    expect(condition).toBe('good');
  }, 20_000);

  test('a watched point streams views with waveform and spectra, and stops when nobody looks', async () => {
    const pointId = await pointOf('bad-0');
    const seen = Promise.withResolvers<NonNullable<ReturnType<typeof decodeView>>>();
    client.onView = (bytes) => {
      const view = decodeView(bytes);
      if (view !== null && view.envelope.length > 0) seen.resolve(view);
    };
    client.send({ type: 'watch', points: [pointId] });
    const view = await seen.promise;
    expect(view.pointId).toBe(pointId);
    expect(view.waveform.length).toBeGreaterThan(100);
    expect(view.spectrum.length * view.spectrumHzPerBin).toBeGreaterThan(10_000);
    expect(view.speedRpm).toBe(1480);
    client.send({ type: 'watch', points: [] });
  }, 20_000);

  test('trends hold what was measured', async () => {
    const pointId = await pointOf('good-0');
    const trend = await eventually(
      async () => {
        const path = `/api/v1/points/${pointId}/trend?from=${Date.now() - 120_000}&to=${Date.now()}`;
        const body = await rig.get<Trend>(path);
        return body.velocityMean.some((value) => value !== null) && body;
      },
      20_000,
      'a first bucket with a velocity',
    );
    expect(trend.accelerationMean[0]).toBeGreaterThan(0);
    expect(Math.max(...trend.velocityMean.map((value) => value ?? 0))).toBeGreaterThan(0);
  }, 30_000);

  test('a machine whose speed is to be read from the signal gets it there, marked as estimated', async () => {
    const machine = { speed: { from: 'signal', minRpm: 1_000, maxRpm: 1_900 } };
    const draft = { parentId: null, kind: 'machine', name: 'P-1', machine };
    const { node } = await rig.browser.ask<NodeChanged>('POST', '/api/v1/nodes', draft);
    const pointId = await pointOf('good-1');
    await rig.browser.ask('PATCH', `/api/v1/points/${pointId}`, { nodeId: node.nodeId });
    const estimated = async () => {
      const point = (await rig.points()).find((one) => one.pointId === pointId);
      const figures = point?.latest?.figures;
      return figures?.speedSource === 'estimated' && figures.speedRpm;
    };
    const rpm = await eventually(estimated, 20_000, 'the signal tells the speed');
    // Bearing lines are searched over two percent and more.
    expect(Math.abs(Number(rpm) / 1_480 - 1)).toBeLessThan(0.02);
  }, 30_000);
}

/** Mosquitto learns its clients before it starts, so they are made first. */
async function prepareMosquitto(rig: PlantRig): Promise<() => Promise<void>> {
  await rig.credential('agent', 'agent-1');
  for (const prefix of ['good-', 'bad-']) {
    await rig.credential('gateway', `g-${prefix}`, ['--prefix', prefix]);
  }
  return await startMosquitto(rig, Number(await freePort(undefined, 18_830)));
}
