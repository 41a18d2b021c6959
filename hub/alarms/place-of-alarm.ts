import type { Alarm, AlarmAsset } from '#schemas/alarms/alarm';
import { assetOfPoint, assetOfValue, type PlacedValue } from './asset-of.ts';
import type { PlantView } from './plant-view.ts';

/** Where an alarm is by now, and what it stands together with. */
export interface PlaceOfAlarm {
  readonly asset: AlarmAsset;
  readonly together: string;
}

/**
 * Where an open alarm is by now: machines are moved and renamed while it stands, and rights, lists and groups go by its place. Null:
 * nobody knows better than the alarm itself.
 */
export function placeOfAlarm(
  { asset }: Alarm,
  plant: PlantView,
  latestOf: (valueId: string) => PlacedValue | null,
): PlaceOfAlarm | null {
  // Which agent has it belongs to the moment of the alarm, not to the place.
  const { kind, assetId, nodeId, agentId } = asset;
  if (kind === 'system') return null;
  const point = asset.pointId === null ? null : plant.point(asset.pointId);
  if (kind === 'point') {
    return (
      point && {
        asset: { ...assetOfPoint(point, 'point'), agentId },
        together: point.machine?.assetId ?? assetId,
      }
    );
  }
  if (kind === 'process_value') {
    const known = nodeId === null ? null : { valueId: assetId, nodeId, name: asset.name };
    const value = latestOf(assetId) ?? known;
    const place = value && plant.node(value.nodeId);
    if (value === null || place === null) return null;
    return {
      asset: { ...assetOfValue(value, place, 'point'), agentId },
      together: place.machine?.assetId ?? assetId,
    };
  }
  // The point that raised it says where on the machine; it may hang somewhere else by now.
  if (point?.machine?.assetId === assetId) {
    return { asset: { ...assetOfPoint(point, 'machine'), agentId }, together: assetId };
  }
  const place = nodeId === null ? null : plant.node(nodeId);
  if (place?.machine?.assetId !== assetId) return null;
  const { machine, area, path } = place;
  const now = { name: machine.name, machine: machine.name, area, path: [...path] };
  return { asset: { ...asset, ...now }, together: assetId };
}

/** The alarm as it is at its place by now; null: there it is already. */
export function placedAnew(alarm: Alarm, place: PlaceOfAlarm | null): Alarm | null {
  if (place === null) return null;
  const after: Alarm = {
    ...alarm,
    asset: place.asset,
    groupKey: `${place.together}|${alarm.cause.source}`,
  };
  return Bun.deepEquals(after, alarm) ? null : after;
}
