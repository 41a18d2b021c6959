import { join } from 'node:path';
import type { PointSummary } from '#schemas/broker/messages';
import type { HubSettings } from '#schemas/config/hub-settings';
import type { UserId } from '#schemas/ids/ids';
import { AssetRegister } from './assets/asset-register.ts';
import { Documents } from './assets/documents/documents.ts';
import { ChangeBook } from './assets/history/change-book.ts';
import { Plant } from './assets/plant.ts';
import { PlantRollup } from './assets/rollup/plant-rollup.ts';
import { Templates } from './assets/transfer/templates.ts';
import type { Clock } from './clock.ts';
import type { Events } from './events.ts';
import { createLog } from './log.ts';
import { FolderObjects } from './store/objects/folder-objects.ts';
import type { Store } from './store/store.ts';

export interface PlantRoomDeps {
  readonly settings: HubSettings;
  readonly clock: Clock;
  readonly events: Events;
  readonly store: Store;
  readonly nameOf: (userId: UserId) => string | null;
  /** The last of a process value, while it is good. */
  readonly lastValueOf: (valueId: string) => number | null;
  readonly latestOf: (pointId: string) => PointSummary | null;
}

export type PlantRooms = ReturnType<typeof createPlantRooms>;

/** The rooms of the plant itself: its sensors' points and its tree, put together. */
export function createPlantRooms(deps: PlantRoomDeps) {
  const { settings, clock, events, store, nameOf, lastValueOf, latestOf } = deps;
  const assets = new AssetRegister({ store, events, clock, log: createLog('assets') });
  const plantChanges = new ChangeBook({ store, nameOf });
  const plant = new Plant({ store, events, clock, assets, changes: plantChanges });
  const folder = join(settings.dataDir, 'documents');
  const documents = new Documents({
    store,
    events,
    clock,
    objects: new FolderObjects(folder),
    folder,
    isNode: (nodeId) => plant.tree.get(nodeId) !== null,
    nameOf,
  });
  const templates = new Templates({ store, clock, nameOf });
  const plantRollup = new PlantRollup({
    events,
    clock,
    assets,
    tree: () => plant.tree,
    latestOf,
    staleAfterMs: settings.results.staleAfterMs,
  });
  return { assets, plantChanges, plant, documents, templates, plantRollup, lastValueOf };
}

/** Recalls the points and where they hang. */
export async function startPlantRooms(rooms: PlantRooms): Promise<void> {
  const { assets, plant, documents, templates, plantRollup } = rooms;
  await Promise.all([assets.start(), plant.start(), documents.start(), templates.start()]);
  plantRollup.start();
}

export function stopPlantRooms({ assets, plantRollup }: PlantRooms): void {
  assets.stop();
  plantRollup.stop();
}
