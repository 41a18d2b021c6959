import { z } from 'zod';
import { CaptureNews, type CaptureOrder } from '#schemas/broker/captures';
import type { HubNotice } from '#schemas/broker/hub-notice';
import {
  AgentDescription,
  type Assignment,
  Heartbeat,
  PartyStatus,
  type PointSummary,
  ResultBatch,
  SensorDescription,
} from '#schemas/broker/messages';
import { AgentLogPart, type AgentOrder, type LogWatch } from '#schemas/broker/operation';
import { PartitionAnswer, PartitionNews, type PartitionOrder } from '#schemas/broker/partition';
import { PreflightReport } from '#schemas/broker/preflight';
import { ProcessValueMessage } from '#schemas/broker/process-values';
import type { TopicName } from '#schemas/broker/topics';
import type { Point } from '#schemas/http/points';
import type { PointId } from '#schemas/ids/ids';
import { JobReport } from '#schemas/jobs/messages';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import { maySomewhere } from './access/may-somewhere.ts';
import { AlarmFlows } from './alarm-flows.ts';
import { factsAt } from './assets/facts-at.ts';
import { factsOf, type PointRecord } from './assets/point-record.ts';
import type { BrokerLink } from './broker-link.ts';
import { CaptureFlows } from './capture-flows.ts';
import {
  type CountedJobs,
  conditionReadings,
  countJobs,
  unclearNow,
} from './condition-readings.ts';
import { followConsole, rotateKeyWhenDue } from './console-follow-up.ts';
import type { FleetPoint } from './fleet/fleet.ts';
import { Identity } from './identity.ts';
import type { JobTopic } from './job-rooms.ts';
import { NotificationFlows } from './notification-flows.ts';
import { fleetPoints, pointOf } from './plant-view.ts';
import type { BatchName } from './results/stored-batch.ts';
import type { Rooms } from './rooms.ts';
import { Search } from './search/search.ts';
import { searchSources } from './search-sources.ts';
import { SingleSignOn } from './single-sign-on.ts';
import type { SparkplugStep } from './sparkplug/sparkplug-host.ts';
import { troublesOf } from './troubles.ts';
import { ValueFlows } from './value-flows.ts';

/**
 * The ways through the hub, each step by its name and in order.
 *
 * reading  broker/inbox → takeResults: admission → show (latest, websocket) → writer → ledger, trends, changes → receipt
 *          broker/inbox → takeView → websocket
 * plant    broker/inbox → takeSensor…: assets → fleet.turn → broker: assignment
 * tree     http/node-routes → plant: plan → rules → edit-guard → store (edit, history, audit entry) → events: nodes, points → fleet, screens; plantRollup → events: rollups
 * fleet    broker/inbox → takeAgent…, takeHeartbeat: agents → fleet.turn → broker: assignment
 * telling  broker/inbox → takeHeartbeat: telemetryKeeper → store; takePreflight: preflights; http → askPreflight → broker
 * person   http/authenticate → identity: access-tokens → sessions → principals: people, rights → http/guards → room → store (change and audit entry)
 * provider http/sso-routes → sso: start … finish → external-sign-in → people → singleSignOn → access: session, or the second factor
 * operate  http/fleet-routes → operations, maintenance → fleet.turn → broker: assignment; order-desk → broker: order; agent-logs → broker: logWatch
 * job      http/job-routes → jobs → dispatcher → broker: offer; broker/inbox → takeJobReport: jobReports → book → broker: receipt
 * capacity flows.upkeep → supply-keeper, demand-keeper → store; http/capacity-routes → capacity-reading → forecast
 * partition http/partition-routes → partitioning → broker: partitionOrder; broker/inbox → takePartition…: partition-questions, partition-book
 * file     http/agent-routes → files: who may → shelf; deliveries: part by part → shelf → store (model.kept)
 * credential  broker, http: the offered one was used → credentialTaken: credentialDesk → broker: credentials; hubNotices → broker: hubNotice
 * watch    websocket → watch → fleet/watch-list → broker: watch
 */

const FLEET_TURN_MS = 250;
const WATCH_REPEAT_MS = 2_000;
const EXPIRY_MS = 1_000;
/** Each so many upkeeps it is written down when sessions were last used, and how often API keys. */
const SEEN_EVERY = 15;
const KEY_USE_EVERY = 60;
/** Whether a checkpoint of the audit trail is due, and whether an old part of it can go. */
const SEAL_EVERY = 10;
const PRUNE_EVERY = 3_600;
/** How often the queues are counted for the conditions of the system. */
const COUNT_EVERY = 10;
/** What agents could work with is written down so often. */
const SUPPLY_EVERY = 60;

/** Hands values from room to room. Decides nothing itself. */
export class Flows {
  readonly rooms: Rooms;
  readonly identity: Identity;
  readonly singleSignOn: SingleSignOn;
  readonly captures: CaptureFlows;
  readonly alarms: AlarmFlows;
  readonly values: ValueFlows;
  readonly search: Search;
  readonly notifications: NotificationFlows;
  #broker: BrokerLink | null = null;
  #timers: ReturnType<typeof setInterval>[] = [];
  #upkeeps = 0;
  #counted: CountedJobs | null = null;
  /** One at a time: the next second must not begin what is not done. */
  #followUp: Promise<void> | null = null;

  constructor(rooms: Rooms) {
    this.rooms = rooms;
    this.identity = new Identity(rooms);
    this.singleSignOn = new SingleSignOn(rooms);
    this.notifications = new NotificationFlows(rooms);
    this.captures = new CaptureFlows(rooms);
    this.alarms = new AlarmFlows(rooms);
    this.values = new ValueFlows(rooms);
    this.search = new Search({
      sources: searchSources(rooms),
      maySomewhere,
      failed: (kind, error) => rooms.complaints.say(`${kind} cannot be searched`, error),
    });
  }

  start(broker: BrokerLink): void {
    this.#broker = broker;
    const { fleet, events } = this.rooms;
    events.on('points', () => fleet.pointsChanged());
    this.captures.start();
    this.alarms.start();
    this.values.start(broker);
    this.notifications.start();
    this.#timers = [
      setInterval(() => fleet.turn(), FLEET_TURN_MS),
      setInterval(() => this.rooms.orderDesk.turn(), FLEET_TURN_MS),
      setInterval(() => this.rooms.dispatcher.turn(), FLEET_TURN_MS),
      setInterval(() => this.#tellWatched(), WATCH_REPEAT_MS),
      setInterval(() => this.#upkeep(), EXPIRY_MS),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.captures.stop();
    this.alarms.stop();
    this.values.stop();
  }

  get broker(): BrokerLink | null {
    return this.#broker;
  }

  // — reading —

  /** A lane's results: shown at once when they are news, stored exactly once, receipted after the commit. */
  takeResults(agentId: string, payload: Uint8Array): void {
    const { admission, ledger, losses, clock } = this.rooms;
    const batch = this.#parse(ResultBatch, payload, 'batchesInvalid');
    if (batch === null) return;
    if (batch.agentId !== agentId) {
      losses.count('batchesInvalid');
      return;
    }
    if (ledger.isStored(batch)) {
      losses.count('batchesRepeated');
      this.#receipt([batch]);
      return;
    }
    const admitted = admission.admit(batch, clock());
    if (admitted.isNews) {
      losses.count('resultsUnknownPoint', admitted.unknownPoint);
      losses.count('resultsStale', admitted.stale);
      losses.count('resultsAhead', admitted.ahead);
      if (admitted.changes.length > 0) this.rooms.events.emit('changes', admitted.changes);
      this.#show(this.rooms.fleet.shownOf(agentId, admitted.summaries));
    } else losses.count('batchesRepeated');
    // On a full disk nothing is kept and nothing receipted: the agents' outboxes hold it until there is room.
    if (this.rooms.disk.isLow) return;
    this.alarms.behind(() => this.rooms.writer.add(admitted.stored));
  }

  /** After the commit: the outboxes may forget these. */
  readonly stored = (names: readonly BatchName[]): void => this.#receipt(names);

  /** A window of a watched point, passed on as it is. */
  takeView(pointId: string, bytes: Uint8Array): void {
    this.rooms.events.emit('view', { pointId: pointId as PointId, bytes });
  }

  #show(summaries: readonly PointSummary[]): void {
    const latest = this.rooms.latest.take(summaries);
    if (latest.length > 0) this.rooms.events.emit('summaries', latest);
  }

  #receipt(names: readonly BatchName[]): void {
    for (const { agentId, lane, epoch, sequence } of names) {
      this.#publish('receipt', agentId, { lane, epoch, sequence });
    }
  }

  // — plant and fleet —

  takeSensorDescription(sensorId: string, payload: Uint8Array): void {
    const description = this.#parse(SensorDescription, payload);
    if (description?.sensorId === sensorId) this.rooms.assets.describe(description);
  }

  takeSensorStatus(sensorId: string, payload: Uint8Array): void {
    const status = this.#parse(PartyStatus, payload);
    if (status !== null) this.rooms.assets.sensorStatus(sensorId, status.status === 'online');
  }

  takeProcessValues(sensorId: string, payload: Uint8Array): void {
    const message = this.#parse(ProcessValueMessage, payload);
    if (message !== null) this.values.take(sensorId, message);
  }

  takeSparkplug(step: SparkplugStep, ids: readonly string[], payload: Uint8Array): void {
    this.values.takeSparkplug(step, ids, payload);
  }

  takeAgentDescription(agentId: string, payload: Uint8Array): void {
    const description = this.#parse(AgentDescription, payload);
    if (description?.agentId !== agentId) return;
    this.rooms.agents.describe(description, this.rooms.clock());
    // A capacity measured anew changes what may be given to it.
    this.rooms.fleet.pointsChanged();
  }

  takeAgentStatus(agentId: string, payload: Uint8Array): void {
    const status = this.#parse(PartyStatus, payload);
    if (status === null) return;
    this.rooms.agents.status(agentId, status, this.rooms.clock());
    // At once: points of an agent whose last will just came are diagnosed by nobody, and a job given to it would be lost for long.
    this.rooms.agentsChanged();
    this.rooms.fleet.turn();
  }

  takeHeartbeat(agentId: string, payload: Uint8Array): void {
    const heartbeat = this.#parse(Heartbeat, payload);
    if (heartbeat?.agentId !== agentId) return;
    const transitMs = (this.#broker?.delayMs() ?? 0) / 2;
    if (!this.rooms.agents.heartbeat(heartbeat, this.rooms.clock(), transitMs)) return;
    this.rooms.dispatcher.heard(agentId, heartbeat.jobs ?? []);
    this.rooms.telemetryKeeper.take(heartbeat);
  }

  takePreflight(agentId: string, payload: Uint8Array): void {
    const report = this.#parse(PreflightReport, payload);
    if (report?.agentId === agentId) this.rooms.preflights.take(report);
  }

  /** Has an agent look at its machine again; what it finds comes as a report. */
  askPreflight(agentId: string): void {
    this.#publish('preflightAsk', agentId, { agentId, atMs: Math.round(this.rooms.clock()) });
  }

  /** Lines of a log that somebody looks at. */
  takeAgentLog(agentId: string, payload: Uint8Array): void {
    const part = this.#parse(AgentLogPart, payload);
    if (part !== null) this.rooms.agentLogs.take(agentId, part);
  }

  readonly orderAgent = (agentId: string, order: AgentOrder): void =>
    this.#publish('order', agentId, order);

  readonly watchLog = (agentId: string, watch: LogWatch): void =>
    this.#publish('logWatch', agentId, watch);

  readonly noticeAgent = (agentId: string, notice: HubNotice | null): void => {
    const payload = notice === null ? '' : JSON.stringify(notice);
    this.#broker?.publish('hubNotice', [agentId], payload);
  };

  /** An agent came in with the secret that it was offered. */
  credentialTaken(username: string, hash: string): void {
    this.rooms.credentialDesk
      .nextUsed(username, hash)
      .then(() => this.rooms.hubNotices.turn())
      .catch((error) => this.rooms.log.error('a new credential is not kept; tried again', error));
  }

  /** People want something else of an agent: points move and orders go out at once. */
  operated(): void {
    this.rooms.agentsChanged();
    this.rooms.fleet.turn();
    this.rooms.orderDesk.turn();
  }

  // — partitioning of GPUs —

  takePartitionAnswer(agentId: string, payload: Uint8Array): void {
    const answer = this.#parse(PartitionAnswer, payload);
    if (answer?.agentId === agentId) this.rooms.partitionQuestions.take(answer);
  }

  /** Retained, so that also a hub that was away learns what came of it. */
  takePartitionNews(agentId: string, payload: Uint8Array): void {
    const news = this.#parse(PartitionNews, payload);
    if (news?.agentId !== agentId) return;
    this.rooms.partitioning
      .take(news)
      .catch((error) => this.rooms.complaints.say('news of a partitioning are not kept', error));
  }

  readonly partition = (agentId: string, order: PartitionOrder): void =>
    this.#publish('partitionOrder', agentId, order);

  // — captures —

  readonly orderCapture = (agentId: string, order: CaptureOrder): void =>
    this.#publish('captureOrder', agentId, order);

  takeCaptureNews(agentId: string, payload: Uint8Array): void {
    const news = this.#parse(CaptureNews, payload);
    if (news !== null) this.captures.take(agentId, news);
  }

  // — jobs —

  /** What an agent says of a job that it was given. Without a receipt it says it again. */
  takeJobReport(agentId: string, payload: Uint8Array): void {
    const report = this.#parse(JobReport, payload);
    if (report?.agentId !== agentId) return;
    this.rooms.jobReports
      .take(report)
      .catch((error) => this.rooms.complaints.say('a report on a job is not kept', error));
  }

  readonly sayOfJob = (name: JobTopic, agentId: string, message: object): void =>
    this.#publish(name, agentId, message);

  /** The connection to the broker came or went. */
  readonly connection = (connected: boolean): void => {
    const { fleet, assets, events } = this.rooms;
    // Before the retained messages come in: what is not said again is not there any more.
    if (connected) assets.forgetOnline();
    fleet.connection(connected);
    this.rooms.dispatcher.connection(connected);
    this.values.connection(connected);
    events.emit('broker', { connected });
  };

  readonly publishAssignment = (assignment: Assignment): void =>
    this.#publish('assignment', assignment.agentId, assignment);

  readonly pointsMoved = (agents: ReadonlyMap<string, string | null>): void => {
    this.rooms.assets.assigned(agents).catch((error) => {
      this.rooms.log.error('who has which point is not stored; the next start plans afresh', error);
    });
    this.#tellWatched();
  };

  /** The points as the fleet needs them. */
  readonly fleetPoints = (): FleetPoint[] => fleetPoints(this.rooms);

  // — people —

  /** Ends what has run out; keeps what was only noted in memory. */
  #upkeep(): void {
    const { sessions, lockout, keyUse, auditAlerts, checkpoints, segments, diagnoses, log } =
      this.rooms;
    const failed = (error: unknown) => log.error('upkeep of sessions is tried again', error);
    sessions.upkeep().catch(failed);
    lockout.upkeep().catch(failed);
    this.#followUp ??= this.#follow()
      .catch((error) => log.error('what the console did is looked at again', error))
      .finally(() => {
        this.#followUp = null;
      });
    this.rooms.troubleWatch
      .turn(troublesOf(this.rooms))
      .catch((error) => log.error('what is wrong is not recorded; tried again', error));
    this.rooms.agentLogs.turn();
    this.rooms.partitioning.turn();
    this.rooms.credentialDesk
      .turn()
      .then(() => this.rooms.hubNotices.turn())
      .catch((error) => log.error('the credentials of agents cannot be read', error));
    this.rooms.maintenance
      .turn()
      .catch((error) => log.error('the end of a maintenance is not recorded', error));
    if (this.#upkeeps % COUNT_EVERY === 0) this.#count();
    this.#judge().catch((error) =>
      log.error('what is wrong with the system is not recorded; tried again', error),
    );
    auditAlerts.turn().catch((error) => log.error('the audit trail is not followed', error));
    this.#upkeeps++;
    if (this.#upkeeps % SEEN_EVERY === 0) sessions.keepSeen().catch(failed);
    if (this.#upkeeps % KEY_USE_EVERY === 0) keyUse.upkeep().catch(failed);
    if (this.#upkeeps % SUPPLY_EVERY === 0) {
      this.rooms.supplyKeeper
        .turn()
        .catch((error) => log.error('what agents could work with is not kept', error));
    }
    if (this.#upkeeps % SEAL_EVERY === 0) {
      checkpoints.sign('if due').catch((error) => log.error('no checkpoint is signed', error));
    }
    if (this.#upkeeps % PRUNE_EVERY === 0) {
      this.rooms.systemConditions
        .upkeep()
        .catch((error) => log.error('old conditions of the system stay', error));
      diagnoses.upkeep().catch((error) => log.error('old diagnoses stay', error));
      this.rooms.dashboards.upkeep().catch((error) => log.error('old dashboards stay', error));
      this.rooms.demandKeeper
        .turn()
        .catch((error) => log.error('the work of the last days is not counted', error));
      this.rooms.documents.upkeep().catch((error) => log.error('old pictures stay', error));
      this.rooms.files.upkeep().catch((error) => log.error('old files stay', error));
      this.rooms.jobUpkeep.run().catch((error) => log.error('old jobs stay', error));
      segments.turn().catch((error) => log.error('old audit entries stay here', error));
    }
  }

  /** Apart from the judging: when the store does not answer, that itself is to be told. */
  #count(): void {
    countJobs(this.rooms).then(
      (counted) => {
        this.#counted = counted;
      },
      (error) => this.rooms.complaints.say('jobs cannot be counted', error),
    );
  }

  /** What is wrong with hub, agents and GPUs now. */
  async #judge(): Promise<void> {
    const { rooms } = this;
    const agents = rooms.fleet.states();
    const isBrokerConnected = this.#broker?.state().connected ?? false;
    const readings = conditionReadings({
      rooms,
      agents,
      isBrokerConnected,
      counted: this.#counted,
    });
    await rooms.systemConditions.turn(readings, unclearNow(rooms, agents));
    this.alarms.takeConditions();
  }

  async #follow(): Promise<void> {
    await followConsole(this.rooms);
    await rotateKeyWhenDue(this.rooms);
  }

  // — watch —

  /** A screen looks at other points than before. Returns those of which it will get views. */
  watch(before: readonly string[], after: readonly string[]): string[] {
    const known = after.filter((pointId) => this.rooms.assets.get(pointId) !== null);
    const watched = this.rooms.watched.change(before, known);
    this.#tellWatched();
    return watched;
  }

  #tellWatched(): void {
    const { assets, fleet, watched } = this.rooms;
    const agentsOf = (pointId: string) => fleet.agentsOf(assets.get(pointId)?.sensorId ?? '');
    for (const [agentId, watch] of watched.messages(agentsOf)) {
      this.#publish('watch', agentId, watch);
    }
  }

  // — what is asked —

  /** What holds of the machine at a place without what people say of the point. */
  readonly uneditedAt = (point: PointRecord, nodeId: string | null): MachineFacts =>
    factsOf(
      { ...point, editedFacts: {} },
      factsAt(this.rooms.plant.tree, nodeId, this.rooms.lastValueOf),
    );

  /** A point as screens see it. */
  pointOf(record: PointRecord): Point {
    return pointOf(this.rooms, record);
  }

  /** While the broker is away nothing is lost: batches are delivered again, watches repeated, assignments retained. */
  #publish(name: TopicName, agentId: string, message: object): void {
    this.#broker?.publish(name, [agentId], JSON.stringify(message));
  }

  #parse<Value>(
    schema: z.ZodType<Value>,
    payload: Uint8Array,
    loss: 'batchesInvalid' | 'messagesInvalid' = 'messagesInvalid',
  ): Value | null {
    const parsed = schema.safeParse(jsonOf(payload));
    if (parsed.success) return parsed.data;
    this.rooms.losses.count(loss);
    const wrong = new Error(z.prettifyError(parsed.error).slice(0, 500));
    this.rooms.complaints.say('a message from the broker is not valid', wrong);
    return null;
  }
}

const decoder = new TextDecoder();

/** The JSON value in these bytes, or undefined when they hold none. */
function jsonOf(payload: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(payload));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
