import { many } from './many.ts';

/** Words about the models that jobs made, in English. */
export const modelWords = {
  tab: 'Models',
  lead: 'Models that jobs made and the hub keeps. Each is one file that carries its card.',
  none: 'No model yet: a training makes one.',
  model: 'Model',
  version: 'Version',
  size: 'Size',
  made: 'Made',
  by: 'Made by',
  agent: 'On agent',
  hash: 'SHA-256',
  download: 'Download',
  push: 'Push to agents…',
  pushTitle: (model: string) => `Push ${model} to agents`,
  pushLead:
    'Each agent gets a job that fetches the model, so that it is there before it is needed. Who has it already fetches nothing. Each of the jobs can be cancelled.',
  to: 'To',
  toAll: 'All agents that are connected',
  pushAction: 'Push',
  pushed: (agents: number) => `${many(agents, 'agent')} will fetch it.`,
  score: 'Score…',
  delete: 'Delete',
  deleteTitle: (model: string) => `Delete ${model}?`,
  deleteLead:
    'The file is gone from the hub, and no agent can fetch it any more. Agents keep what they have fetched.',
  deleted: 'The model is deleted.',
  of: (what: string, model: string) => `${what} ${model}`,
} as const;
