import type { CaptureId, PointId } from '#schemas/ids/ids';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

const TABLES = ['capture_tracks', 'capture_alarms', 'capture_labels', 'plot_notes', 'captures'];

/** Takes captures out of every table; their objects go with the next sweep. */
export function deletingCaptures(captureIds: readonly CaptureId[]): Statement[] {
  const args = [JSON.stringify(captureIds)];
  return TABLES.map((table) => ({
    sql: `DELETE FROM ${table} WHERE capture_id IN (SELECT value FROM json_each(?))`,
    args,
  }));
}

/** The points of each of these, whatever came of them; to be asked before they are taken out. */
export async function pointsOfEach(
  store: Store,
  captureIds: readonly CaptureId[],
): Promise<Map<CaptureId, PointId[]>> {
  const rows = await store.read(
    'SELECT capture_id, point_id FROM capture_tracks WHERE capture_id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(captureIds)],
  );
  const points = new Map<CaptureId, PointId[]>(captureIds.map((captureId) => [captureId, []]));
  for (const row of rows) points.get(row.capture_id as CaptureId)?.push(row.point_id as PointId);
  return points;
}
