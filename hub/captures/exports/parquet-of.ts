import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { Capture } from '#schemas/captures/capture';
import { countsOf, rawBlocks, timeOfSample } from '#schemas/captures/track-file';
import { type ExportedTrack, labelsOf } from './exported-track.ts';

/** Rows of one group: as much as is made and sent at once. */
const ROWS = 16_384;

/**
 * A Parquet table with a row for each sample: `point_id`, `time_us` (UTC, by the sensor’s clock), `count` as the sensor sent it
 * (floats stay floats), and `value` in the unit of the signal. What is known besides is in the file’s metadata under `tremolo`.
 */
export async function* parquetOf(
  capture: Capture,
  tracks: readonly ExportedTrack[],
): AsyncIterable<Uint8Array> {
  const writer = new ByteWriter();
  const isFloat = tracks.some(({ facts }) => facts.format === 'float32');
  const columnsOf = (rows: Rows) => [
    { name: 'point_id', data: rows.points, type: 'STRING' as const },
    { name: 'time_us', data: rows.times, type: 'INT64' as const },
    { name: 'count', data: rows.counts, type: isFloat ? ('FLOAT' as const) : ('INT32' as const) },
    { name: 'value', data: rows.values, type: 'FLOAT' as const },
  ];
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: columnsOf(rowsOf(0)) }),
    kvMetadata: [{ key: 'tremolo', value: JSON.stringify(about(capture, tracks)) }],
    createdBy: 'Tremolo',
  });
  for (const { facts, open } of tracks) {
    let sample = 0;
    for (const raw of rawBlocks(await open())) {
      const counts = countsOf(facts.format, raw);
      for (let from = 0; from < counts.length; from += ROWS) {
        const rows = rowsOf(Math.min(ROWS, counts.length - from));
        for (let i = 0; i < rows.counts.length; i++, sample++) {
          rows.points[i] = facts.pointId;
          rows.times[i] = BigInt(Math.round(timeOfSample(facts, sample)));
          rows.counts[i] = counts[from + i];
          rows.values[i] = Math.fround(counts[from + i] * facts.scale);
        }
        const columnData = columnsOf(rows).map(({ type: _, ...column }) => column);
        await parquet.write({ columnData, rowGroupSize: ROWS });
        yield taken(writer);
        await new Promise(setImmediate);
      }
    }
  }
  parquet.finish();
  yield taken(writer);
}

interface Rows {
  readonly points: string[];
  readonly times: bigint[];
  readonly counts: number[];
  readonly values: number[];
}

const rowsOf = (length: number): Rows => ({
  points: new Array(length).fill(''),
  times: new Array(length).fill(0n),
  counts: new Array(length).fill(0),
  values: new Array(length).fill(0),
});

/** What was written since the last time; the writer counts on from there. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = new Uint8Array(writer.buffer, 0, writer.index).slice();
  writer.index = 0;
  return bytes;
}

function about(capture: Capture, tracks: readonly ExportedTrack[]) {
  const { captureId, fromMs, toMs, machine, trigger, speedRpm, condition } = capture;
  return {
    ...{ captureId, fromMs, toMs, machine, trigger, speedRpm, condition },
    points: tracks.map(({ facts, pointName }) => ({
      pointName,
      ...facts,
      labels: labelsOf(capture, facts.pointId).map(({ label, confidence }) => ({
        label,
        confidence,
      })),
    })),
  };
}
