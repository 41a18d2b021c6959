import type { CaptureId } from '#schemas/ids/ids';
import type { Statement } from '../store/statement.ts';

const TABLES = ['capture_tracks', 'capture_alarms', 'capture_labels', 'plot_notes', 'captures'];

/** Takes captures out of every table; their objects go with the next sweep. */
export function deletingCaptures(captureIds: readonly CaptureId[]): Statement[] {
  const args = [JSON.stringify(captureIds)];
  return TABLES.map((table) => ({
    sql: `DELETE FROM ${table} WHERE capture_id IN (SELECT value FROM json_each(?))`,
    args,
  }));
}
