import { createHash } from 'node:crypto';
import type { CaptureLabel } from '#schemas/captures/capture';
import { CaptureDataset, DATASET_TRACKS_MAX, LABEL_HOLDS_FROM } from '#schemas/captures/dataset';
import { refused } from '#schemas/errors/refused';
import type { CaptureId, PointId } from '#schemas/ids/ids';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import { FAULT_LABELS, type FaultLabel } from '#schemas/readings/finding';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import type { CaptureReading } from './capture-reading.ts';

type Track = CaptureDataset['tracks'][number];

export interface CaptureDatasetsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly reading: CaptureReading;
  /** What is known of the machine at a point, at this speed. */
  readonly factsOf: (pointId: PointId, speedRpm: number | null) => MachineFacts;
}

/** Sets of labelled captures that jobs learn from. */
export class CaptureDatasets {
  readonly #deps: CaptureDatasetsDeps;
  readonly #sets = new Map<string, CaptureDataset>();

  constructor(deps: CaptureDatasetsDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const { sha256, body } of await this.#deps.store.read('SELECT * FROM capture_sets')) {
      this.#sets.set(String(sha256), CaptureDataset.parse(JSON.parse(String(body))));
    }
  }

  /** Throws `not_found`, and `conflict` when none of them can be learned from. */
  async make(captureIds: readonly CaptureId[], actor: Actor) {
    const tracks: Track[] = [];
    const used = new Set<CaptureId>();
    for (const captureId of new Set(captureIds)) {
      for (const track of await this.#tracksOf(captureId)) {
        tracks.push(track);
        used.add(captureId);
      }
    }
    if (tracks.length === 0 || tracks.length > DATASET_TRACKS_MAX) {
      throw tracks.length === 0
        ? refused('set_without_labels')
        : refused('set_full', { count: DATASET_TRACKS_MAX });
    }
    const dataset: CaptureDataset = { version: 1, tracks };
    const body = JSON.stringify(dataset);
    const sha256 = createHash('sha256').update(body).digest('hex');
    const made = {
      sql: 'INSERT OR IGNORE INTO capture_sets VALUES (?, ?, ?)',
      args: [sha256, body, this.#deps.clock()],
    };
    const details = { captures: used.size, tracks: tracks.length };
    const entry = { event: 'capture.set_made', actor, resourceId: sha256, details } as const;
    await this.#deps.store.record([made], [entry]);
    this.#sets.set(sha256, dataset);
    return { sha256, captures: used.size, tracks: tracks.length };
  }

  /** The file of a set; null: there is none of this name. */
  file(sha256: string): Uint8Array<ArrayBuffer> | null {
    const set = this.#sets.get(sha256);
    return set === undefined ? null : new TextEncoder().encode(JSON.stringify(set));
  }

  /** Files of the tracks of a set. */
  filesOf(sha256: string): string[] {
    return this.#sets.get(sha256)?.tracks.map((track) => track.sha256) ?? [];
  }

  async #tracksOf(captureId: CaptureId): Promise<Track[]> {
    const { reading, factsOf } = this.#deps;
    const { tracks, labels, speedRpm } = await reading.one(captureId);
    return tracks.flatMap(({ pointId, sha256, facts }) => {
      const own = labels.filter((label) => label.pointId === null || label.pointId === pointId);
      const isGradable = facts?.unit === 'g' || facts?.unit === 'm_s2';
      if (sha256 === null || own.length === 0 || !isGradable) return [];
      const { holds, known } = knownOf(own);
      if (known.length === 0) return [];
      const about = { labels: holds, known, facts: factsOf(pointId, speedRpm) };
      return [{ sha256, captureId, pointId, ...about }];
    });
  }
}

/** What holds, and of which labels it is known: all but those that somebody is not sure of. */
function knownOf(labels: readonly CaptureLabel[]): { holds: FaultLabel[]; known: FaultLabel[] } {
  const sure = new Set<string>();
  const unsure = new Set<string>();
  for (const { label, confidence } of labels) {
    (confidence >= LABEL_HOLDS_FROM ? sure : unsure).add(label);
  }
  // Perhaps healthy says nothing at all.
  if (unsure.has('healthy') && sure.size === 0) return { holds: [], known: [] };
  return {
    holds: FAULT_LABELS.filter((label) => sure.has(label)),
    known: FAULT_LABELS.filter((label) => sure.has(label) || !unsure.has(label)),
  };
}
