import type { Said } from '../said.ts';
import type { tags as english } from '../tags.ts';
import { many } from './many.ts';

/** Words about tags, in German. */
export const tags: Said<typeof english> = {
  lead: 'Wörter an Messstellen, um sie wiederzufinden, zu welcher Maschine oder welchem Bereich sie auch gehören. Sie werden auf dem Bildschirm jeder Messstelle vergeben.',
  none: 'Noch keine Messstelle hat ein Schlagwort.',
  tag: 'Schlagwort',
  points: 'Messstellen',
  rename: 'Umbenennen',
  renameTitle: (tag) => `${tag} umbenennen`,
  renameLead:
    'An jeder Messstelle, die es hat. Gibt es das neue schon, nimmt es dieses in sich auf.',
  next: 'Neuer Name',
  remove: 'Abnehmen',
  removeTitle: (tag) => `${tag} von jeder Messstelle abnehmen?`,
  removeLead: (points) =>
    points === 1
      ? '1 Messstelle wird es nicht mehr haben.'
      : `${points} Messstellen werden es nicht mehr haben.`,
  done: (points) => `An ${many(points, 'Messstelle', 'Messstellen')} geändert.`,
};
