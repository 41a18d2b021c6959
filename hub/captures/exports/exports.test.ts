import { expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import type { Capture } from '#schemas/captures/capture';
import type { TrackFacts } from '#schemas/captures/track';
import { codeCounts } from '#schemas/captures/track-coding';
import { timeOfSample, writeTrack } from '#schemas/captures/track-file';
import { SAMPLE_BYTES, type SampleFormat } from '#schemas/frames/frame';
import type { ExportFormat } from '#schemas/http/captures';
import { newId, type PointId } from '#schemas/ids/ids';
import { readMatlab5 } from '#signal/recordings/matlab5';
import { readWav } from '#signal/recordings/wav';
import { exportCapture } from './export-capture.ts';

const RATE_HZ = 12_800;
const START_MS = 1_760_000_000_000;
const FORMATS = ['int16', 'int24', 'float32'] as const;
/** Longer than a block, so that the pieces are joined. */
const SAMPLES = 70_001;

function rawOf(format: SampleFormat, values: readonly number[]): Uint8Array<ArrayBuffer> {
  if (format === 'int16') return new Uint8Array(Int16Array.from(values).buffer);
  if (format === 'float32') return new Uint8Array(Float32Array.from(values).buffer);
  const bytes = new Uint8Array(values.length * 3);
  values.forEach((value, i) => {
    for (let byte = 0; byte < 3; byte++) bytes[i * 3 + byte] = value >> (8 * byte);
  });
  return bytes;
}

/** A capture of a point for each format, each with a break of a quarter second in its middle. */
async function made() {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const tracks: Capture['tracks'] = [];
  const values = new Map<PointId, number[]>();
  for (const format of FORMATS) {
    const pointId: PointId = newId('pt');
    const full = format === 'int24' ? 2 ** 22 : 2 ** 14;
    const counts = Array.from(
      { length: SAMPLES },
      (_, i) => Math.round(full * Math.sin(i / 9)) + 0,
    );
    const raw = rawOf(format, counts);
    const t0Us = START_MS * 1_000;
    const facts: TrackFacts = {
      ...{ pointId, sensorId: 's-1', axis: 0, format, unit: 'g', scale: 1 / full },
      ...{ sampleRateHz: RATE_HZ, samples: SAMPLES, clockOffMs: null },
      stretches: [
        { from: 0, t0Us },
        { from: 40_000, t0Us: t0Us + Math.round((40_000 / RATE_HZ + 0.25) * 1e6) },
      ],
      rawSha256: createHash('sha256').update(raw).digest('hex'),
    };
    const packed = await Bun.zstdCompress(writeTrack(facts, codeCounts(format, raw)));
    const sha256 = createHash('sha256').update(packed).digest('hex');
    files.set(sha256, new Uint8Array(packed));
    values.set(pointId, counts);
    const about = { reason: null, bytes: packed.length, rawBytes: raw.length, preview: null };
    tracks.push({
      pointId,
      pointName: `=Motor, ${format}`,
      state: 'kept',
      facts,
      sha256,
      ...about,
    });
  }
  const label = { label: 'ball', pointId: null, confidence: 0.9, note: '', userId: null } as const;
  const capture: Capture = {
    ...{ captureId: newId('cp'), state: 'complete', trigger: 'demand', atMs: START_MS },
    ...{ fromMs: START_MS, toMs: START_MS + 6_000, machine: 'Pumpe 7', area: null, alarmIds: [] },
    ...{ ruleId: null, byName: 'Ada', speedRpm: 1480, condition: 'warning', isProtected: true },
    ...{ bytes: 1, rawBytes: 1, note: '', tracks, removedAfterMs: null },
    labels: [{ ...label, byName: 'Ada', atMs: START_MS }],
  };
  const get = async (format: ExportFormat, pointId?: PointId) => {
    const read = async (sha256: string) => files.get(sha256) ?? new Uint8Array();
    const { pieces } = await exportCapture({ capture, format, pointId, read });
    const parts = await Array.fromAsync(pieces);
    return new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))));
  };
  return { capture, values, get };
}
const rig = await made();
const factsOf = (track: Capture['tracks'][number]) => track.facts as TrackFacts;

test.each(FORMATS)(
  '.wav keeps the counts of %s, says what one is, and marks where samples are missing',
  async (format) => {
    const track = rig.capture.tracks[FORMATS.indexOf(format)];
    const bytes = await rig.get('wav', track.pointId);
    const { sampleRateHz, channels } = readWav(bytes);
    expect(sampleRateHz).toBe(RATE_HZ);
    const full = { int16: 2 ** 15, int24: 2 ** 23, float32: 1 }[format];
    expect([...channels[0].slice(0, 500)].map((value) => Math.round(value * full))).toEqual(
      rig.values.get(track.pointId)?.slice(0, 500) as never,
    );
    expect(channels[0]).toHaveLength(SAMPLES);
    expect(bytes.length).toBe(new DataView(bytes.buffer).getUint32(4, true) + 8);
    const rest = Buffer.from(bytes.slice(44 + SAMPLES * SAMPLE_BYTES[format]));
    const said = rest.toString('utf8');
    expect(said).toContain(`${factsOf(track).scale} g per count`);
    expect(said).toContain('ball (90 %)');
    const cue = rest.indexOf('cue ');
    expect(rest.readUInt32LE(cue + 8)).toBe(1);
    expect(rest.readUInt32LE(cue + 16)).toBe(40_000);
  },
);

test('.mat has counts, scale, rate, stretches and labels of each point', async () => {
  const mat = readMatlab5(await rig.get('mat'));
  rig.capture.tracks.forEach((track, i) => {
    const name = (what: string) => `p${i + 1}_${what}`;
    const counts = [...(mat.get(name('counts'))?.data ?? [])];
    expect(counts).toEqual(rig.values.get(track.pointId) as never);
    expect(mat.get(name('scale'))?.data[0]).toBe(factsOf(track).scale);
    const { stretches } = factsOf(track);
    expect([...(mat.get(name('stretches'))?.data ?? [])]).toEqual([
      ...stretches.map(({ from }) => from),
      ...stretches.map(({ t0Us }) => t0Us),
    ]);
  });
  expect(mat.get('speed_rpm')?.data[0]).toBe(1480);
});

test('SciPy reads the .mat, texts included', async () => {
  const python = Bun.which('python3');
  const can = python !== null && Bun.spawnSync([python, '-c', 'import scipy.io']).exitCode === 0;
  if (!can) {
    console.warn('Not tried with SciPy: this machine has no python3 with scipy.');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'tremolo-mat-'));
  const path = join(folder, 'capture.mat');
  writeFileSync(path, await rig.get('mat'));
  const script = `import json, sys, scipy.io
m = scipy.io.loadmat(sys.argv[1])
print(json.dumps([str(m['p1_counts'].dtype), str(m['p2_counts'].dtype), str(m['p3_counts'].dtype),
  m['p2_counts'].shape, int(m['p2_counts'].sum()), str(m['p1_name'][0]), str(m['machine'][0]), str(m['p1_labels'][0]), m['p1_stretches'].tolist()]))`;
  const { stdout, stderr } = Bun.spawnSync([python ?? '', '-c', script, path]);
  rmSync(folder, { recursive: true });
  expect(stderr.toString()).toBe('');
  const sum = rig.values.get(rig.capture.tracks[1].pointId)?.reduce((all, one) => all + one, 0);
  expect(JSON.parse(stdout.toString())).toEqual([
    ...['int16', 'int32', 'float32', [SAMPLES, 1], sum, '=Motor, int16', 'Pumpe 7', 'ball (90 %)'],
    factsOf(rig.capture.tracks[0]).stretches.map(({ from, t0Us }) => [from, t0Us]),
  ]);
});

test('Parquet has a row for each sample with its time, and what is known in its metadata', async () => {
  const { buffer } = await rig.get('parquet');
  const metadata = parquetMetadata(buffer);
  expect(Number(metadata.num_rows)).toBe(3 * SAMPLES);
  const about = metadata.key_value_metadata?.find(({ key }) => key === 'tremolo')?.value ?? '';
  expect(JSON.parse(about)).toMatchObject({
    machine: 'Pumpe 7',
    points: [{ pointName: '=Motor, int16', labels: [{ label: 'ball', confidence: 0.9 }] }, {}, {}],
  });
  const from = SAMPLES + 39_998;
  const rows = await parquetReadObjects({ file: buffer, rowStart: from, rowEnd: from + 4 });
  const track = rig.capture.tracks[1];
  const counts = rig.values.get(track.pointId) ?? [];
  expect(rows).toEqual(
    [39_998, 39_999, 40_000, 40_001].map((i) => ({
      point_id: track.pointId,
      time_us: BigInt(Math.round(timeOfSample(factsOf(track), i))),
      count: counts[i],
      value: Math.fround(counts[i] * factsOf(track).scale),
    })),
  );
});

test('.csv has time, count and value, jumps where samples are missing, and no name becomes a formula', async () => {
  const text = new TextDecoder().decode(await rig.get('csv'));
  const lines = text.split('\r\n').filter((line) => line !== '');
  const rows = lines.filter((line) => !line.startsWith('#'));
  expect(rows[0]).toBe('point,time_s,count,value');
  expect(rows).toHaveLength(1 + 3 * SAMPLES);
  expect(rows[1]).toBe(`"'=Motor, int16",0.0000000,0,0`);
  const timeOf = (row: string) => Number(row.split(',').at(-3));
  expect(timeOf(rows[40_001]) - timeOf(rows[40_000])).toBeCloseTo(0.25 + 1 / RATE_HZ, 5);
  expect(text).toContain('labels ball (90 %)');
});

test('a sound file of several points, or of one that is not there, is refused', async () => {
  await expect(rig.get('wav')).rejects.toThrow('one point');
  await expect(rig.get('csv', newId('pt'))).rejects.toThrow('no samples');
});
