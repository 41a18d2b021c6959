/** Captures and the store of their samples, put together. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaptureOrder } from '#schemas/broker/captures';
import type { HubSettings } from '#schemas/config/hub-settings';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { NodeId, PointId } from '#schemas/ids/ids';
import { type MachineFacts, UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { CaptureActs } from './captures/capture-acts.ts';
import { CaptureDatasets } from './captures/capture-datasets.ts';
import { CaptureDesk } from './captures/capture-desk.ts';
import { CaptureReading } from './captures/capture-reading.ts';
import { CaptureRules, type RulePlant } from './captures/capture-rules.ts';
import { CaptureSpace } from './captures/capture-space.ts';
import type { CapturedPoint } from './captures/captured-point.ts';
import { ObjectKeeper } from './captures/object-keeper.ts';
import { OpenCaptures } from './captures/open-captures.ts';
import { SpeedBands } from './captures/speed-bands.ts';
import { TrackKeeper } from './captures/track-keeper.ts';
import type { Clock } from './clock.ts';
import type { Events } from './events.ts';
import type { FleetRooms } from './fleet-rooms.ts';
import { machineOf } from './machine-of.ts';
import { PlotNotes } from './notes/plot-notes.ts';
import { factsOfPoint, placeOf } from './plant-places.ts';
import type { PlantRooms } from './plant-rooms.ts';
import type { LatestResults } from './results/latest-results.ts';
import { FolderObjects } from './store/objects/folder-objects.ts';
import type { ObjectStore } from './store/objects/object-store.ts';
import { S3Objects } from './store/objects/s3-objects.ts';
import type { Store } from './store/store.ts';

export interface CaptureRoomsDeps {
  readonly settings: HubSettings;
  readonly clock: Clock;
  readonly events: Events;
  readonly store: Store;
  readonly plantRooms: PlantRooms;
  readonly fleet: FleetRooms['fleet'];
  readonly latest: LatestResults;
  readonly isDiskLow: () => boolean;
  readonly nameOf: (userId: string) => string | null;
  readonly order: (agentId: string, order: CaptureOrder) => void;
}

export type CaptureRooms = ReturnType<typeof createCaptureRooms>;

export function createCaptureRooms(deps: CaptureRoomsDeps) {
  const { settings, clock, events, store, isDiskLow, nameOf, order } = deps;
  const objects = objectStoreOf(settings);
  const keeper = new ObjectKeeper({ store, objects, clock });
  const openCaptures = new OpenCaptures(store);
  const captureSpace = new CaptureSpace({
    ...{ store, keeper, events, clock, isDiskLow },
    settings: settings.captures,
    kind: objects.kind,
  });
  const captureDesk = new CaptureDesk({
    ...{ store, events, clock, order },
    settings: settings.captures,
    open: openCaptures,
    pointOf: (pointId) => capturedPoint(deps, pointId),
    hasRoom: () => captureSpace.hasRoomFor(0),
    makeRoom: () => captureSpace.turn(),
    count: (what, n) => captureSpace.count(what, n),
  });
  const reading = new CaptureReading({ store, nameOf, keptDays: settings.captures.keptDays });
  const plant = rulePlantOf(deps.plantRooms);
  const captureDatasets = new CaptureDatasets({
    ...{ store, clock, reading },
    factsOf: (pointId, speedRpm) => factsAt(deps.plantRooms, pointId, speedRpm),
  });
  return {
    objects,
    capturedFiles: capturedFilesOf(objects, captureDatasets),
    rulePlant: plant,
    objectKeeper: keeper,
    openCaptures,
    captureSpace,
    captureDesk,
    trackKeeper: new TrackKeeper({
      ...{ keeper, events },
      open: openCaptures,
      desk: captureDesk,
      space: captureSpace,
    }),
    captureReading: reading,
    captureDatasets,
    captureActs: new CaptureActs({ store, events, clock, open: openCaptures, space: captureSpace }),
    captureRules: new CaptureRules({ store, clock, plant }),
    speedBands: new SpeedBands(store),
    plotNotes: new PlotNotes({ store, clock, nameOf }),
  };
}

/** Opens the object store and takes up what was under way. */
export async function startCaptureRooms(rooms: CaptureRooms): Promise<void> {
  await rooms.objects.start();
  await rooms.openCaptures.start();
  await rooms.captureSpace.start();
  await rooms.captureRules.start();
  await rooms.speedBands.start();
  await rooms.captureDatasets.start();
}

function objectStoreOf({ dataDir, captures: { s3 } }: HubSettings): ObjectStore {
  if (s3 === null) return new FolderObjects(join(dataDir, 'objects'));
  const { secretKeyFile, ...bucket } = s3;
  return new S3Objects({
    ...bucket,
    secretAccessKey: () => secretIn(secretKeyFile),
  });
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const sentence = 'The file that captures.s3.secretKeyFile names cannot be read.';
    throw new TremoloError('settings_invalid', sentence, { cause });
  }
}

function capturedPoint(
  { plantRooms, fleet, latest }: CaptureRoomsDeps,
  pointId: PointId,
): CapturedPoint | null {
  const record = plantRooms.assets.get(pointId);
  if (record === null) return null;
  const { agentId, reason } = fleet.standing(record.sensorId);
  const summary = latest.of(pointId);
  return {
    pointId,
    name: record.editedName ?? record.name,
    ...placeOf(plantRooms, record),
    machineId: machineOf(plantRooms, record),
    agentId,
    unassignedReason: reason,
    speedRpm: summary?.figures.speedRpm ?? factsOfPoint(plantRooms, record).speedRpm,
    condition: summary?.verdict.condition ?? null,
  };
}

/** What jobs fetch: sets are made on the spot, samples lie in the object store. */
function capturedFilesOf(objects: ObjectStore, datasets: CaptureDatasets) {
  return {
    filesOf: (sha256: string) => datasets.filesOf(sha256),
    size: async (sha256: string) => datasets.file(sha256)?.length ?? objects.size(sha256),
    part: async (sha256: string, from: number, length: number) =>
      datasets.file(sha256)?.slice(from, from + length) ?? objects.part(sha256, from, length),
  };
}

/** A point that is gone since leaves behind what it sent, and its speed then. */
function factsAt(plantRooms: PlantRooms, pointId: PointId, speedRpm: number | null): MachineFacts {
  const record = plantRooms.assets.evenRemoved(pointId);
  const facts = record === null ? UNKNOWN_MACHINE : factsOfPoint(plantRooms, record);
  return { ...facts, speedRpm };
}

function rulePlantOf({ assets, plant }: PlantRooms): RulePlant {
  const isBelow = (pointId: PointId, nodeId: NodeId) =>
    plant.tree.lineOf(assets.get(pointId)?.nodeId ?? null).some((node) => node.nodeId === nodeId);
  return {
    nameOf: (nodeId) => plant.tree.get(nodeId)?.name ?? null,
    isBelow,
    machinesBelow: (nodeId) => {
      const points = assets.all().filter(({ pointId }) => isBelow(pointId, nodeId));
      const groups = Map.groupBy(
        points,
        (point) => plant.tree.nearest(point.nodeId, 'machine')?.nodeId ?? null,
      );
      return [...groups.values()].map((group) => group.map(({ pointId }) => pointId));
    },
  };
}
