import { CapacityReading, type LiveWork } from './capacity/capacity-reading.ts';
import { DemandKeeper } from './capacity/demand-keeper.ts';
import { SupplyKeeper } from './capacity/supply-keeper.ts';
import type { Clock } from './clock.ts';
import type { Fleet } from './fleet/fleet.ts';
import { jobAgents } from './jobs/job-agent.ts';
import type { JobBook } from './jobs/job-book.ts';
import type { JobTimes } from './jobs/job-times.ts';
import type { KeptJob } from './jobs/kept-job.ts';
import { usesGpu } from './jobs/place-for.ts';
import type { Store } from './store/store.ts';

export interface CapacityRoomsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly fleet: Fleet;
  readonly jobBook: JobBook;
  readonly jobTimes: JobTimes;
}

/** The rooms that keep what was available and asked for, and say what will be. */
export function createCapacityRooms({ store, clock, fleet, jobBook, jobTimes }: CapacityRoomsDeps) {
  const runsOf = (kind: string) => jobTimes.latestMs(kind);
  const supplyKeeper = new SupplyKeeper({
    store,
    clock,
    agents: () =>
      jobAgents(fleet.states()).map(({ agentId, gpus, slots }) => ({
        ...{ agentId, gpus: gpus.length, slots },
      })),
  });
  const demandKeeper = new DemandKeeper({ store, clock, runsOf });
  return {
    supplyKeeper,
    demandKeeper,
    capacityReading: new CapacityReading({
      store,
      clock,
      units: () => supplyKeeper.units(),
      work: () => liveWork(jobBook),
      runsOf,
      counted: () => demandKeeper.counted(),
    }),
  };
}

function* liveWork(jobBook: JobBook): Iterable<LiveWork> {
  for (const job of jobBook.live()) yield workOf(job);
}

const STATES: Partial<Record<KeptJob['state'], LiveWork['state']>> = {
  leased: 'running',
  running: 'running',
  paused: 'held',
};

function workOf({ kind, state, startedMs, needs }: KeptJob): LiveWork {
  return { kind, state: STATES[state] ?? 'waiting', startedMs, needsGpu: usesGpu(needs) };
}
