/**
 * The one table of rights: `resource:action`, and the sentence that a person reads. Every route, every WebSocket
 * subscription and every part of a screen names one of these; `public` is for the few routes that come before signing in.
 */
export const PERMISSIONS = {
  'session:own': 'Have a session, see who one is, and end it.',
  'account:own': 'See and change one’s own profile, password, second factor and sessions.',
  'key:own': 'Make, rotate and revoke one’s own API keys.',
  'key:manage': 'See and revoke everybody’s API keys.',
  'plant:read': 'See points, their readings, trends and findings.',
  'plant:edit': 'Change what is known of a point: name, area, speed, bearing, machine group.',
  'capture:read': 'See captured waveforms, and take them out.',
  'capture:make': 'Capture waveforms now, and keep the rules by which they are captured.',
  'capture:label': 'Say what holds in captures, note it, and protect them.',
  'capture:delete': 'Delete captures for good.',
  'alarm:read': 'See alarms, their rules and figures.',
  'alarm:acknowledge': 'Acknowledge and comment on alarms, reset them, mark them as false.',
  'alarm:shelve': 'Shelve alarms for a while, take them out of service and return them.',
  'alarm:configure': 'Change the rules of alarms, escalation, shifts and procedures.',
  'diagnosis:infer': 'Have a recording diagnosed.',
  'diagnosis:read': 'See diagnoses of recordings: one’s own, and those shared with one.',
  'diagnosis:edit': 'Rename, share and delete one’s own diagnoses.',
  'system:read': 'See broker, agents, lanes and loss counters.',
  'fleet:operate':
    'Drain, end and restart agents; set their labels and limits; put them and their GPUs into maintenance; read their logs.',
  'fleet:partition': 'Partition the GPUs of agents (MIG), where the site allows it.',
  'fleet:enrol': 'Let agents join, and put them out.',
  'dashboard:own': 'Make, change and share dashboards of one’s own.',
  'job:read': 'See jobs, queues, logs and dead letters.',
  'job:submit': 'Submit jobs to the evaluation queue, and cancel one’s own.',
  'job:operate':
    'Submit jobs to every queue; cancel, hold, retry and put away everybody’s; stop and empty queues.',
  'notification:own': 'Be told of what one may see, and choose how.',
  'notification:configure':
    'See and try the ways out of the hub, look after webhooks, see what was delivered.',
  'user:read': 'See accounts and what they did.',
  'user:edit': 'Make, change, suspend, unlock and reset accounts.',
  'user:delete': 'Delete and erase accounts.',
  'user:impersonate': 'See Tremolo as another person does.',
  'role:read': 'See roles and the matrix of rights.',
  'role:edit': 'Make and change roles of one’s own.',
  'role:assign': 'Give persons and teams their roles, grants, denials and area rights.',
  'team:read': 'See teams and their members.',
  'team:own': 'Look after the teams that one owns or helps to look after.',
  'team:edit': 'Make, change and dissolve any team.',
  'audit:read': 'Search the audit trail.',
  'audit:export': 'Take audit entries and reports out.',
  'analytics:read': 'See figures on how Tremolo is used.',
  'setting:read': 'See sign-in policy, single sign-on, mail and rate limits.',
  'setting:edit': 'Change sign-in policy, single sign-on, mail and rate limits.',
} as const;

export type Permission = keyof typeof PERMISSIONS;

/** All permissions, in the order of the table. */
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];

/** What MQTT clients may do: the same table for those that are no people. `schemas/broker/topics.ts` says on which topics. */
export const CLIENT_PERMISSIONS = {
  'sensor:frames': 'Publish one’s own waveform.',
  'sensor:describe': 'Say what the sensor is and what it is mounted on.',
  'sensor:status': 'Say that the sensor is there or gone.',
  'sensor:values': 'Publish values of one’s own beside the vibration.',
  'edge:birth': 'Say what one’s own edge node has.',
  'edge:data': 'Publish values of one’s own edge node.',
  'edge:death': 'Say that one’s own edge node is gone.',
  'edge:device_birth': 'Say what a device of one’s own edge node has.',
  'edge:device_data': 'Publish values of a device of one’s own edge node.',
  'edge:device_death': 'Say that a device of one’s own edge node is gone.',
  'agent:describe': 'Say what the agent is and can carry.',
  'agent:status': 'Say that the agent is there, drains or is gone.',
  'agent:heartbeat': 'Report lanes, loads and losses.',
  'agent:preflight': 'Say what was found of the agent’s own machine.',
  'agent:results': 'Hand in condition changes and summaries.',
  'agent:views': 'Send windows of watched points.',
  'agent:log': 'Show what the agent and its lanes write down.',
  'agent:partition': 'Tell how a GPU is partitioned, and what would be done to it.',
  'agent:partition_news': 'Tell what came of partitioning a GPU.',
  'agent:captures': 'Tell what came of capturing points.',
  'agent:jobs': 'Report on jobs that were given to the agent.',
  'hub:inform': 'Tell agents where the hub is, and what it wants of them.',
  'hub:assign': 'Give points to agents.',
  'hub:check': 'Have agents look at their machines again.',
  'hub:watch': 'Say which points are looked at.',
  'hub:order': 'Have agents end or start again.',
  'hub:log': 'Say whose log somebody looks at.',
  'hub:partition': 'Have GPUs of agents looked at and partitioned.',
  'hub:capture': 'Have the raw signal of points kept.',
  'hub:offer': 'Give jobs to agents.',
  'hub:cancel': 'Have jobs of agents ended.',
  'hub:acknowledge': 'Confirm that what was reported of a job is stored.',
  'hub:notify': 'Tell other systems what happens.',
  'hub:receipt': 'Confirm what is stored.',
  'hub:rebirth': 'Ask edge nodes to say what they have again.',
  'hub:device_command': 'Speak to devices of edge nodes: nothing is said yet.',
  'hub:state': 'Say whether edge nodes are heard.',
} as const;

export type ClientPermission = keyof typeof CLIENT_PERMISSIONS;

/** What an agent may ask of the hub's API with its credential. No person and no key has these. */
export const AGENT_PERMISSIONS = {
  'agent:renew': 'Have its own credential renewed.',
  'agent:fetch': 'Read the files that its jobs need.',
  'agent:deliver': 'Hand in the files that its jobs made, and the tracks of captures.',
} as const;

export type AgentPermission = keyof typeof AGENT_PERMISSIONS;

/** Whether a route is for agents, by the permission that it names. */
export function isForAgents(permission: string): permission is AgentPermission {
  return Object.hasOwn(AGENT_PERMISSIONS, permission);
}
