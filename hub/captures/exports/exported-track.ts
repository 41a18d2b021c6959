import type { Capture, CaptureLabel } from '#schemas/captures/capture';
import type { TrackFacts } from '#schemas/captures/track';
import type { Track } from '#schemas/captures/track-file';
import type { PointId } from '#schemas/ids/ids';

/** A track with what a file of another program should say of it. */
export interface ExportedTrack {
  readonly facts: TrackFacts;
  readonly pointName: string;
  /** Reads its samples: of many tracks one lies in memory at a time. Throws `not_found`, `file_damaged`. */
  readonly open: () => Promise<Track>;
}

export interface ExportedFile {
  readonly pieces: AsyncIterable<Uint8Array | string>;
  readonly name: string;
  readonly type: string;
}

/** What holds of a point, as people said: of the point itself and of its machine. */
export function labelsOf({ labels }: Capture, pointId: PointId): CaptureLabel[] {
  return labels.filter((label) => label.pointId === null || label.pointId === pointId);
}

/** In words, for formats that keep a text: `outer_race (80 %)`. */
export function labelText(capture: Capture, { pointId }: TrackFacts): string {
  return labelsOf(capture, pointId)
    .map(({ label, confidence }) => `${label} (${Math.round(confidence * 100)} %)`)
    .join(', ');
}

/** The unit as a reader of the file understands it. */
export const UNIT_TEXT = { g: 'g', m_s2: 'm/s²', mm_s: 'mm/s', undeclared: 'undeclared' } as const;
