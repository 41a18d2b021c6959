import { TOPICS, type TopicName, topicIds } from '#schemas/broker/topics';
import type { Flows } from '../flows.ts';

type Step = (flows: Flows, ids: readonly string[], payload: Uint8Array) => void;

/** Which step of which way each message begins; views first, for they come most often. */
const STEPS = {
  view: (flows, [, pointId], payload) => flows.takeView(pointId, payload),
  results: (flows, [agentId], payload) => flows.takeResults(agentId, payload),
  heartbeat: (flows, [agentId], payload) => flows.takeHeartbeat(agentId, payload),
  agentStatus: (flows, [agentId], payload) => flows.takeAgentStatus(agentId, payload),
  agentDescription: (flows, [agentId], payload) => flows.takeAgentDescription(agentId, payload),
  sensorStatus: (flows, [sensorId], payload) => flows.takeSensorStatus(sensorId, payload),
  sensorDescription: (flows, [sensorId], payload) => flows.takeSensorDescription(sensorId, payload),
} as const satisfies Partial<Record<TopicName, Step>>;

const ROWS = Object.entries(STEPS) as [keyof typeof STEPS, Step][];

/** What the hub subscribes to: every row of the table of topics that is for it. */
export const HUB_SUBSCRIPTIONS = ROWS.map(([name]) => ({
  pattern: TOPICS[name].pattern,
  qos: TOPICS[name].qos,
}));

/** Hands a message from the broker to the step that it begins. False when its topic is none of ours. */
export function takeMessage(flows: Flows, actualTopic: string, payload: Uint8Array): boolean {
  for (const [name, step] of ROWS) {
    const ids = topicIds(name, actualTopic);
    if (ids === null) continue;
    step(flows, ids, payload);
    return true;
  }
  return false;
}
