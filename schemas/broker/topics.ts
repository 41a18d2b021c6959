import type { ClientPermission } from '#schemas/access/permissions';

/**
 * Every MQTT topic of Tremolo. Code takes its topics from here, the broker its access rules, and
 * `docs/topics.md` its table. `+` stands for one level: the id of the client or point named in `levels`.
 */
export type Party = 'sensor' | 'edge' | 'agent' | 'hub' | 'listener';

export interface TopicRow {
  /** With `+` where an id stands. */
  readonly pattern: string;
  readonly levels: readonly string[];
  readonly from: Party;
  readonly to: Party;
  readonly qos: 0 | 1;
  readonly retain: boolean;
  /** The schema of the payload. */
  readonly payload: string;
  /** Named from the one table of rights. */
  readonly permission: ClientPermission;
  readonly purpose: string;
  /** Receivers may also ask for it with `/#` in place of what comes after their own level, as clients of Sparkplug do. */
  readonly alsoBelow?: true;
}

const ROOT = 'tremolo/1';
/** The topics of Sparkplug B are given by its specification. */
const SPARKPLUG = 'spBv1.0';

export const TOPICS = {
  frames: {
    pattern: `${ROOT}/frames/+`,
    levels: ['sensorId'],
    from: 'sensor',
    to: 'agent',
    qos: 0,
    retain: false,
    payload: 'schemas/frames/frame.ts',
    permission: 'sensor:frames',
    purpose: 'The waveform, one frame a message.',
  },
  sensorDescription: {
    pattern: `${ROOT}/sensors/+/description`,
    levels: ['sensorId'],
    from: 'sensor',
    to: 'hub',
    qos: 1,
    retain: true,
    payload: 'SensorDescription',
    permission: 'sensor:describe',
    purpose: 'What the sensor is and, where it knows, what it is mounted on.',
  },
  sensorStatus: {
    pattern: `${ROOT}/sensors/+/status`,
    levels: ['sensorId'],
    from: 'sensor',
    to: 'hub',
    qos: 1,
    retain: true,
    payload: 'PartyStatus',
    permission: 'sensor:status',
    purpose: 'online, or offline by last will.',
  },
  agentDescription: {
    pattern: `${ROOT}/agents/+/description`,
    levels: ['agentId'],
    from: 'agent',
    to: 'hub',
    qos: 1,
    retain: true,
    payload: 'AgentDescription',
    permission: 'agent:describe',
    purpose: 'Version, lanes, measured capacity, provider in use, models.',
  },
  agentStatus: {
    pattern: `${ROOT}/agents/+/status`,
    levels: ['agentId'],
    from: 'agent',
    to: 'hub',
    qos: 1,
    retain: true,
    payload: 'PartyStatus',
    permission: 'agent:status',
    purpose: 'online, draining, or offline by last will.',
  },
  heartbeat: {
    pattern: `${ROOT}/agents/+/heartbeat`,
    levels: ['agentId'],
    from: 'agent',
    to: 'hub',
    qos: 0,
    retain: false,
    payload: 'Heartbeat',
    permission: 'agent:heartbeat',
    purpose: 'Once a second: lanes, loads and every loss counter.',
  },
  preflight: {
    pattern: `${ROOT}/agents/+/preflight`,
    levels: ['agentId'],
    from: 'agent',
    to: 'hub',
    qos: 1,
    retain: true,
    payload: 'PreflightReport',
    permission: 'agent:preflight',
    purpose: 'What the agent found of its own machine, at its start and when asked.',
  },
  preflightAsk: {
    pattern: `${ROOT}/agents/+/preflight/ask`,
    levels: ['agentId'],
    from: 'hub',
    to: 'agent',
    qos: 1,
    retain: false,
    payload: 'PreflightAsk',
    permission: 'hub:check',
    purpose: 'The agent is to look at its machine again.',
  },
  assignment: {
    pattern: `${ROOT}/agents/+/assignment`,
    levels: ['agentId'],
    from: 'hub',
    to: 'agent',
    qos: 1,
    retain: true,
    payload: 'Assignment',
    permission: 'hub:assign',
    purpose: 'Which points the agent diagnoses, and what is known of their machines.',
  },
  hubNotice: {
    pattern: `${ROOT}/agents/+/hub`,
    levels: ['agentId'],
    from: 'hub',
    to: 'agent',
    qos: 1,
    retain: true,
    payload: 'HubNotice',
    permission: 'hub:inform',
    purpose: 'Where the hub is found and by which authority, and whether the credential is due.',
  },
  watch: {
    pattern: `${ROOT}/agents/+/watch`,
    levels: ['agentId'],
    from: 'hub',
    to: 'agent',
    qos: 1,
    retain: false,
    payload: 'Watch',
    permission: 'hub:watch',
    purpose: 'Which points somebody looks at; repeated while they do.',
  },
  results: {
    pattern: `${ROOT}/agents/+/results`,
    levels: ['agentId'],
    from: 'agent',
    to: 'hub',
    qos: 1,
    retain: false,
    payload: 'ResultBatch',
    permission: 'agent:results',
    purpose: 'Condition changes at once, summaries each second, from the outbox.',
  },
  receipt: {
    pattern: `${ROOT}/agents/+/receipt`,
    levels: ['agentId'],
    from: 'hub',
    to: 'agent',
    qos: 1,
    retain: false,
    payload: 'Receipt',
    permission: 'hub:receipt',
    purpose: 'The hub has stored a batch: the outbox may forget it.',
  },
  order: {
    pattern: `${ROOT}/agents/+/order`,
    levels: ['agentId'],
    from: 'hub',
    to: 'agent',
    qos: 1,
    retain: false,
    payload: 'AgentOrder',
    permission: 'hub:order',
    purpose: 'The agent is to end, or to start again; repeated until it has gone.',
  },
  logWatch: {
    pattern: `${ROOT}/agents/+/log/watch`,
    levels: ['agentId'],
    from: 'hub',
    to: 'agent',
    qos: 1,
    retain: false,
    payload: 'LogWatch',
    permission: 'hub:log',
    purpose: 'Somebody looks at the log of the agent; repeated while they do.',
  },
  log: {
    pattern: `${ROOT}/agents/+/log`,
    levels: ['agentId'],
    from: 'agent',
    to: 'hub',
    qos: 1,
    retain: false,
    payload: 'AgentLogPart',
    permission: 'agent:log',
    purpose: 'Lines of the agent and its lanes, only while somebody looks.',
  },
  partitionOrder: {
    pattern: `${ROOT}/agents/+/partition/order`,
    levels: ['agentId'],
    from: 'hub',
    to: 'agent',
    qos: 1,
    retain: false,
    payload: 'PartitionOrder',
    permission: 'hub:partition',
    purpose: 'A GPU is to be looked at, planned for or partitioned.',
  },
  partitionAnswer: {
    pattern: `${ROOT}/agents/+/partition/answer`,
    levels: ['agentId'],
    from: 'agent',
    to: 'hub',
    qos: 1,
    retain: false,
    payload: 'PartitionAnswer',
    permission: 'agent:partition',
    purpose: 'How the GPU is, or what would be done to it; nothing was.',
  },
  partitionNews: {
    pattern: `${ROOT}/agents/+/partition/news`,
    levels: ['agentId'],
    from: 'agent',
    to: 'hub',
    qos: 1,
    retain: true,
    payload: 'PartitionNews',
    permission: 'agent:partition_news',
    purpose: 'The latest partitioning of the agent, each command with what it said.',
  },
  jobOffer: {
    pattern: `${ROOT}/agents/+/jobs/offer`,
    levels: ['agentId'],
    from: 'hub',
    to: 'agent',
    qos: 1,
    retain: false,
    payload: 'JobOffer',
    permission: 'hub:offer',
    purpose: 'One attempt of a job for this agent; repeated until it answers.',
  },
  jobCancel: {
    pattern: `${ROOT}/agents/+/jobs/cancel`,
    levels: ['agentId'],
    from: 'hub',
    to: 'agent',
    qos: 1,
    retain: false,
    payload: 'JobCancel',
    permission: 'hub:cancel',
    purpose: 'This attempt is to end now; repeated until it has.',
  },
  jobReport: {
    pattern: `${ROOT}/agents/+/jobs/report`,
    levels: ['agentId'],
    from: 'agent',
    to: 'hub',
    qos: 1,
    retain: false,
    payload: 'JobReport',
    permission: 'agent:jobs',
    purpose:
      'An attempt was refused, started or ended, repeated until receipted; its progress and log.',
  },
  jobReceipt: {
    pattern: `${ROOT}/agents/+/jobs/receipt`,
    levels: ['agentId'],
    from: 'hub',
    to: 'agent',
    qos: 1,
    retain: false,
    payload: 'JobReceipt',
    permission: 'hub:acknowledge',
    purpose: 'The hub has stored what was reported of an attempt.',
  },
  captureOrder: {
    pattern: `${ROOT}/agents/+/captures/order`,
    levels: ['agentId'],
    from: 'hub',
    to: 'agent',
    qos: 1,
    retain: false,
    payload: 'CaptureOrder',
    permission: 'hub:capture',
    purpose: 'The raw signal of points is to be kept over a window; repeated until it is answered.',
  },
  captureNews: {
    pattern: `${ROOT}/agents/+/captures/news`,
    levels: ['agentId'],
    from: 'agent',
    to: 'hub',
    qos: 1,
    retain: false,
    payload: 'CaptureNews',
    permission: 'agent:captures',
    purpose: 'What came of an order, point by point; the samples come over the API.',
  },
  notification: {
    pattern: `${ROOT}/notifications/+`,
    levels: ['event'],
    from: 'hub',
    to: 'listener',
    qos: 1,
    retain: false,
    payload: 'NotificationMessage',
    permission: 'hub:notify',
    purpose: 'What the site’s people are told of, for other systems; off until switched on.',
  },
  view: {
    pattern: `${ROOT}/agents/+/views/+`,
    levels: ['agentId', 'pointId'],
    from: 'agent',
    to: 'hub',
    qos: 0,
    retain: false,
    payload: 'schemas/websocket/view.ts',
    permission: 'agent:views',
    purpose: 'One window of a watched point at full rate.',
  },
  processValues: {
    pattern: `${ROOT}/values/+`,
    levels: ['sensorId'],
    from: 'sensor',
    to: 'hub',
    qos: 1,
    retain: false,
    payload: 'ProcessValueMessage',
    permission: 'sensor:values',
    purpose: 'Named values beside the vibration: a speed, a temperature, a pressure.',
  },
  sparkplugNodeBirth: {
    pattern: `${SPARKPLUG}/+/NBIRTH/+`,
    levels: ['groupId', 'edgeNodeId'],
    from: 'edge',
    to: 'hub',
    qos: 0,
    retain: false,
    payload: 'schemas/broker/sparkplug-payload.ts',
    permission: 'edge:birth',
    purpose: 'What the edge node has, with its values: its names count from here.',
  },
  sparkplugNodeData: {
    pattern: `${SPARKPLUG}/+/NDATA/+`,
    levels: ['groupId', 'edgeNodeId'],
    from: 'edge',
    to: 'hub',
    qos: 0,
    retain: false,
    payload: 'schemas/broker/sparkplug-payload.ts',
    permission: 'edge:data',
    purpose: 'Values of the edge node that changed.',
  },
  sparkplugNodeDeath: {
    pattern: `${SPARKPLUG}/+/NDEATH/+`,
    levels: ['groupId', 'edgeNodeId'],
    from: 'edge',
    to: 'hub',
    qos: 0,
    retain: false,
    payload: 'schemas/broker/sparkplug-payload.ts',
    permission: 'edge:death',
    purpose: 'The edge node is gone; also its last will.',
  },
  sparkplugDeviceBirth: {
    pattern: `${SPARKPLUG}/+/DBIRTH/+/+`,
    levels: ['groupId', 'edgeNodeId', 'deviceId'],
    from: 'edge',
    to: 'hub',
    qos: 0,
    retain: false,
    payload: 'schemas/broker/sparkplug-payload.ts',
    permission: 'edge:device_birth',
    purpose: 'What the device has, with its values: its names count from here.',
  },
  sparkplugDeviceData: {
    pattern: `${SPARKPLUG}/+/DDATA/+/+`,
    levels: ['groupId', 'edgeNodeId', 'deviceId'],
    from: 'edge',
    to: 'hub',
    qos: 0,
    retain: false,
    payload: 'schemas/broker/sparkplug-payload.ts',
    permission: 'edge:device_data',
    purpose: 'Values of the device that changed.',
  },
  sparkplugDeviceDeath: {
    pattern: `${SPARKPLUG}/+/DDEATH/+/+`,
    levels: ['groupId', 'edgeNodeId', 'deviceId'],
    from: 'edge',
    to: 'hub',
    qos: 0,
    retain: false,
    payload: 'schemas/broker/sparkplug-payload.ts',
    permission: 'edge:device_death',
    purpose: 'The device is gone.',
  },
  sparkplugNodeCommand: {
    pattern: `${SPARKPLUG}/+/NCMD/+`,
    levels: ['groupId', 'edgeNodeId'],
    from: 'hub',
    to: 'edge',
    qos: 0,
    retain: false,
    payload: 'schemas/broker/sparkplug-payload.ts',
    permission: 'hub:rebirth',
    purpose:
      'The edge node is to say its birth again: something of it was missed. Nothing else is ever written to it.',
    alsoBelow: true,
  },
  sparkplugDeviceCommand: {
    pattern: `${SPARKPLUG}/+/DCMD/+/+`,
    levels: ['groupId', 'edgeNodeId', 'deviceId'],
    from: 'hub',
    to: 'edge',
    qos: 0,
    retain: false,
    payload: 'schemas/broker/sparkplug-payload.ts',
    permission: 'hub:device_command',
    purpose: 'Edge nodes listen here, and are not refused for it; nothing is sent.',
    alsoBelow: true,
  },
  sparkplugState: {
    pattern: `${SPARKPLUG}/STATE/+`,
    levels: ['hostId'],
    from: 'hub',
    to: 'edge',
    qos: 1,
    retain: true,
    payload: 'SparkplugState',
    permission: 'hub:state',
    purpose:
      'Whether the hub hears edge nodes that wait for it as their primary host; also its last will.',
  },
} as const satisfies Record<string, TopicRow>;

export type TopicName = keyof typeof TOPICS;

/** The topic with its ids filled in, in the order of `levels`. */
export function topic(name: TopicName, ...ids: string[]): string {
  let next = 0;
  return TOPICS[name].pattern.replace(/\+/g, () => ids[next++] ?? '+');
}

/** The ids in a topic that matches `name`, or null when it does not match. */
export function topicIds(name: TopicName, actual: string): string[] | null {
  const want = TOPICS[name].pattern.split('/');
  const have = actual.split('/');
  if (want.length !== have.length) return null;
  const ids: string[] = [];
  for (let i = 0; i < want.length; i++) {
    if (want[i] === '+') ids.push(have[i]);
    else if (want[i] !== have[i]) return null;
  }
  return ids;
}
