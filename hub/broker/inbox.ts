import type { TopicName } from '#schemas/broker/topics';
import type { Flows } from '../flows.ts';

type Step = (flows: Flows, ids: readonly string[], payload: Uint8Array) => void;

/** Which step of which way each message begins; views first, for they come most often. */
const STEPS = {
  view: (flows, [, pointId], payload) => flows.takeView(pointId, payload),
  results: (flows, [agentId], payload) => flows.takeResults(agentId, payload),
  jobReport: (flows, [agentId], payload) => flows.takeJobReport(agentId, payload),
  heartbeat: (flows, [agentId], payload) => flows.agents.takeHeartbeat(agentId, payload),
  preflight: (flows, [agentId], payload) => flows.agents.takePreflight(agentId, payload),
  agentStatus: (flows, [agentId], payload) => flows.agents.takeStatus(agentId, payload),
  agentDescription: (flows, [agentId], payload) => flows.agents.takeDescription(agentId, payload),
  log: (flows, [agentId], payload) => flows.agents.takeLog(agentId, payload),
  partitionAnswer: (flows, [agentId], payload) =>
    flows.agents.takePartitionAnswer(agentId, payload),
  partitionNews: (flows, [agentId], payload) => flows.agents.takePartitionNews(agentId, payload),
  captureNews: (flows, [agentId], payload) => flows.takeCaptureNews(agentId, payload),
  sensorStatus: (flows, [sensorId], payload) => flows.takeSensorStatus(sensorId, payload),
  sensorDescription: (flows, [sensorId], payload) => flows.takeSensorDescription(sensorId, payload),
  processValues: (flows, [sensorId], payload) => flows.takeProcessValues(sensorId, payload),
  sparkplugNodeBirth: (flows, ids, payload) => flows.takeSparkplug('NBIRTH', ids, payload),
  sparkplugNodeData: (flows, ids, payload) => flows.takeSparkplug('NDATA', ids, payload),
  sparkplugNodeDeath: (flows, ids, payload) => flows.takeSparkplug('NDEATH', ids, payload),
  sparkplugDeviceBirth: (flows, ids, payload) => flows.takeSparkplug('DBIRTH', ids, payload),
  sparkplugDeviceData: (flows, ids, payload) => flows.takeSparkplug('DDATA', ids, payload),
  sparkplugDeviceDeath: (flows, ids, payload) => flows.takeSparkplug('DDEATH', ids, payload),
} as const satisfies Partial<Record<TopicName, Step>>;

/** The part of the connection that brings messages; `BrokerClient` is one. */
export interface MessageSource {
  on(
    name: TopicName,
    handler: (message: { readonly ids: string[]; readonly payload: Uint8Array }) => void,
  ): void;
}

/** Hands every message that is for the hub to the step that it begins. To be called before the connection starts. */
export function connectInbox(source: MessageSource, flows: Flows): void {
  for (const [name, step] of Object.entries(STEPS) as [TopicName, Step][]) {
    source.on(name, ({ ids, payload }) => step(flows, ids, payload));
  }
}
