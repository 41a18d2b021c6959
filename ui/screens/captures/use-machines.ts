import type { PointId } from '#schemas/ids/ids';
import { useApp } from '../../session/app.ts';

/** A machine with the points of it that are there. */
export interface MachineOfPlant {
  readonly name: string;
  readonly pointIds: readonly PointId[];
}

/** All machines that have a point, by name; points of no machine stand for themselves. */
export function useMachines(): MachineOfPlant[] {
  const { plant } = useApp();
  const points = plant.order.value.flatMap((id) => plant.cell(id)?.point.peek() ?? []);
  const groups = Map.groupBy(points, ({ machine, name }) => machine ?? name);
  return [...groups]
    .map(([name, own]) => ({ name, pointIds: own.map(({ pointId }) => pointId) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}
