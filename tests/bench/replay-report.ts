/**
 * `bun tests/bench/replay-report.ts`: carries every CWRU recording through analyzer, rules, shipped model and filter as a lane
 * does, and prints what a person would read at its end. Files are looked for in TREMOLO_DATA_DIR, by default ../shared/data.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import type { FaultLabel, Verdict } from '#schemas/readings/finding';
import { CWRU_DRIVE_END_BEARING, readCwru } from '#signal/recordings/cwru';
import { BASELINE_MODEL_PATH, loadModel } from '../../agent/models/load-model.ts';
import { CWRU_FOLDER } from './cwru/cwru-windows.ts';
import { Replayer } from './cwru/replay.ts';

type Outcome = 'right' | 'wrong' | 'silent';

/** The fault that a file's name says, or null for a healthy machine. */
function faultOf(file: string): FaultLabel | null {
  const kind = /_(IR|OR|B)\d/.exec(file)?.[1];
  return kind === 'IR' ? 'inner_race' : kind === 'OR' ? 'outer_race' : kind === 'B' ? 'ball' : null;
}

/** Silence is right for a healthy machine; a name is right when no other stands beside it. */
function outcomeOf(verdict: Verdict, fault: FaultLabel | null): Outcome {
  const named = new Set(verdict.findings.map((finding) => finding.fault));
  if (named.size === 0) return fault === null ? 'right' : 'silent';
  return fault !== null && named.size === 1 && named.has(fault) ? 'right' : 'wrong';
}

async function report(): Promise<void> {
  const replayer = new Replayer(await loadModel(BASELINE_MODEL_PATH));
  await replayer.start();
  const counts: Record<Outcome, number> = { right: 0, wrong: 0, silent: 0 };
  for (const file of readdirSync(CWRU_FOLDER)
    .filter((name) => name.endsWith('.mat'))
    .sort()) {
    const { channels, sampleRateHz, speedRpm } = readCwru(
      file,
      await Bun.file(join(CWRU_FOLDER, file)).bytes(),
    );
    const { samples } = channels.find((channel) => channel.name === 'DE') ?? channels[0];
    const facts = { ...UNKNOWN_MACHINE, speedRpm, bearing: CWRU_DRIVE_END_BEARING, powerKw: 1.5 };
    const { verdict } = await replayer.replay([{ samples, sampleRateHz, facts }]);
    const outcome = outcomeOf(verdict, faultOf(file));
    counts[outcome]++;
    console.log(
      `${file.padEnd(24)} ${outcome.padEnd(6)} ${verdict.condition.padEnd(8)} ${verdict.why}`,
    );
  }
  await replayer.stop();
  console.log(JSON.stringify({ report: 'replay', ...counts }));
}

if (existsSync(CWRU_FOLDER)) await report();
else console.log('There are no CWRU recordings: say where with TREMOLO_DATA_DIR.');
