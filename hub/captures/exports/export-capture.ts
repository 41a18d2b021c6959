import type { Capture } from '#schemas/captures/capture';
import { refused } from '#schemas/errors/refused';
import type { ExportFormat } from '#schemas/http/captures';
import type { PointId } from '#schemas/ids/ids';
import { openTrack } from '../open-track.ts';
import { csvOf } from './csv-of.ts';
import type { ExportedFile, ExportedTrack } from './exported-track.ts';
import { matOf } from './mat-of.ts';
import { parquetOf } from './parquet-of.ts';
import { wavOf } from './wav-of.ts';

const TYPES = {
  wav: 'audio/wav',
  csv: 'text/csv; charset=utf-8',
  mat: 'application/x-matlab-data',
  parquet: 'application/vnd.apache.parquet',
} as const satisfies Record<ExportFormat, string>;

export interface ExportWanted {
  readonly capture: Capture;
  readonly format: ExportFormat;
  /** Of one point only. */
  readonly pointId?: PointId | undefined;
  readonly read: (sha256: string) => Promise<Uint8Array<ArrayBuffer>>;
}

/** A capture as a file of another format, written while it is sent. Throws `not_found`, `request_invalid`, `file_damaged`. */
export async function exportCapture({
  capture,
  format,
  pointId,
  read,
}: ExportWanted): Promise<ExportedFile> {
  const kept = capture.tracks.filter(
    (track) => track.state === 'kept' && (pointId === undefined || track.pointId === pointId),
  );
  if (kept.length === 0) throw refused('samples_unknown');
  if (format === 'wav' && kept.length > 1) {
    throw refused('sound_of_one_point');
  }
  const tracks = kept.flatMap(({ facts, sha256, pointName }): ExportedTrack[] => {
    if (facts === null || sha256 === null) return [];
    return [{ facts, pointName, open: async () => openTrack(await read(sha256)) }];
  });
  const [first] = tracks;
  const pieces = {
    wav: () => wavOf(capture, first),
    csv: () => csvOf(capture, tracks),
    mat: () => matOf(capture, tracks),
    parquet: () => parquetOf(capture, tracks),
  }[format]();
  const of = kept.length === 1 ? `${capture.captureId}-${kept[0].pointId}` : capture.captureId;
  return { pieces, name: `${of}.${format}`, type: TYPES[format] };
}
