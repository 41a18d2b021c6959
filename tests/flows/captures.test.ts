import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Capture, CaptureRow } from '#schemas/captures/capture';
import { readTrack, trackSamples } from '#schemas/captures/track-file';
import type { Job } from '#schemas/http/jobs';
import type { PointPage } from '#schemas/http/points';
import { newId } from '#schemas/ids/ids';
import { SCORE } from '#schemas/jobs/kinds/score';
import { TRAIN } from '#schemas/jobs/kinds/train';
import { readCard } from '#schemas/models/onnx-card';
import { readMatlab5 } from '#signal/recordings/matlab5';
import { readWav } from '#signal/recordings/wav';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { pumpSignal, RATE_HZ, sensorGroup } from '../rig/sensor-group.ts';

const rig = new PlantRig({
  agents: 2,
  lanes: 1,
  agentSettings: { TREMOLO_AGENT_PROVIDER: 'cpu', TREMOLO_AGENT_CAPTURES__KEPT_SECONDS: '4' },
});
const SIGNAL = pumpSignal([{ label: 'outer_race', severity: 0.6 }]);
let pointIds: string[];
let capture: Capture;

beforeAll(async () => {
  await rig.start();
  const sensors = await sensorGroup(rig, 'cap-', 4, SIGNAL);
  await sensors.start();
  let sinceMs = Number.POSITIVE_INFINITY;
  pointIds = await eventually(
    async () => {
      const { items } = await rig.get<PointPage>('/api/v1/points');
      const heard = items.flatMap(({ latest }) => latest?.atMs ?? []);
      if (heard.length < 4) return false;
      sinceMs = Math.min(sinceMs, ...heard);
      return Math.min(...heard) > sinceMs + 2_000 && items.map(({ pointId }) => pointId);
    },
    30_000,
    'four points have been heard for two seconds',
  );
}, 90_000);
afterAll(() => rig.stop(), 20_000);

const make = (window: object, ids = pointIds) =>
  rig.browser.ask<Capture>('POST', '/api/v1/captures', { pointIds: ids, window });

const comesTo = (captureId: string, state: Capture['state']) =>
  eventually(
    async () => {
      const found = await rig.get<Capture>(`/api/v1/captures/${captureId}`);
      return found.state === state && found;
    },
    30_000,
    `capture is ${state}`,
  );

async function bytesOf(path: string): Promise<Uint8Array> {
  const response = await rig.browser.send('GET', path);
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

test('points of several agents are captured over the same window, before and after, without a hole', async () => {
  const { captureId, state } = await make({ preMs: 1_500, postMs: 1_000 });
  expect(state).toBe('recording');
  capture = await comesTo(captureId, 'complete');
  expect(capture.tracks).toHaveLength(4);
  const sensors = new Set(capture.tracks.map(({ facts }) => facts?.sensorId));
  expect(sensors.size).toBe(4);
  for (const { facts, bytes, rawBytes } of capture.tracks) {
    if (facts === null) throw new Error('no facts');
    expect(facts.stretches).toHaveLength(1);
    expect(Math.abs(facts.samples - 2.5 * RATE_HZ)).toBeLessThanOrEqual(1);
    const lateUs = facts.stretches[0].t0Us - capture.fromMs * 1_000;
    expect(lateUs).toBeGreaterThanOrEqual(0);
    expect(lateUs).toBeLessThan(1e6 / RATE_HZ + 1);
    expect(bytes).toBeLessThan(rawBytes);
  }
}, 60_000);

test('the samples that come back are those that the sensor sent', async () => {
  const { facts, pointId } = capture.tracks[0];
  if (facts === null) throw new Error('no facts');
  const bytes = await bytesOf(`/api/v1/captures/${capture.captureId}/tracks/${pointId}`);
  const samples = trackSamples(readTrack(bytes));
  expect(samples).toHaveLength(facts.samples);
  // Wherever in its signal the sensor was: a frame of it must be found in what was captured.
  const at = samples.indexOf(Math.fround(Math.round(SIGNAL[0] / facts.scale) * facts.scale));
  expect(at).toBeGreaterThanOrEqual(0);
  const rms = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
  const sent = Math.sqrt(SIGNAL.reduce((sum, x) => sum + x * x, 0) / SIGNAL.length);
  expect(Math.abs(rms / sent - 1)).toBeLessThan(0.1);
});

test('sound, MATLAB and table files hold the same samples', async () => {
  const { facts, pointId } = capture.tracks[0];
  if (facts === null) throw new Error('no facts');
  const path = `/api/v1/captures/${capture.captureId}`;
  const samples = trackSamples(readTrack(await bytesOf(`${path}/tracks/${pointId}`)));
  const wav = readWav(await bytesOf(`${path}/export?format=wav&pointId=${pointId}`));
  const full = facts.format === 'int16' ? 2 ** 15 : facts.format === 'int24' ? 2 ** 23 : 1;
  expect(wav.sampleRateHz).toBe(RATE_HZ);
  const mat = readMatlab5(await bytesOf(`${path}/export?format=mat`));
  const number = capture.tracks.findIndex((track) => track.pointId === pointId) + 1;
  const counts = mat.get(`p${number}_counts`)?.data ?? [];
  expect(counts).toHaveLength(samples.length);
  for (let i = 0; i < samples.length; i += 97) {
    expect(Math.fround(wav.channels[0][i] * full * facts.scale)).toBeCloseTo(samples[i], 5);
    expect(Math.fround(counts[i] * facts.scale)).toBe(samples[i]);
  }
  const csv = new TextDecoder().decode(await bytesOf(`${path}/export?format=csv`));
  const rows = csv.split('\r\n').filter((row) => row !== '' && !row.startsWith('#'));
  expect(rows).toHaveLength(1 + 4 * facts.samples);
  const several = await rig.browser.send('GET', `${path}/export?format=wav`);
  expect(several.status).toBe(400);
});

test('a capture whose hub is killed while it comes in is whole when the hub is back', async () => {
  const { captureId } = await make({ preMs: 1_000, postMs: 500 });
  await rig.hub.kill();
  await rig.startHub();
  await comesTo(captureId, 'complete');
  const left = () =>
    ['agent-1', 'agent-2'].flatMap((agentId) =>
      readdirSync(join(rig.dataDir, agentId, 'captures')),
    );
  await eventually(async () => left().length === 0, 5_000, 'nothing is left on the agents');
}, 60_000);

test('a model is scored on labelled captures, and another learns from them, on whichever agent', async () => {
  const { captureId } = capture;
  const label = { label: 'outer_race', confidence: 0.9 };
  await rig.browser.ask('POST', '/api/v1/captures/labels', { captureIds: [captureId], label });
  const set = await rig.browser.ask<{ sha256: string; tracks: number }>(
    'POST',
    '/api/v1/captures/sets',
    { captureIds: [captureId] },
  );
  expect(set.tracks).toBe(4);
  const submit = (kind: string, given: object) =>
    rig.browser.ask<Job>('POST', '/api/v1/jobs', {
      kind,
      arguments: { ...given, captures: set.sha256 },
    });
  const ended = async ({ jobId }: Job) =>
    eventually(
      async () => {
        const job = await rig.get<Job>(`/api/v1/jobs/${jobId}`);
        if (job.state === 'failed') throw new Error(JSON.stringify(job.failure));
        return job.state === 'succeeded' && job;
      },
      40_000,
      'the job succeeds',
    );
  const jobs = [
    await submit('score', {}),
    await submit('train', { rows: 200, heldOutRows: 60, members: 1, epochs: 1 }),
  ];
  const [scored, trained] = await Promise.all(jobs.map(ended));
  // 2.5 s in stretches of 1.35 s, half overlapped, of four points.
  expect(SCORE.result.parse(scored.result)).toMatchObject({ source: 'captures', recordings: 8 });
  const { sha256 } = TRAIN.result.parse(trained.result);
  const content = await bytesOf(`/api/v1/models/${sha256}/content`);
  expect(readCard(content).trainingData).toContainEqual({
    name: 'labelled captures',
    sha256: set.sha256,
    records: 4,
  });
}, 90_000);

test('an agent hands in what it was asked for, and nothing else', async () => {
  const { password } = await Bun.file(await rig.credential('agent', 'agent-2')).json();
  const announce = async (more: object) => {
    const response = await fetch(`${rig.http}/api/v1/agent/files`, {
      method: 'POST',
      headers: {
        authorization: `Bearer tra_agent-2.${password}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        ...{ sha256: 'ab'.repeat(32), kind: 'track', bytes: 1_000 },
        ...{ captureId: capture.captureId, pointId: pointIds[0], ...more },
      }),
    });
    return response.status;
  };
  // It is complete; there never was such a one; it is too large; it is of a job, too.
  expect(await announce({})).toBe(404);
  expect(await announce({ captureId: newId('cp') })).toBe(404);
  expect(await announce({ bytes: 2 ** 30 })).toBe(400);
  expect(await announce({ jobId: newId('jb') })).toBe(400);
});

test('labels protect, deleting gives the space back, and what is protected stays', async () => {
  const { captureId } = capture;
  const label = { label: 'outer_race', confidence: 0.8, note: 'seen on the envelope' };
  await rig.browser.ask('POST', '/api/v1/captures/labels', { captureIds: [captureId], label });
  const { items } = await rig.get<{ items: CaptureRow[] }>('/api/v1/captures?label=outer_race');
  expect(items.map((row) => row.captureId)).toEqual([captureId]);
  expect(items[0]).toMatchObject({ isProtected: true, labels: ['outer_race'] });
  const all = await rig.get<{ items: CaptureRow[] }>('/api/v1/captures');
  const captureIds = all.items.map((row) => row.captureId);
  const before = await rig.get<{ bytes: number }>('/api/v1/captures/storage');
  const gone = await rig.browser.ask<{ deleted: number; kept: number; freedBytes: number }>(
    'POST',
    '/api/v1/captures/deletion',
    { captureIds },
  );
  expect(gone).toMatchObject({ deleted: captureIds.length - 1, kept: 1 });
  const after = await rig.get<{ bytes: number }>('/api/v1/captures/storage');
  expect(gone.freedBytes).toBe(before.bytes - after.bytes);
  expect(after.bytes).toBe(capture.bytes);
  const folder = join(rig.dataDir, 'objects');
  const objects = readdirSync(folder).flatMap((name) => readdirSync(join(folder, name)));
  expect(objects).toHaveLength(capture.tracks.length);
});
