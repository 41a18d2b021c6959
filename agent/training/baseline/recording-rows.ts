import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { type MachineFacts, UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { BEARING_LABELS, FAULT_LABELS } from '#schemas/readings/finding';
import { SIGNATURE_LENGTH } from '#signal/features/signature';
import { signatureOf } from '#signal/features/signature-of';
import {
  CWRU_DRIVE_END_BEARING,
  type CwruRecording,
  parseCwruName,
  readCwru,
} from '#signal/recordings/cwru';
import { Dataset } from '../dataset.ts';
import { targetsOf } from './targets.ts';

/** Rows from real recordings, and the hash over the files they came from. */
export interface RecordingRows {
  readonly data: Dataset;
  readonly files: number;
  readonly sha256: string;
}

/** Stretches of a recording, half overlapped: as long as a live context. */
const STRETCH_SECONDS = 1.35;
/** What the rig's seeded faults say nothing about is left out of the loss. */
const KNOWN = Float32Array.from(FAULT_LABELS, (label) => (BEARING_LABELS.includes(label) ? 1 : 0));

/**
 * Signatures of the drive-end channels of a folder's CWRU files (by their names); other files are passed over.
 * @throws TremoloError recording_unreadable: none there, or damaged
 */
export async function recordingRows(folder: string): Promise<RecordingRows> {
  const data = new Dataset(SIGNATURE_LENGTH, FAULT_LABELS.length);
  const hash = createHash('sha256');
  const names = (await readdir(folder)).filter((name) => parseCwruName(name) !== null).sort();
  if (names.length === 0) {
    throw new TremoloError('recording_unreadable', 'The folder holds no CWRU recordings.');
  }
  for (const name of names) {
    const bytes = await readFile(`${folder}/${name}`);
    hash.update(name).update(bytes);
    addRows(data, readCwru(name, bytes));
  }
  return { data, files: names.length, sha256: hash.digest('hex') };
}

function addRows(data: Dataset, recording: CwruRecording): void {
  const channel = recording.channels.find((candidate) => candidate.name === 'DE');
  if (channel === undefined) return;
  const facts: MachineFacts = {
    ...UNKNOWN_MACHINE,
    speedRpm: recording.speedRpm,
    bearing: CWRU_DRIVE_END_BEARING,
  };
  const targets = targetsOf(recording.about.fault === null ? [] : [recording.about.fault]);
  const length = Math.ceil(STRETCH_SECONDS * recording.sampleRateHz);
  for (let at = 0; at + length <= channel.samples.length; at += Math.floor(length / 2)) {
    const stretch = channel.samples.subarray(at, at + length);
    data.add(signatureOf(stretch, recording.sampleRateHz, facts), targets, KNOWN);
  }
}
