/** Which captures a person sees: those of which every point is in sight, where the points are now. */
import type { CaptureId, PointId } from '#schemas/ids/ids';
import type { Principal } from './access/principal.ts';
import type { Rooms } from './rooms.ts';
import { refuseUnseen, sightOf } from './sight.ts';

type Who = Pick<Principal, 'permissions' | 'inAreas'>;

/** Whether a capture of these points is in sight; null: all captures are. */
export function captureSightOf(
  rooms: Pick<Rooms, 'plant' | 'assets'>,
  who: Who,
): ((points: readonly PointId[]) => boolean) | null {
  const sight = sightOf(rooms, who, 'capture:read');
  if (sight === null) return null;
  const isSeen = (pointId: PointId) => {
    const record = rooms.assets.evenRemoved(pointId);
    return record !== null && sight.point(record);
  };
  return (points) => points.length > 0 && points.every(isSeen);
}

/** Points whose captures are in sight; null: of all points. */
export function pointsWithCaptures(
  rooms: Pick<Rooms, 'plant' | 'assets'>,
  who: Who,
): readonly PointId[] | null {
  const sight = sightOf(rooms, who, 'capture:read');
  if (sight === null) return null;
  const seen = rooms.assets.allEvenRemoved().filter(sight.point);
  return seen.map(({ pointId }) => pointId);
}

/** Throws `not_found`, as for one that is not there. */
export async function refuseUnseenCapture(
  rooms: Pick<Rooms, 'plant' | 'assets' | 'captureReading'>,
  who: Who,
  captureId: CaptureId,
): Promise<void> {
  const isSeen = captureSightOf(rooms, who);
  if (isSeen === null) return;
  const own = await rooms.captureReading.pointsOf([captureId]);
  refuseUnseen(isSeen([...own]), 'capture');
}
