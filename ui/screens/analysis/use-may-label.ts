import type { PointId } from '#schemas/ids/ids';
import { useApp } from '../../session/app.ts';
import { placeScopes } from '../../session/place-scopes.ts';

/** Whether this person may label and note captures of the point, everywhere or in its part of the plant. */
export function useMayLabel(pointId: PointId | null): boolean {
  const { session, plant } = useApp();
  const point = pointId === null ? undefined : plant.cell(pointId)?.point.value;
  return session.mayIn('capture:label', point === undefined ? null : placeScopes(point));
}
