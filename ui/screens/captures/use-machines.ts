import type { Permission } from '#schemas/access/permissions';
import type { PointId } from '#schemas/ids/ids';
import { useApp } from '../../session/app.ts';
import { useMayAt } from '../../session/use-may-at.ts';

/** A machine with the points of it that are there. */
export interface MachineOfPlant {
  readonly name: string;
  readonly pointIds: readonly PointId[];
}

/** All machines that have a point, at which one has this right where one is named, by name; points of no machine stand for themselves. */
export function useMachines(right?: Permission): MachineOfPlant[] {
  const { plant } = useApp();
  const may = useMayAt();
  const points = plant.order.value
    .flatMap((id) => plant.cell(id)?.point.peek() ?? [])
    .filter(({ pointId }) => right === undefined || may.points(right, [pointId]));
  const groups = Map.groupBy(points, ({ machine, name }) => machine ?? name);
  return [...groups]
    .map(([name, own]) => ({ name, pointIds: own.map(({ pointId }) => pointId) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}
