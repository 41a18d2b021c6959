import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { refused } from '#schemas/errors/refused';
import { BearingGeometry, type MachineFacts, UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { BEARING_LABELS, FAULT_LABELS, FaultLabel } from '#schemas/readings/finding';
import { Rpm } from '#schemas/units/units';
import { SIGNATURE_LENGTH } from '#signal/features/signature';
import { signatureOf } from '#signal/features/signature-of';
import { CWRU_DRIVE_END_BEARING, parseCwruName, readCwru } from '#signal/recordings/cwru';
import { readWav } from '#signal/recordings/wav';
import { targetsOf } from './training/baseline/targets.ts';
import { Dataset } from './training/dataset.ts';

/** As long as a live context; half overlapped. */
const STRETCH_SECONDS = 1.35;
const FILES_MAX = 5_000;
const FILE_BYTES_MAX = 256 * 1024 * 1024;

/** What stands beside `name.wav` in `name.json`: a sound file knows neither unit nor machine. */
const RecordingNote = z.strictObject({
  /** What holds. */
  labels: z.array(FaultLabel),
  /** Of which labels it is known whether they hold; absent: of all. */
  known: z.array(FaultLabel).min(1).optional(),
  /** How many g full scale is. */
  fullScaleG: z.number().positive(),
  speedRpm: Rpm.nullable().default(null),
  bearing: BearingGeometry.nullable().default(null),
});

interface LabelledSignal {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly facts: MachineFacts;
  readonly labels: readonly FaultLabel[];
  readonly known: readonly FaultLabel[];
}

export interface LabelledRecordings {
  /** A row for each stretch of 1.35 s. */
  readonly data: Dataset;
  /** Labels of which every recording says whether they hold. */
  readonly known: readonly FaultLabel[];
}

/**
 * The recordings of a folder whose faults are known: `.wav` with a note beside it, and files named as those of the CWRU Bearing Data
 * Center. Others are passed over. Await `loadFft` first.
 * @throws TremoloError not_found: none there; recording_unreadable: one is damaged, or its note is
 */
export async function labelledRecordings(
  folder: string,
  onProgress: (done: number, of: number) => void,
): Promise<LabelledRecordings> {
  const names = existsSync(folder) ? readdirSync(folder).filter(isRecording).toSorted() : [];
  if (names.length === 0 || names.length > FILES_MAX) {
    throw refused('recordings_number', { count: names.length, most: FILES_MAX });
  }
  const data = new Dataset(SIGNATURE_LENGTH, FAULT_LABELS.length);
  let known: readonly FaultLabel[] = FAULT_LABELS;
  for (const [i, name] of names.entries()) {
    const signal = readLabelled(folder, name);
    if (signal !== null) {
      addRows(data, signal);
      known = known.filter((label) => signal.known.includes(label));
    }
    onProgress(i + 1, names.length);
    // Lets what its agent says in between files in.
    await new Promise(setImmediate);
  }
  return { data, known };
}

const isRecording = (name: string) => name.endsWith('.wav') || parseCwruName(name) !== null;

/** Null for a CWRU file without the drive end’s channel. */
function readLabelled(folder: string, name: string): LabelledSignal | null {
  const path = join(folder, name);
  if (statSync(path).size > FILE_BYTES_MAX) {
    throw refused('recording_large', { name });
  }
  return name.endsWith('.wav') ? wavSignal(path, name) : cwruSignal(path, name);
}

function wavSignal(path: string, name: string): LabelledSignal {
  const { sampleRateHz, channels } = readWav(readFileSync(path));
  const note = noteOf(path.replace(/\.wav$/, '.json'), name);
  return {
    samples: channels[0].map((value) => value * note.fullScaleG),
    sampleRateHz,
    facts: { ...UNKNOWN_MACHINE, speedRpm: note.speedRpm, bearing: note.bearing },
    labels: note.labels,
    known: note.known ?? FAULT_LABELS,
  };
}

function noteOf(path: string, name: string) {
  try {
    return RecordingNote.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw refused('recording_no_note', { name }, { cause });
  }
}

function cwruSignal(path: string, name: string): LabelledSignal | null {
  const { channels, sampleRateHz, speedRpm, about } = readCwru(name, readFileSync(path));
  const channel = channels.find((candidate) => candidate.name === 'DE');
  if (channel === undefined) return null;
  return {
    samples: channel.samples,
    sampleRateHz,
    facts: { ...UNKNOWN_MACHINE, speedRpm, bearing: CWRU_DRIVE_END_BEARING },
    labels: about.fault === null ? [] : [about.fault],
    known: BEARING_LABELS,
  };
}

/** All of it in stretches, or the whole where it is shorter than one. */
function addRows(data: Dataset, { samples, sampleRateHz, facts, labels }: LabelledSignal): void {
  const length = Math.min(samples.length, Math.ceil(STRETCH_SECONDS * sampleRateHz));
  const targets = targetsOf(labels);
  for (let at = 0; at + length <= samples.length; at += Math.max(1, Math.floor(length / 2))) {
    data.add(signatureOf(samples.subarray(at, at + length), sampleRateHz, facts), targets);
  }
}
