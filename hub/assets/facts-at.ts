import type { MachineFacts } from '#schemas/plant/machine-facts';
import type { PlantTree } from './tree/plant-tree.ts';

/** The last that was heard of a process value, in its own unit; null while there is nothing to go by. */
export type ValueReading = (valueId: string) => number | null;

/** What machine and position say of whatever hangs at this node; what they leave open is left out, and the sensor's word holds. */
export function factsAt(
  tree: PlantTree,
  nodeId: string | null,
  lastValueOf: ValueReading,
): Partial<MachineFacts> {
  const line = tree.lineOf(nodeId);
  const machine = line.find((node) => node.machine !== null)?.machine ?? null;
  const position = line.find((node) => node.position !== null)?.position ?? null;
  if (machine === null) return {};
  const ratio = position?.speedRatio ?? 1;
  const { powerKw, isoGroup } = machine;
  const support = position?.support ?? machine.support;
  const limits = position?.limits ?? machine.limits;
  const bearing = position?.bearing ?? null;
  return {
    ...(powerKw === null ? {} : { powerKw }),
    ...(isoGroup === null ? {} : { isoGroup }),
    ...(support === null ? {} : { support }),
    ...(limits === null ? {} : { limits }),
    ...(bearing === null ? {} : { bearing }),
    ...speedOf(machine.speed, ratio, lastValueOf),
  };
}

type Speed = NonNullable<NonNullable<ReturnType<PlantTree['get']>>['machine']>['speed'];

function speedOf(speed: Speed, ratio: number, lastValueOf: ValueReading): Partial<MachineFacts> {
  if (speed.from === 'sensor') return {};
  if (speed.from === 'fixed') return { speedRpm: speed.rpm * ratio };
  // Whatever the sensor says of the speed: a person said that it is to be read from the signal.
  if (speed.from === 'signal') {
    const { minRpm, maxRpm } = speed;
    const range = { minRpm: minRpm * ratio, maxRpm: maxRpm * ratio };
    return { speedRpm: null, speedFromSignal: range };
  }
  const value = lastValueOf(speed.valueId);
  // A machine that stands still has no shaft line to look for.
  const rpm = value === null ? 0 : Math.abs(value) * speed.factor * ratio;
  return { speedRpm: rpm >= 1 && rpm <= 200_000 ? rpm : null };
}
