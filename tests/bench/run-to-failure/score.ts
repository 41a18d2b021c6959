import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PointSummary } from '#schemas/broker/messages';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { findBearing } from '#signal/bearings/catalogue';
import {
  PRONOSTIA_INTERVAL_S,
  PRONOSTIA_RATE_HZ,
  readPronostia,
} from '#signal/recordings/pronostia';
import type { WatchedPoint } from '../../../hub/alarms/plant-view.ts';
import { judgeRun, type RunScore } from './judge-run.ts';
import { replayThroughLane, type Snapshot } from './lane-replay.ts';

const USAGE = `bun run score:runtofailure [folder]

When the first alarm stood on bearings that were run until they failed (PRONOSTIA; by default in
TREMOLO_DATA_DIR or ../shared/data, folder pronostia), as a share of each bearing's life, and how many
alarms came in its first half. Speed and bearing are told, nothing else; rules and delays as they come.`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
});
const FOLDER =
  positionals[0] ??
  join(
    process.env.TREMOLO_DATA_DIR ?? join(import.meta.dirname, '../../../../shared/data'),
    'pronostia',
  );

const print = (text: string) => process.stdout.write(`${text}\n`);
const percent = (share: number | null) =>
  share === null ? 'never' : `${Math.round(share * 1_000) / 10} %`;

const filesOf = (bearing: string) =>
  readdirSync(join(FOLDER, bearing))
    .filter((file) => /^acc_\d+\.csv$/.test(file))
    .sort();

async function* snapshotsOf(bearing: string): AsyncIterable<Snapshot> {
  for (const file of filesOf(bearing)) {
    const text = await Bun.file(join(FOLDER, bearing, file)).text();
    yield { channels: readPronostia(bearing, file, text).channels.map(({ samples }) => samples) };
  }
}

async function scoreBearing(bearing: string): Promise<RunScore & { hours: number }> {
  const [first] = filesOf(bearing);
  const text = await Bun.file(join(FOLDER, bearing, first)).text();
  const { speedRpm, channels } = readPronostia(bearing, first, text);
  const geometry = findBearing('NSK 6804DD')?.geometry ?? null;
  const { told, pointIds } = await replayThroughLane({
    snapshots: snapshotsOf(bearing),
    axes: channels.length,
    sampleRateHz: PRONOSTIA_RATE_HZ,
    facts: { ...UNKNOWN_MACHINE, speedRpm, bearing: geometry },
  });
  const points = pointIds.map(
    (pointId, axis): WatchedPoint => ({
      ...{ pointId, name: channels[axis].name, tags: [], agentId: null, nodeIds: [], path: [] },
      area: null,
      machine: { assetId: `machine:${bearing}`, name: bearing, nodeId: null, kind: null },
    }),
  );
  // A snapshot of a tenth of a second stands for ten seconds: what the lane saw in its time happened in the bearing's.
  const recordedS = channels[0].samples.length / PRONOSTIA_RATE_HZ;
  const stretch = PRONOSTIA_INTERVAL_S / recordedS;
  const readings = told
    .map((one) => ({ ...(one as PointSummary), atMs: one.atMs * stretch }))
    .sort((a, b) => a.atMs - b.atMs);
  const endMs = filesOf(bearing).length * PRONOSTIA_INTERVAL_S * 1_000;
  return { ...judgeRun(points, readings, endMs), hours: endMs / 3_600_000 };
}

async function main(): Promise<void> {
  const bearings = readdirSync(FOLDER)
    .filter((name) => /^Bearing\d_\d+$/.test(name))
    .sort();
  const scores = [];
  for (const bearing of bearings) {
    const { alarms, firstAlarm, standsFrom, falseInFirstHalf, hours } = await scoreBearing(bearing);
    print(
      `${bearing} (${hours.toFixed(1)} h)  first alarm ${percent(firstAlarm)}  stands from ${percent(standsFrom)}  in the first half ${falseInFirstHalf}`,
    );
    if (values.list) {
      for (const one of alarms)
        print(`  ${percent(one.from)} – ${percent(one.to)}  ${one.rule}: ${one.says}`);
    }
    const round = (share: number | null) => share && Math.round(share * 1_000) / 1_000;
    scores.push({
      bearing,
      firstAlarm: round(firstAlarm),
      standsFrom: round(standsFrom),
      falseInFirstHalf,
      alarms: alarms.length,
    });
  }
  print(JSON.stringify({ score: 'runtofailure', data: basename(FOLDER), bearings: scores }));
}

if (values.help) print(USAGE);
else if (!existsSync(FOLDER)) {
  process.stderr.write(
    `There are no recordings in ${FOLDER}: name the folder, or set TREMOLO_DATA_DIR.\n`,
  );
  process.exitCode = 1;
} else await main();
