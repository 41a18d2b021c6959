import type { SystemConditionKind } from '#schemas/fleet/system-condition';

const PARTS: Readonly<Record<string, string>> = { broker: 'The broker', store: 'The database' };

/** What a sentence about a condition is made of; `value` and `limit` carry their unit. */
interface About {
  /** "the hub", or an agent. */
  readonly where: string;
  /** "GPU 0 of agent-1"; null: none, or all of the agent's. */
  readonly gpu: string | null;
  readonly part: string;
  readonly value: string;
  readonly limit: string;
}

/** Words about what is wrong with the system itself, in English. */
export const conditions = {
  title: 'Wrong now',
  none: 'Nothing is wrong with hub, agents and GPUs.',
  earlier: 'Earlier',
  earlierNone: 'Nothing was wrong before.',
  more: 'Show more',
  failed: 'What was wrong before cannot be shown',
  severity: { critical: 'Critical', warning: 'Warning' },
  since: (age: string) => `for ${age}`,
  from: (from: string, to: string) => `${from} to ${to}`,
  hub: 'the hub',
  says: {
    part_down: ({ part }) => `${PARTS[part] ?? part} does not answer.`,
    gpu_failed: ({ gpu, where }) =>
      gpu === null
        ? `The GPU driver of ${where} fails: its jobs get the processor.`
        : `${gpu} fails: its driver does not reach it, or its memory makes errors.`,
    gpu_hot: ({ gpu }) => `${gpu ?? 'A GPU'} is too hot: heat slows it down. Look at its cooling.`,
    disk_nearly_full: ({ where, value }) => `The disk of ${where} is ${value} full.`,
    disk_filling: ({ where, value }) => `The disk of ${where} fills up: ${value} is used.`,
    dead_letters_many: ({ value, limit }) => `${value} dead letters wait; the limit is ${limit}.`,
    agent_offline: ({ where, value }) => `${where} has not answered for ${value}.`,
    queue_long: ({ part, value, limit }) =>
      `${value} jobs wait in the queue ${part}; the limit is ${limit}.`,
    store_slow: ({ value, limit }) =>
      `The database took ${value} for an answer; the limit is ${limit}.`,
  } satisfies Record<SystemConditionKind, (about: About) => string>,
} as const;
