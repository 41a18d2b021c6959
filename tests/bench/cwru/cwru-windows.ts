import { readdirSync, readFileSync } from 'node:fs';
import { type MachineFacts, UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { scoreRules } from '#signal/diagnosis/rules';
import { createAnalysis } from '#signal/features/analysis';
import { RecordAnalyzer } from '#signal/features/record-analyzer';
import {
  CWRU_DRIVE_END_BEARING,
  type CwruRecording,
  parseCwruName,
  readCwru,
} from '#signal/recordings/cwru';
import { decimate } from '#signal/recordings/decimate';
import { loadFft } from '#signal/spectrum/fft';

/** The labels that the rig's seeded faults cover, in the order of every score here. */
export const CWRU_LABELS = ['ball', 'inner_race', 'outer_race'] as const;
export type CwruLabel = (typeof CWRU_LABELS)[number];
export const CWRU_SIZES_MIL = [7, 14, 21] as const;
/** Where the recordings are looked for. */
export const CWRU_FOLDER = `${process.env.TREMOLO_DATA_DIR ?? `${import.meta.dirname}/../../../../shared/data`}/cwru`;
/** All is compared at the faulty recordings' rate: another rate would tell the healthy machine. */
const RATE_HZ = 12_000;

/** One second of the drive-end sensor, analysed. */
export interface CwruWindow {
  readonly fault: CwruLabel | null;
  readonly sizeMil: number;
  readonly signature: Float32Array;
  /** Of CWRU_LABELS, 0…1. */
  readonly ruleScores: Float32Array;
}

/** Where a score or probability of each of CWRU_LABELS stands among all labels. */
export const CWRU_COLUMNS = CWRU_LABELS.map((label) => FAULT_LABELS.indexOf(label));

/**
 * The windows of the drive-end part: 1 s, not overlapping. Faulty recordings at loads 1–3 hp; the healthy one at 0 hp, because it
 * is the only one there is.
 */
export async function loadCwruWindows(folder: string): Promise<CwruWindow[]> {
  const analyzer = RecordAnalyzer.for(await loadFft(), RATE_HZ, RATE_HZ);
  const names = readdirSync(folder).filter(isWanted).sort();
  return names.flatMap((name) => cut(readCwru(name, readFileSync(`${folder}/${name}`)), analyzer));
}

function isWanted(fileName: string): boolean {
  const about = parseCwruName(fileName);
  if (about === null) return false;
  return about.fault === null || (about.sampleRateHz === RATE_HZ && about.loadHp >= 1);
}

function cut(recording: CwruRecording, analyzer: RecordAnalyzer): CwruWindow[] {
  const { fault, sizeMil } = recording.about;
  const channel = recording.channels.find((candidate) => candidate.name === 'DE')!;
  const samples = decimate(channel.samples, recording.sampleRateHz / RATE_HZ);
  const facts: MachineFacts = {
    ...UNKNOWN_MACHINE,
    speedRpm: recording.speedRpm,
    bearing: CWRU_DRIVE_END_BEARING,
  };
  return Array.from({ length: Math.floor(samples.length / RATE_HZ) }, (_, i) => {
    const analysis = createAnalysis();
    const window = samples.subarray(i * RATE_HZ, (i + 1) * RATE_HZ);
    analyzer.analyze(window, facts, analysis);
    const rules = new Float32Array(FAULT_LABELS.length);
    scoreRules(analysis, rules);
    const ruleScores = Float32Array.from(CWRU_COLUMNS, (column) => rules[column]!);
    return { fault, sizeMil, signature: analysis.signature, ruleScores };
  });
}
