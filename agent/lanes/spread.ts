import type { AssignedPoint } from '#schemas/broker/messages';

/** Above this ratio of the fullest lane to the mean a sensor moves, though moving costs it its context. */
const TOLERANCE = 1.15;

export interface SpreadInput {
  points: readonly AssignedPoint[];
  lanes: number;
  /** One of them that begins anew: it carries nothing meanwhile. */
  closed?: number | null;
  /** Where each sensor is now. */
  current: ReadonlyMap<string, number>;
  /** Measured windows a second of a sensor, all axes; sensors that are new have none. */
  windowsPerSecond: ReadonlyMap<string, number>;
}

/**
 * The lane of each sensor. All axes of a sensor share a lane, so that its frames are received once. Sensors stay where
 * they are; new ones go to the emptiest lane; only what balance needs is moved. The same input gives the same answer.
 */
export function spreadSensors(input: SpreadInput): Map<string, number> {
  const weights = sensorWeights(input);
  const open = Array.from({ length: input.lanes }, (_, lane) => lane).filter(
    (lane) => lane !== input.closed,
  );
  const loads = open.map(() => 0);
  /** By the place of the lane among the open ones. */
  const placed = new Map<string, number>();
  const place = (sensorId: string, at: number) => {
    placed.set(sensorId, at);
    loads[at] += weights.get(sensorId) ?? 0;
  };
  const heaviestFirst = [...weights.keys()].sort(
    (a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || (a < b ? -1 : 1),
  );
  for (const sensorId of heaviestFirst) {
    const at = open.indexOf(input.current.get(sensorId) ?? -1);
    if (at !== -1) place(sensorId, at);
  }
  for (const sensorId of heaviestFirst)
    if (!placed.has(sensorId)) place(sensorId, loads.indexOf(Math.min(...loads)));
  balance(heaviestFirst, weights, loads, placed);
  return new Map([...placed].map(([sensorId, at]) => [sensorId, open[at] ?? 0]));
}

/** Moves the heaviest sensor that fits from the fullest lane to the emptiest, while that evens them out. */
function balance(
  heaviestFirst: string[],
  weights: Map<string, number>,
  loads: number[],
  placed: Map<string, number>,
): void {
  const mean = loads.reduce((sum, load) => sum + load, 0) / loads.length;
  for (;;) {
    const fullest = loads.indexOf(Math.max(...loads));
    const emptiest = loads.indexOf(Math.min(...loads));
    if (loads[fullest] <= mean * TOLERANCE) return;
    const room = loads[fullest] - loads[emptiest];
    const moved = heaviestFirst.find((sensorId) => {
      const weight = weights.get(sensorId) ?? 0;
      return placed.get(sensorId) === fullest && weight > 0 && 2 * weight <= room;
    });
    if (moved === undefined) return;
    const weight = weights.get(moved) ?? 0;
    placed.set(moved, emptiest);
    loads[fullest] -= weight;
    loads[emptiest] += weight;
  }
}

/** Windows a second of each sensor; one not yet measured counts as the mean of the measured ones for each of its axes. */
function sensorWeights({ points, windowsPerSecond }: SpreadInput): Map<string, number> {
  const axes = new Map<string, number>();
  for (const { sensorId } of points) axes.set(sensorId, (axes.get(sensorId) ?? 0) + 1);
  const measured = [...axes].filter(([sensorId]) => (windowsPerSecond.get(sensorId) ?? 0) > 0);
  const sum = measured.reduce((total, [id]) => total + (windowsPerSecond.get(id) ?? 0), 0);
  const measuredAxes = measured.reduce((total, [, count]) => total + count, 0);
  const perAxis = measuredAxes > 0 ? sum / measuredAxes : 1;
  return new Map(
    [...axes].map(([id, count]) => {
      const rate = windowsPerSecond.get(id) ?? 0;
      return [id, rate > 0 ? rate : perAxis * count];
    }),
  );
}
