import type { Capture } from '#schemas/captures/capture';
import { countsOf, rawBlocks, timeOfSample } from '#schemas/captures/track-file';
import { type ExportedTrack, labelText, UNIT_TEXT } from './exported-track.ts';

/** Rows in one piece. */
const ROWS = 4_096;
const END = '\r\n';

/**
 * A table with a row for each sample: point, time in seconds since the capture began, count as the sensor sent it, and value in the
 * unit of the signal. What is known besides stands above it in lines that begin with `#`. Where samples are missing the time jumps.
 */
export async function* csvOf(
  capture: Capture,
  tracks: readonly ExportedTrack[],
): AsyncIterable<string> {
  yield aboutLines(capture, tracks)
    .map((line) => `# ${line}${END}`)
    .join('');
  yield `point,time_s,count,value${END}`;
  for (const { facts, pointName, open } of tracks) {
    const name = cell(pointName);
    let sample = 0;
    for (const raw of rawBlocks(await open())) {
      const counts = countsOf(facts.format, raw);
      for (let from = 0; from < counts.length; from += ROWS) {
        let rows = '';
        for (let i = from; i < Math.min(counts.length, from + ROWS); i++, sample++) {
          const seconds = (timeOfSample(facts, sample) - capture.fromMs * 1_000) / 1e6;
          const value = Math.fround(counts[i] * facts.scale);
          rows += `${name},${seconds.toFixed(7)},${counts[i]},${Number(value.toPrecision(7))}${END}`;
        }
        yield rows;
        await new Promise(setImmediate);
      }
    }
  }
}

function aboutLines(capture: Capture, tracks: readonly ExportedTrack[]): string[] {
  const { captureId, fromMs, machine, trigger, speedRpm } = capture;
  return [
    `capture: ${captureId}`,
    `begins: ${new Date(fromMs).toISOString()}`,
    `machine: ${line(machine ?? 'unknown')}`,
    `trigger: ${trigger}`,
    `speed: ${speedRpm === null ? 'unknown' : `${speedRpm} r/min`}`,
    ...tracks.flatMap(({ facts, pointName }) => [
      `point: ${line(pointName)}; sensor ${facts.sensorId} axis ${facts.axis}; ${facts.sampleRateHz} Hz; ${facts.format}; ${facts.scale} ${UNIT_TEXT[facts.unit]} per count; stretches ${facts.stretches.length}; labels ${labelText(capture, facts) || 'none'}`,
    ]),
  ];
}

/** Names of people’s choice end no line of ours. */
const line = (text: string) => text.replace(/[\r\n]+/g, ' ');

/** A cell that no spreadsheet takes for a formula, and that ends where it is to end. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
