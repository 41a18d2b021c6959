import { mkdirSync } from 'node:fs';
import type { CaptureOrder } from '#schemas/broker/captures';
import type { HubNotice } from '#schemas/broker/hub-notice';
import type { Assignment } from '#schemas/broker/messages';
import type { AgentOrder, LogWatch } from '#schemas/broker/operation';
import type { PartitionOrder } from '#schemas/broker/partition';
import type { HubSettings } from '#schemas/config/hub-settings';
import type { NotificationEvent } from '#schemas/notifications/event-names';
import { createAccessRooms, startAccessRooms } from './access-rooms.ts';
import { createAlarmRooms, startAlarmRooms } from './alarm-rooms.ts';
import { createAuditRooms, startAuditRooms, stopAuditRooms } from './audit-rooms.ts';
import { createCapacityRooms } from './capacity-rooms.ts';
import { createCaptureRooms, startCaptureRooms } from './capture-rooms.ts';
import type { Clock } from './clock.ts';
import { SlowestLately } from './conditions/slowest-lately.ts';
import { SystemConditions } from './conditions/system-conditions.ts';
import { SiteSettings } from './config/site-settings.ts';
import { Dashboards } from './dashboards/dashboards.ts';
import { Diagnoses } from './diagnoses/diagnoses.ts';
import { RecordingJudge } from './diagnoses/recording-judge.ts';
import { createEnrolmentRooms } from './enrolment-rooms.ts';
import { Events } from './events.ts';
import { createFileRooms } from './file-rooms.ts';
import type { FleetPoint } from './fleet/fleet.ts';
import { WatchList } from './fleet/watch-list.ts';
import { createFleetRooms, startFleetRooms } from './fleet-rooms.ts';
import { Complaints } from './health/complaints.ts';
import { DiskSpace } from './health/disk-space.ts';
import { HubLosses } from './health/hub-losses.ts';
import { LoopDelay } from './health/loop-delay.ts';
import { RequestLoad } from './health/request-load.ts';
import { StoreProbe } from './health/store-probe.ts';
import { TroubleWatch } from './health/trouble-watch.ts';
import { createJobRooms, type JobTopic, startJobRooms } from './job-rooms.ts';
import { createKeyRooms, startKeyRooms } from './key-rooms.ts';
import { createLog } from './log.ts';
import { createNotificationRooms } from './notification-rooms.ts';
import { createPasswordRooms } from './password-rooms.ts';
import { Directory } from './people/directory.ts';
import { createPeopleRooms, startPeopleRooms } from './people-rooms.ts';
import { createPlantRooms, startPlantRooms, stopPlantRooms } from './plant-rooms.ts';
import type { ValueRecord } from './process-values/value-record.ts';
import { VALUE_SERIES } from './process-values/value-series.ts';
import { Admission } from './results/admission.ts';
import { BatchLedger } from './results/batch-ledger.ts';
import { LatestResults } from './results/latest-results.ts';
import { ResultWriter } from './results/result-writer.ts';
import type { BatchName } from './results/stored-batch.ts';
import { POINT_SERIES } from './results/trend-columns.ts';
import { Upkeep } from './results/upkeep.ts';
import { createRightsRooms, startRightsRooms } from './rights-rooms.ts';
import { IdentityLinks } from './sso/identity-links.ts';
import { createSsoRooms } from './sso-rooms.ts';
import { Store } from './store/store.ts';
import { Vault } from './store/vault.ts';
import type { TeamRegister } from './teams/team-register.ts';
import { TELEMETRY_SERIES } from './telemetry/telemetry-series.ts';
import { createTelemetryRooms } from './telemetry-rooms.ts';
import { createTellingRooms, startTellingRooms, type TellingRoomDeps } from './telling-rooms.ts';
import { createValueRooms } from './value-rooms.ts';

const DAY_MS = 86_400_000;

/** What the rooms tell the flows. */
export interface RoomNews {
  stored(names: readonly BatchName[]): void;
  publishAssignment(assignment: Assignment): void;
  pointsMoved(agents: ReadonlyMap<string, string | null>): void;
  fleetPoints(): readonly FleetPoint[];
  storeCrashed(error: unknown): void;
  /** To an agent, about jobs. */
  sayOfJob(name: JobTopic, agentId: string, message: object): void;
  orderAgent(agentId: string, order: AgentOrder): void;
  watchLog(agentId: string, watch: LogWatch): void;
  partition(agentId: string, order: PartitionOrder): void;
  orderCapture(agentId: string, order: CaptureOrder): void;
  /** Values beside the vibration are known otherwise than before. */
  valuesChanged(values: readonly ValueRecord[]): void;
  /** To an edge node of Sparkplug: it is to say its birth again. */
  askRebirth(group: string, node: string): void;
  /** Where the broker listens for this machine; null while it does not. */
  brokerUrl(): string | null;
  /** Where the hub listens, as this machine finds it. */
  origin(): string;
  /** Credentials of the broker were changed here. */
  credentialsChanged(): void;
  /** To other systems on the broker; false while it is away. */
  notify(event: NotificationEvent, payload: string): boolean;
  /** What a letter can draw of what a notification is about. */
  plotOf: TellingRoomDeps['plotOf'];
  digestOf: TellingRoomDeps['digestOf'];
  /** To an agent, about the hub; null takes back what was said. */
  noticeAgent(agentId: string, notice: HubNotice | null): void;
}

export type Rooms = ReturnType<typeof createRooms>;

/** All rooms of the hub, built but not started. None knows another's door; what one needs of another is handed to it here. */
export function createRooms(settings: HubSettings, clock: Clock, news: RoomNews) {
  const log = createLog('hub');
  const startedMs = clock();
  const events = new Events();
  const store = new Store({
    dataDir: settings.dataDir,
    log: createLog('store'),
    onCrash: (error) => news.storeCrashed(error),
    onTook: (tookMs) => slowest.add(tookMs),
    onSlow: (sql, tookMs) =>
      troubleWatch.note(sql, { event: 'system.store_slow', details: { sql, tookMs } }),
  });
  const troubleWatch = new TroubleWatch({ store, clock });
  const slowest = new SlowestLately(clock);
  const losses = new HubLosses();
  const complaints = new Complaints({ log, clock });
  const vault = new Vault({ dataDir: settings.dataDir });
  const siteSettings = new SiteSettings({ store, vault, events, clock, log: createLog('config') });
  const directory = new Directory({ store, events });
  const rightsRooms = createRightsRooms({
    clock,
    events,
    store,
    directory,
    pathOf: (nodeId) => plantRooms.plant.tree.pathOf(nodeId) || null,
  });
  const { rights } = rightsRooms;
  const latest = new LatestResults();
  const plantRooms = createPlantRooms({
    settings,
    clock,
    events,
    store,
    nameOf: (userId) => nameOf(directory, rightsRooms.teamRegister, userId),
    lastValueOf: (valueId) => valueRooms.speedsApplied.of(valueId),
    latestOf: (pointId) => latest.of(pointId),
  });
  const { assets } = plantRooms;
  const valueRooms = createValueRooms({
    ...{ settings, clock, store, losses, complaints },
    changed: (values) => news.valuesChanged(values),
    askRebirth: (group, node) => news.askRebirth(group, node),
  });
  const ledger = new BatchLedger(store);
  const writer = new ResultWriter({
    store,
    ledger,
    clock,
    log: createLog('results'),
    onStored: (names) => news.stored(names),
  });
  const fleetRooms = createFleetRooms({
    settings: settings.fleet,
    clock,
    store,
    events,
    points: () => news.fleetPoints(),
    publish: (assignment) => news.publishAssignment(assignment),
    onMoved: (moved) => news.pointsMoved(moved),
    jobsOf: (agentId) => jobRooms.jobsOf(agentId),
    order: (agentId, order) => news.orderAgent(agentId, order),
    watchLog: (agentId, watch) => news.watchLog(agentId, watch),
    partition: (agentId, order) => news.partition(agentId, order),
    gpuReserved: () => jobRooms.agentsChanged(),
    mayPartition: () => siteSettings.get('general').migAdminEnabled,
    nameOf: (userId) => nameOf(directory, rightsRooms.teamRegister, userId) ?? '',
  });
  const notificationRooms = createNotificationRooms({
    settings,
    clock,
    store,
    vault,
    siteSettings,
    directory,
  });
  const tellingRooms = createTellingRooms({
    ...{ clock, store, vault, events, siteSettings, directory, rights },
    ...{ mailer: notificationRooms.mailer, egress: notificationRooms.egress },
    lineOf: (nodeId) => plantRooms.plant.tree.lineOf(nodeId).map((node) => node.nodeId),
    publish: (event, payload) => news.notify(event, payload),
    plotOf: (notification) => news.plotOf(notification),
    digestOf: (userId, fromMs, toMs) => news.digestOf(userId, fromMs, toMs),
  });
  const accessRooms = createAccessRooms({
    settings,
    clock,
    events,
    store,
    vault,
    siteSettings,
    directory,
    rights,
    notices: notificationRooms.notices,
  });
  const keyRooms = createKeyRooms({
    clock,
    events,
    store,
    vault,
    siteSettings,
    notices: notificationRooms.notices,
  });
  const auditRooms = createAuditRooms({
    settings,
    clock,
    events,
    store,
    vault,
    siteSettings,
    directory,
    rightsRooms,
    notifications: notificationRooms,
  });
  const diagnoses = new Diagnoses({
    store,
    clock,
    judge: new RecordingJudge(),
    shares: rightsRooms.shares,
    subjectsOf: (userId) => rights.subjectsOf(userId),
    nameOf: (subjectId) => nameOf(directory, rightsRooms.teamRegister, subjectId),
  });
  const dashboards = new Dashboards({
    store,
    clock,
    shares: rightsRooms.shares,
    subjectsOf: (userId) => rights.subjectsOf(userId),
    nameOf: (subjectId) => nameOf(directory, rightsRooms.teamRegister, subjectId),
  });
  const jobRooms = createJobRooms({
    settings: settings.jobs,
    clock,
    store,
    events,
    fleet: fleetRooms.fleet,
    say: (name, agentId, message) => news.sayOfJob(name, agentId, message),
    nameOf: (userId) => nameOf(directory, rightsRooms.teamRegister, userId) ?? '',
    groupOf: (userId) => rights.subjectsOf(userId)[1] ?? userId,
  });
  const disk = new DiskSpace({
    dir: settings.dataDir,
    minFreeMb: settings.retention.minFreeDiskMb,
    log: createLog('disk'),
  });
  const captureRooms = createCaptureRooms({
    ...{ settings, clock, events, store, plantRooms, latest },
    fleet: fleetRooms.fleet,
    isDiskLow: () => disk.isLow,
    nameOf: (userId) => nameOf(directory, rightsRooms.teamRegister, userId),
    order: (agentId, order) => news.orderCapture(agentId, order),
  });
  const alarmRooms = createAlarmRooms({
    ...{ settings, clock, events, store, plantRooms, valueRooms, directory },
    teamRegister: rightsRooms.teamRegister,
    rolesOf: (userId) => rights.subjectsOf(userId),
    isInMaintenance: (agentId) =>
      fleetRooms.maintenance.isOut(agentId) || fleetRooms.operations.of(agentId).drain !== null,
  });
  const fileRooms = createFileRooms({
    settings,
    clock,
    store,
    book: jobRooms.jobBook,
    isDiskLow: () => disk.isLow,
    tracks: captureRooms.trackKeeper,
    captured: captureRooms.capturedFiles,
  });
  const identityLinks = new IdentityLinks({ store, clock });
  const peopleRooms = createPeopleRooms({
    clock,
    events,
    store,
    siteSettings,
    directory,
    rightsRooms,
    access: accessRooms,
    notifications: notificationRooms,
    keysOf: (userId) => keyRooms.keys.of(userId).length,
    moreBooks: [
      keyRooms.keys,
      diagnoses,
      captureRooms.captureActs,
      captureRooms.plotNotes,
      identityLinks,
      ...tellingRooms.personBooks,
    ],
  });
  return {
    settings,
    clock,
    log,
    startedMs,
    events,
    store,
    ...plantRooms,
    ...valueRooms,
    ledger,
    writer,
    admission: new Admission(settings.results, {
      keyOf: (pointId) => assets.get(pointId)?.key ?? null,
      storedThrough: (name) => ledger.storedThrough(name),
    }),
    latest,
    upkeep: new Upkeep({
      store,
      ledger,
      series: [...TELEMETRY_SERIES, VALUE_SERIES, POINT_SERIES],
      rules: settings.retention,
      clock,
      log: createLog('upkeep'),
    }),
    ...fleetRooms,
    watched: new WatchList(clock),
    vault,
    siteSettings,
    directory,
    ...rightsRooms,
    ...notificationRooms,
    ...tellingRooms,
    ...accessRooms,
    ...keyRooms,
    ...auditRooms,
    diagnoses,
    dashboards,
    ...jobRooms,
    ...fileRooms,
    ...captureRooms,
    ...alarmRooms,
    ...createCapacityRooms({ store, clock, ...fleetRooms, ...jobRooms }),
    ...peopleRooms,
    ...createEnrolmentRooms({
      settings,
      clock,
      store,
      siteSettings,
      agents: fleetRooms.agents,
      news,
    }),
    ...createSsoRooms({
      clock,
      store,
      siteSettings,
      directory,
      rights,
      people: peopleRooms.people,
      ...accessRooms,
      notices: notificationRooms.notices,
      identityLinks,
    }),
    ...createPasswordRooms(
      { clock, events, store, siteSettings, directory, rights, ...notificationRooms },
      accessRooms,
    ),
    losses,
    complaints,
    slowest,
    systemConditions: new SystemConditions({
      store,
      clock,
      settings: () => siteSettings.get('conditions'),
      keptMs: settings.retention.changesDays * DAY_MS,
    }),
    ...createTelemetryRooms({ settings, clock, store, losses, complaints }),
    troubleWatch,
    loop: new LoopDelay(clock),
    requests: new RequestLoad(clock),
    disk,
    storeProbe: new StoreProbe(store),
  };
}

/** Opens the store and recalls from it what the rooms knew. */
export async function startRooms(rooms: Rooms): Promise<void> {
  mkdirSync(rooms.settings.dataDir, { recursive: true, mode: 0o700 });
  rooms.loop.start();
  await rooms.store.start();
  rooms.vault.start();
  rooms.shelf.start();
  await Promise.all([
    rooms.siteSettings.start(),
    rooms.directory.start(),
    startRightsRooms(rooms),
    startKeyRooms(rooms),
    startPlantRooms(rooms),
    rooms.ledger.start(),
    startFleetRooms(rooms),
    rooms.disk.start(),
    rooms.storeProbe.start(),
  ]);
  await startAuditRooms(rooms);
  await rooms.troubleWatch.start();
  await startAccessRooms(rooms);
  await startPeopleRooms(rooms);
  // After the assets: it recalls from them who had which point.
  await rooms.fleet.start();
  await startJobRooms(rooms);
  await startCaptureRooms(rooms);
  await startAlarmRooms(rooms);
  // Those that stood before the hub was started again.
  for (const alarm of rooms.alarmDesk.shown.all()) rooms.plantRollup.noteAlarm(alarm);
  await rooms.supplyKeeper.start();
  await rooms.telemetryKeeper.start();
  await rooms.processValues.start();
  await rooms.systemConditions.start();
  rooms.upkeep.start();
  rooms.mailer.start();
  await startTellingRooms(rooms);
}

/** Stores what waits and closes. */
export async function stopRooms(rooms: Rooms): Promise<void> {
  stopPlantRooms(rooms);
  await rooms.passwordRecovery.stop();
  await rooms.mailer.stop();
  await rooms.deliveryDesk.stop();
  await rooms.accountSweeper.stop();
  rooms.strengthMeter.stop();
  rooms.disk.stop();
  rooms.storeProbe.stop();
  rooms.loop.stop();
  await rooms.telemetryKeeper.stop();
  await rooms.processValues.stop();
  await rooms.upkeep.stop();
  await rooms.sessions.keepSeen();
  await rooms.keyUse.upkeep();
  await stopAuditRooms(rooms);
  await rooms.alarmDesk.stop();
  await rooms.writer.flush();
  await rooms.store.stop();
}

/** The name of a person or a team that is there, for whoever shares with it. */
function nameOf(directory: Directory, teams: TeamRegister, subjectId: string): string | null {
  const person = directory.get(subjectId);
  if (person !== null) return person.status === 'erased' ? null : person.name;
  return teams.all().find(({ teamId }) => teamId === subjectId)?.name ?? null;
}
