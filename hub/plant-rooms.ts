import type { UserId } from '#schemas/ids/ids';
import { AssetRegister } from './assets/asset-register.ts';
import { ChangeBook } from './assets/history/change-book.ts';
import { Plant } from './assets/plant.ts';
import type { Clock } from './clock.ts';
import type { Events } from './events.ts';
import { createLog } from './log.ts';
import type { Store } from './store/store.ts';

export interface PlantRoomDeps {
  readonly clock: Clock;
  readonly events: Events;
  readonly store: Store;
  readonly nameOf: (userId: UserId) => string | null;
  /** The last of a process value, while it is good. */
  readonly lastValueOf: (valueId: string) => number | null;
}

export type PlantRooms = ReturnType<typeof createPlantRooms>;

/** The rooms of the plant itself: its sensors' points and its tree, put together. */
export function createPlantRooms({ clock, events, store, nameOf, lastValueOf }: PlantRoomDeps) {
  const assets = new AssetRegister({ store, events, clock, log: createLog('assets') });
  const plantChanges = new ChangeBook({ store, nameOf });
  const plant = new Plant({ store, events, clock, assets, changes: plantChanges });
  return { assets, plantChanges, plant, lastValueOf };
}

/** Recalls the points and where they hang. */
export async function startPlantRooms({ assets, plant }: PlantRooms): Promise<void> {
  await Promise.all([assets.start(), plant.start()]);
}
