/**
 * The ways between the hub and its agents, each step by its name and in order.
 *
 * fleet    broker/inbox → takeDescription, takeStatus, takeHeartbeat: agents → fleet.turn → broker: assignment
 * telling  broker/inbox → takeHeartbeat: telemetryKeeper → store; takePreflight: preflights; http → askPreflight → broker
 * operate  http/fleet-routes → operations, maintenance → operated: fleet.turn → broker: assignment; order-desk → broker: order; agent-logs → broker: logWatch
 * partition http/partition-routes → partitioning → broker: partitionOrder; broker/inbox → takePartition…: partition-questions, partition-book
 * credential  broker, http: the offered one was used → credentialTaken: credentialDesk → broker: credentials; hubNotices → broker: hubNotice
 */

import type { HubNotice } from '#schemas/broker/hub-notice';
import { AgentDescription, Heartbeat, PartyStatus } from '#schemas/broker/messages';
import { AgentLogPart, type AgentOrder, type LogWatch } from '#schemas/broker/operation';
import { PartitionAnswer, PartitionNews, type PartitionOrder } from '#schemas/broker/partition';
import { PreflightReport } from '#schemas/broker/preflight';
import type { BrokerMessages } from './broker-messages.ts';
import type { Rooms } from './rooms.ts';

/** Hands what agents say to the rooms, and what people want of agents to the broker. */
export class AgentFlows {
  readonly #rooms: Rooms;
  readonly #messages: BrokerMessages;

  constructor(rooms: Rooms, messages: BrokerMessages) {
    this.#rooms = rooms;
    this.#messages = messages;
  }

  takeDescription(agentId: string, payload: Uint8Array): void {
    const description = this.#messages.parse(AgentDescription, payload);
    if (description?.agentId !== agentId) return;
    this.#rooms.agents.describe(description, this.#rooms.clock());
    // A capacity measured anew changes what may be given to it.
    this.#rooms.fleet.pointsChanged();
  }

  takeStatus(agentId: string, payload: Uint8Array): void {
    const status = this.#messages.parse(PartyStatus, payload);
    if (status === null) return;
    this.#rooms.agents.status(agentId, status, this.#rooms.clock());
    // At once: points of an agent whose last will just came are diagnosed by nobody, and a job given to it would be lost for long.
    this.#rooms.agentsChanged();
    this.#rooms.fleet.turn();
  }

  takeHeartbeat(agentId: string, payload: Uint8Array): void {
    const heartbeat = this.#messages.parse(Heartbeat, payload);
    if (heartbeat?.agentId !== agentId) return;
    const transitMs = (this.#messages.broker?.delayMs() ?? 0) / 2;
    if (!this.#rooms.agents.heartbeat(heartbeat, this.#rooms.clock(), transitMs)) return;
    this.#rooms.dispatcher.heard(agentId, heartbeat.jobs ?? []);
    this.#rooms.telemetryKeeper.take(heartbeat);
  }

  takePreflight(agentId: string, payload: Uint8Array): void {
    const report = this.#messages.parse(PreflightReport, payload);
    if (report?.agentId === agentId) this.#rooms.preflights.take(report);
  }

  /** Has an agent look at its machine again; what it finds comes as a report. */
  askPreflight(agentId: string): void {
    this.#messages.publish('preflightAsk', agentId, {
      agentId,
      atMs: Math.round(this.#rooms.clock()),
    });
  }

  /** Lines of a log that somebody looks at. */
  takeLog(agentId: string, payload: Uint8Array): void {
    const part = this.#messages.parse(AgentLogPart, payload);
    if (part !== null) this.#rooms.agentLogs.take(agentId, part);
  }

  readonly order = (agentId: string, order: AgentOrder): void =>
    this.#messages.publish('order', agentId, order);

  readonly watchLog = (agentId: string, watch: LogWatch): void =>
    this.#messages.publish('logWatch', agentId, watch);

  readonly notice = (agentId: string, notice: HubNotice | null): void => {
    const payload = notice === null ? '' : JSON.stringify(notice);
    this.#messages.broker?.publish('hubNotice', [agentId], payload);
  };

  /** An agent came in with the secret that it was offered. */
  credentialTaken(username: string, hash: string): void {
    this.#rooms.credentialDesk
      .nextUsed(username, hash)
      .then(() => this.#rooms.hubNotices.turn())
      .catch((error) => this.#rooms.log.error('a new credential is not kept; tried again', error));
  }

  /** People want something else of an agent: points move and orders go out at once. */
  operated(): void {
    this.#rooms.agentsChanged();
    this.#rooms.fleet.turn();
    this.#rooms.orderDesk.turn();
  }

  // — partitioning of GPUs —

  takePartitionAnswer(agentId: string, payload: Uint8Array): void {
    const answer = this.#messages.parse(PartitionAnswer, payload);
    if (answer?.agentId === agentId) this.#rooms.partitionQuestions.take(answer);
  }

  /** Retained, so that also a hub that was away learns what came of it. */
  takePartitionNews(agentId: string, payload: Uint8Array): void {
    const news = this.#messages.parse(PartitionNews, payload);
    if (news?.agentId !== agentId) return;
    this.#rooms.partitioning
      .take(news)
      .catch((error) => this.#rooms.complaints.say('news of a partitioning are not kept', error));
  }

  readonly partition = (agentId: string, order: PartitionOrder): void =>
    this.#messages.publish('partitionOrder', agentId, order);
}
