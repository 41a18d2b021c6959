import { CaptureNews, type CaptureOrder } from '#schemas/broker/captures';
import {
  type Assignment,
  PartyStatus,
  type PointSummary,
  ResultBatch,
  SensorDescription,
} from '#schemas/broker/messages';
import { ProcessValueMessage } from '#schemas/broker/process-values';
import type { Point } from '#schemas/http/points';
import type { PointId } from '#schemas/ids/ids';
import { JobReport } from '#schemas/jobs/messages';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import { maySomewhere } from './access/may-somewhere.ts';
import { AgentFlows } from './agent-flows.ts';
import { AlarmFlows } from './alarm-flows.ts';
import { factsAt } from './assets/facts-at.ts';
import { factsOf, type PointRecord } from './assets/point-record.ts';
import type { BrokerLink } from './broker-link.ts';
import { BrokerMessages } from './broker-messages.ts';
import { CaptureFlows } from './capture-flows.ts';
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
import { UpkeepFlows } from './upkeep-flows.ts';
import { ValueFlows } from './value-flows.ts';

/**
 * The ways through the hub, each step by its name and in order. Those of agents stand in agent-flows.ts, of alarms in alarm-flows.ts, of captures in
 * capture-flows.ts, of values beside the vibration in value-flows.ts, of notifications in notification-flows.ts, and what time alone brings in upkeep-flows.ts.
 *
 * reading  broker/inbox → takeResults: admission → show (latest, websocket) → writer → ledger, trends, changes → receipt
 *          broker/inbox → takeView → websocket
 * plant    broker/inbox → takeSensor…: assets → fleet.turn → broker: assignment
 * tree     http/node-routes → plant: plan → rules → edit-guard → store (edit, history, audit entry) → events: nodes, points → fleet, screens; plantRollup → events: rollups
 * person   http/authenticate → identity: access-tokens → sessions → principals: people, rights → http/guards → room → store (change and audit entry)
 * provider http/sso-routes → sso: start … finish → external-sign-in → people → singleSignOn → access: session, or the second factor
 * job      http/job-routes → jobs → dispatcher → broker: offer; broker/inbox → takeJobReport: jobReports → book → broker: receipt
 * file     http/agent-routes → files: who may → shelf; deliveries: part by part → shelf → store (model.kept)
 * watch    websocket → watch → fleet/watch-list → broker: watch
 */

const FLEET_TURN_MS = 250;
const WATCH_REPEAT_MS = 2_000;

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
  readonly agents: AgentFlows;
  readonly #upkeep: UpkeepFlows;
  readonly #messages: BrokerMessages;
  #timers: ReturnType<typeof setInterval>[] = [];

  constructor(rooms: Rooms) {
    this.rooms = rooms;
    this.identity = new Identity(rooms);
    this.singleSignOn = new SingleSignOn(rooms);
    this.notifications = new NotificationFlows(rooms);
    this.captures = new CaptureFlows(rooms);
    this.alarms = new AlarmFlows(rooms);
    this.values = new ValueFlows(rooms);
    this.#messages = new BrokerMessages(rooms);
    this.agents = new AgentFlows(rooms, this.#messages);
    this.#upkeep = new UpkeepFlows(rooms, {
      isBrokerConnected: () => this.broker?.state().connected ?? false,
      judged: () => this.alarms.takeConditions(),
    });
    this.search = new Search({
      sources: searchSources(rooms),
      maySomewhere,
      failed: (kind, error) => rooms.complaints.say(`${kind} cannot be searched`, error),
    });
  }

  start(broker: BrokerLink): void {
    this.#messages.connect(broker);
    const { fleet, events } = this.rooms;
    events.on('points', () => fleet.pointsChanged());
    this.captures.start();
    this.alarms.start();
    this.values.start(broker);
    this.notifications.start();
    this.#upkeep.start();
    this.#timers = [
      setInterval(() => fleet.turn(), FLEET_TURN_MS),
      setInterval(() => this.rooms.orderDesk.turn(), FLEET_TURN_MS),
      setInterval(() => this.rooms.dispatcher.turn(), FLEET_TURN_MS),
      setInterval(() => this.#tellWatched(), WATCH_REPEAT_MS),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#upkeep.stop();
    this.captures.stop();
    this.alarms.stop();
    this.values.stop();
  }

  get broker(): BrokerLink | null {
    return this.#messages.broker;
  }

  // — reading —

  /** A lane's results: shown at once when they are news, stored exactly once, receipted after the commit. */
  takeResults(agentId: string, payload: Uint8Array): void {
    const { admission, ledger, losses, clock } = this.rooms;
    const batch = this.#messages.parse(ResultBatch, payload, 'batchesInvalid');
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
      this.#messages.publish('receipt', agentId, { lane, epoch, sequence });
    }
  }

  // — plant —

  takeSensorDescription(sensorId: string, payload: Uint8Array): void {
    const description = this.#messages.parse(SensorDescription, payload);
    if (description?.sensorId === sensorId) this.rooms.assets.describe(description);
  }

  takeSensorStatus(sensorId: string, payload: Uint8Array): void {
    const status = this.#messages.parse(PartyStatus, payload);
    if (status !== null) this.rooms.assets.sensorStatus(sensorId, status.status === 'online');
  }

  takeProcessValues(sensorId: string, payload: Uint8Array): void {
    const message = this.#messages.parse(ProcessValueMessage, payload);
    if (message !== null) this.values.take(sensorId, message);
  }

  takeSparkplug(step: SparkplugStep, ids: readonly string[], payload: Uint8Array): void {
    this.values.takeSparkplug(step, ids, payload);
  }

  // — captures —

  readonly orderCapture = (agentId: string, order: CaptureOrder): void =>
    this.#messages.publish('captureOrder', agentId, order);

  takeCaptureNews(agentId: string, payload: Uint8Array): void {
    const news = this.#messages.parse(CaptureNews, payload);
    if (news !== null) this.captures.take(agentId, news);
  }

  // — jobs —

  /** What an agent says of a job that it was given. Without a receipt it says it again. */
  takeJobReport(agentId: string, payload: Uint8Array): void {
    const report = this.#messages.parse(JobReport, payload);
    if (report?.agentId !== agentId) return;
    this.rooms.jobReports
      .take(report)
      .catch((error) => this.rooms.complaints.say('a report on a job is not kept', error));
  }

  readonly sayOfJob = (name: JobTopic, agentId: string, message: object): void =>
    this.#messages.publish(name, agentId, message);

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
    this.#messages.publish('assignment', assignment.agentId, assignment);

  readonly pointsMoved = (agents: ReadonlyMap<string, string | null>): void => {
    this.rooms.assets.assigned(agents).catch((error) => {
      this.rooms.log.error('who has which point is not stored; the next start plans afresh', error);
    });
    this.#tellWatched();
  };

  /** The points as the fleet needs them. */
  readonly fleetPoints = (): FleetPoint[] => fleetPoints(this.rooms);

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
      this.#messages.publish('watch', agentId, watch);
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
}
