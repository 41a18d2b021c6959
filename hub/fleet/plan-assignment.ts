/**
 * An agent that takes points. `capacity`, windows a second, is what may be given to it; what it has already it keeps up to
 * `most`, so that a capacity measured a little lower takes no point from it.
 */
export interface PlanAgent {
  readonly agentId: string;
  readonly capacity: number;
  readonly most: number;
}

/** All points of a sensor go together, so that its frames travel to one agent only. `load`: windows a second. */
export interface PlanSensor {
  readonly sensorId: string;
  readonly load: number;
  readonly current: string | null;
}

/** Sensor to agent; null where no agent has room. */
export type Plan = Map<string, string | null>;

/** The least loaded agent may carry this much less than the most loaded before points move for balance alone. */
const UNEVEN_MAX = 0.25;

/**
 * Shares sensors out: nobody beyond its capacity, whoever has a sensor keeps it, the least loaded takes the next. Points move
 * for balance only when shares differ by more than UNEVEN_MAX and moving evens them out. Same input, same plan.
 */
export function planAssignment(sensors: readonly PlanSensor[], agents: readonly PlanAgent[]): Plan {
  const board = new Board(agents);
  const ordered = sensors.toSorted(byLoad);
  const homeless = ordered.filter((sensor) => !board.place(sensor, sensor.current, 'most'));
  const unplaced = homeless.filter((sensor) => !board.place(sensor, board.roomiest(sensor)));
  // A full fleet is as even as it gets; moving sensors about would only make and fill other gaps.
  const settled = unplaced.length > 0 ? board.shares : board.evened();
  const plan: Plan = new Map(unplaced.map((sensor) => [sensor.sensorId, null]));
  for (const [agentId, share] of settled) {
    for (const sensor of share.sensors) plan.set(sensor.sensorId, agentId);
  }
  return plan;
}

/** Large ones first, so that small ones fill the gaps; then by name, so that the same plant gets the same plan. */
function byLoad(a: PlanSensor, b: PlanSensor): number {
  return b.load - a.load || (a.sensorId < b.sensorId ? -1 : 1);
}

interface Share {
  readonly capacity: number;
  readonly most: number;
  load: number;
  sensors: PlanSensor[];
}

class Board {
  readonly #shares: Map<string, Share>;

  constructor(agents: readonly PlanAgent[], shares?: Map<string, Share>) {
    const sorted = agents.toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1));
    this.#shares =
      shares ??
      new Map(
        sorted.map((a) => [
          a.agentId,
          { capacity: a.capacity, most: a.most, load: 0, sensors: [] },
        ]),
      );
  }

  get shares(): Map<string, Share> {
    return this.#shares;
  }

  /** Gives the sensor to the agent; false when that is nobody or has no room. */
  place(sensor: PlanSensor, agentId: string | null, limit: 'capacity' | 'most' = 'capacity') {
    const share = agentId === null ? undefined : this.#shares.get(agentId);
    if (share === undefined || share.load + sensor.load > share[limit]) return false;
    share.load += sensor.load;
    share.sensors.push(sensor);
    return true;
  }

  /** Who would be the least loaded after taking the sensor. */
  roomiest(sensor: PlanSensor): string | null {
    let best: string | null = null;
    let bestUse = 1;
    for (const [agentId, share] of this.#shares) {
      const use = (share.load + sensor.load) / share.capacity;
      if (use < bestUse || (best === null && use <= 1)) [best, bestUse] = [agentId, use];
    }
    return best;
  }

  /** The shares after evening them out as far as that helps. */
  evened(): Map<string, Share> {
    if (this.#unevenness() <= UNEVEN_MAX) return this.#shares;
    const copies = [...this.#shares].map(([id, s]): [string, Share] => [
      id,
      { ...s, sensors: s.sensors.toSorted(byLoad) },
    ]);
    const board = new Board([], new Map(copies));
    const moving = board.#takeAboveMean();
    const allPlaced = moving.every((sensor) => board.place(sensor, board.roomiest(sensor)));
    // Without a clear gain the sensors stay: each move costs a window or two.
    if (!allPlaced || board.#unevenness() > this.#unevenness() - UNEVEN_MAX / 2)
      return this.#shares;
    return board.evened();
  }

  #takeAboveMean(): PlanSensor[] {
    const shares = [...this.#shares.values()];
    const capacity = shares.reduce((sum, share) => sum + share.capacity, 0);
    const mean = shares.reduce((sum, share) => sum + share.load, 0) / capacity;
    const taken: PlanSensor[] = [];
    for (const share of shares) {
      while (share.load / share.capacity > mean) {
        const sensor = share.sensors.pop();
        if (sensor === undefined) break;
        share.load -= sensor.load;
        taken.push(sensor);
      }
    }
    return taken;
  }

  /** 0: all use the same share of their capacity; 1: somebody has nothing to do. */
  #unevenness(): number {
    const uses = [...this.#shares.values()].map((share) => share.load / share.capacity);
    const most = Math.max(...uses);
    return uses.length < 2 || most === 0 ? 0 : (most - Math.min(...uses)) / most;
  }
}
