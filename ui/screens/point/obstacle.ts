import type { Point } from '#schemas/http/points';
import { type Appearance, text } from '../../text/en.ts';
import type { Latest } from '../../websocket/point-cell.ts';

/** Why nothing fresh comes from the point, or null while it does. */
export function obstacleOf(
  point: Point,
  latest: Latest | null,
  appearance: Appearance,
): string | null {
  if (latest !== null && appearance !== 'stale') return null;
  if (!point.sensorOnline) return text.point.sensorOffline;
  if (point.agentId !== null) return text.point.nothingComes(point.agentId);
  return `${text.point.noAgent}${point.unassignedReason === null ? '.' : `: ${point.unassignedReason}`}`;
}
