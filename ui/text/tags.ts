import { many } from './many.ts';

/** Words about tags, in English. */
export const tags = {
  lead: 'Words on points, to find them again whatever machine or area they belong to. They are given on each point’s screen.',
  none: 'No point has a tag yet.',
  tag: 'Tag',
  points: 'Points',
  rename: 'Rename',
  renameTitle: (tag: string) => `Rename ${tag}`,
  renameLead: 'On every point that has it. A tag that is there already takes this one in.',
  next: 'New name',
  remove: 'Take off',
  removeTitle: (tag: string) => `Take ${tag} off every point?`,
  removeLead: (points: number) => `${many(points, 'point')} will not have it any more.`,
  done: (points: number) => `Changed on ${many(points, 'point')}.`,
} as const;
