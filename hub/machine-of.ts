/** Machines by what names each one once: two pumps of two halls may have the same name. */
import type { Plant } from './assets/plant.ts';
import type { PointRecord } from './assets/point-record.ts';
import type { ProcessValues } from './process-values/process-values.ts';

interface MachineRooms {
  readonly plant: Plant;
}

/** The machine at which a point hangs: its node, or the name that only its sensor says. Null: it is at none. */
export function machineOf(
  { plant }: MachineRooms,
  { nodeId, machine }: Pick<PointRecord, 'nodeId' | 'machine'>,
): string | null {
  if (nodeId === null) return machine === null ? null : `machine:${machine}`;
  return plant.tree.nearest(nodeId, 'machine')?.nodeId ?? null;
}

/**
 * The speed of the machine by what was measured at one of its points, behind whose gears the shaft may turn faster or slower. Null: a
 * process value says it, which is heard at once and for the whole machine.
 */
export function machineSpeedAt(
  { plant, processValues }: MachineRooms & { readonly processValues: ProcessValues },
  nodeId: string | null,
  speedRpm: number,
): number | null {
  const line = plant.tree.lineOf(nodeId);
  const speed = line.find(({ machine }) => machine !== null)?.machine?.speed;
  if (speed === undefined || speed.from === 'sensor') return speedRpm;
  // A value that hangs nowhere is not told of: what it comes to is seen at the points.
  if (speed.from === 'value' && (processValues.get(speed.valueId)?.nodeId ?? null) !== null) {
    return null;
  }
  const ratio = line.find(({ position }) => position !== null)?.position?.speedRatio ?? 1;
  return speedRpm / ratio;
}
