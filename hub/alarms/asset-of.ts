import type { AlarmAsset } from '#schemas/alarms/alarm';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import type { PointId } from '#schemas/ids/ids';
import type { ProcessValueReading } from '#schemas/plant/process-value';
import type { Place, WatchedPoint } from './plant-view.ts';

/** What an alarm of the point is about: its machine where the rule wants one for each machine and there is one. */
export function assetOfPoint(point: WatchedPoint, per: 'point' | 'machine'): AlarmAsset {
  const { pointId, machine, area, path, agentId, nodeIds } = point;
  const place = { machine: machine?.name ?? null, area, path: [...path], agentId };
  if (per === 'machine' && machine !== null) {
    const { assetId, name, nodeId } = machine;
    return { kind: 'machine', assetId, name, pointId, nodeId, ...place };
  }
  const nodeId = nodeIds.at(-1) ?? null;
  return { kind: 'point', assetId: pointId, name: point.name, pointId, nodeId, ...place };
}

/** A process value by where it is and how it is called. */
export type PlacedValue = Pick<ProcessValueReading, 'name'> & {
  readonly valueId: string;
  readonly nodeId: string;
};

/** The same of a process value. */
export function assetOfValue(
  { valueId, nodeId, name }: PlacedValue,
  place: Place | null,
  per: 'point' | 'machine',
): AlarmAsset {
  const machine = place?.machine ?? null;
  const common = {
    pointId: null as PointId | null,
    machine: machine?.name ?? null,
    area: place?.area ?? null,
    path: [...(place?.path ?? [])],
    agentId: null,
  };
  if (per === 'machine' && machine !== null) {
    const { assetId, name: called, nodeId: machineNode } = machine;
    return { kind: 'machine', assetId, name: called, nodeId: machineNode, ...common };
  }
  return { kind: 'process_value', assetId: valueId, name, nodeId, ...common };
}

/** A part of the system that is wrong in one way: two ways at once are two alarms. */
export function assetOfCondition({ kind, subject }: SystemCondition): AlarmAsset {
  const { agentId, gpuUuid, part } = subject;
  const named = [agentId, gpuUuid, part].filter((one) => one !== null);
  return {
    kind: 'system',
    assetId: ['system', kind, ...named].join(':').slice(0, 160),
    name: named.length === 0 ? 'Hub' : named.join(' · ').slice(0, 160),
    pointId: null,
    nodeId: null,
    machine: null,
    area: null,
    path: [],
    agentId,
  };
}

/** By what alarms of one agent, or of the hub itself, are put together. */
export function systemKey({ agentId }: AlarmAsset): string {
  return `system:${agentId ?? 'hub'}`;
}
