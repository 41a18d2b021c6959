import type { PlacedValue } from './asset-of.ts';
import type { Held } from './hold-book.ts';
import type { PlantView } from './plant-view.ts';

/** What is held back as it is called by now, and the area that it is in. */
export type PlaceOfHold = Pick<Held, 'assetName' | 'area'>;

/** Where what a person holds back is by now: holds outlive their alarms, and machines are moved and renamed meanwhile. Null: nobody knows, or it is there still. */
export function placeOfHold(
  { assetId, assetName, area }: Held,
  plant: PlantView,
  placedValue: (valueId: string) => PlacedValue | null,
): PlaceOfHold | null {
  const now = placeOf(assetId, plant, placedValue);
  return now === null || (now.assetName === assetName && now.area === area) ? null : now;
}

function placeOf(
  assetId: string,
  plant: PlantView,
  placedValue: (valueId: string) => PlacedValue | null,
): PlaceOfHold | null {
  const point = plant.point(assetId);
  if (point !== null) return { assetName: point.name, area: point.area };
  const node = plant.node(assetId);
  if (node?.machine?.assetId === assetId) return { assetName: node.machine.name, area: node.area };
  const value = placedValue(assetId);
  const place = value && plant.node(value.nodeId);
  if (value !== null && place !== null) return { assetName: value.name, area: place.area };
  if (!assetId.startsWith('machine:')) return null;
  // A name that only sensors say: where its points are.
  for (const { machine, area } of plant.points()) {
    if (machine?.assetId === assetId) return { assetName: machine.name, area };
  }
  return null;
}
