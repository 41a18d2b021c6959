/** Words about agents: how they join, what they do and what is done with them, in English. */
export const fleet = {
  title: 'Fleet',
  toFleet: 'Agents, GPUs and lanes',
  tabs: { agents: 'Agents', capacity: 'Capacity' },
  back: 'All agents',
  backTo: (agent: string) => `Back to ${agent}`,
  failed: 'The fleet cannot be shown',
  unknown:
    'The hub has not heard of this agent since it started, and nobody has said anything of it.',
  add: 'Add an agent',
  addLead:
    'On any machine that reaches the hub, in a folder with Tremolo. The line works once; the agent has a credential of its own from then on.',
  name: 'Name of the agent',
  nameHint: 'Small letters, digits and hyphens, such as agent-2.',
  lifetime: 'The line works for',
  lifetimes: { '60': 'an hour', '1440': 'a day', '10080': 'a week' },
  make: 'Make the line',
  making: 'Making…',
  madeTitle: (agent: string) => `Start ${agent}`,
  madeLead: 'Type or copy this on the agent’s machine. It is shown this once.',
  kept: 'I have it',
  waiting: 'May still join',
  until: (agent: string, time: string) => `${agent}, until ${time}`,
  withdraw: 'Withdraw',
  withdrawn: 'Withdrawn.',
  putOut: 'Put out',
  putOutTitle: (agent: string) => `Put ${agent} out?`,
  putOutLead:
    'Its credential ends now: it is off within a second and cannot come back without joining anew. Points for which no other agent has room are diagnosed by nobody.',
  isOut: (agent: string) => `${agent} is out.`,
} as const;
