/** What the place of a point says of it. */
import type { MachineFacts } from '#schemas/plant/machine-facts';
import { factsAt } from './assets/facts-at.ts';
import type { Plant } from './assets/plant.ts';
import { factsOf, type PointRecord } from './assets/point-record.ts';

/** What of the plant a place is judged by. */
export interface PlaceRooms {
  readonly plant: Plant;
  readonly lastValueOf: (valueId: string) => number | null;
}

/** What is known of the machine at a point: sensor, machine and position, and what a person says of the point itself. */
export function factsOfPoint(
  { plant, lastValueOf }: PlaceRooms,
  record: PointRecord,
): MachineFacts {
  return factsOf(record, factsAt(plant.tree, record.nodeId, lastValueOf));
}

/** Machine and area of a point: by where it hangs; while it hangs nowhere, what sensor and people say. */
export function placeOf(
  { plant }: Pick<PlaceRooms, 'plant'>,
  { nodeId, machine, editedArea }: PointRecord,
): { machine: string | null; area: string | null } {
  if (nodeId === null) return { machine, area: editedArea };
  return {
    machine: plant.tree.nearest(nodeId, 'machine')?.name ?? null,
    area: plant.tree.nearest(nodeId, 'area')?.name ?? null,
  };
}
