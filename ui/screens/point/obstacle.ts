import type { Point } from '#schemas/http/points';
import type { Appearance } from '../../text/en.ts';
import { pointWords } from '../../text/point.ts';
import type { Latest } from '../../websocket/point-cell.ts';

/** Why nothing fresh comes from the point, or null while it does. */
export function obstacleOf(
  point: Point,
  latest: Latest | null,
  appearance: Appearance,
): string | null {
  if (latest !== null && appearance !== 'stale') return null;
  if (!point.sensorOnline) return pointWords.sensorOffline;
  if (point.agentId !== null) return pointWords.nothingComes(point.agentId);
  return `${pointWords.noAgent}${point.unassignedReason === null ? '.' : `: ${point.unassignedReason}`}`;
}
