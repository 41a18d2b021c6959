import type { NodeKind } from '#schemas/plant/node-kind';
import { many } from './many.ts';

/** Words of the plant's tree and of the overview. */
export const plantTree = {
  kind: {
    enterprise: 'Enterprise',
    site: 'Site',
    area: 'Area',
    line: 'Line',
    machine: 'Machine',
    position: 'Position',
  } satisfies Record<NodeKind, string>,
  title: 'Parts of the plant',
  whole: 'Whole plant',
  unassigned: 'Unassigned',
  find: 'Find in the tree',
  noMatch: 'Nothing in the tree is called that.',
  choose: 'Choose a part',
  hide: 'Hide the tree',
  show: 'Show the tree',
  failed: 'The tree of the plant could not be loaded.',
  where: 'Where',
  noPoints: 'no points',
  points: (n: number) => many(n, 'point'),
  ofPoints: (n: number, total: number) => `${n} of ${many(total, 'point')}`,
  unacknowledged: (n: number) => `${many(n, 'alarm')} not acknowledged`,
  openMachine: 'Open the machine',
  edit: 'Edit the plant',
  wall: 'Wall view',
  views: 'View',
  view: { tiles: 'Tiles', list: 'Worst', picture: 'Picture' },
  worst: 'Worst points',
  worstNone: 'No point here needs attention.',
  worstMore: (n: number) => `and ${n} more that are not listed`,
  column: {
    condition: 'Condition',
    machine: 'Machine',
    point: 'Point',
    why: 'Why',
    figure: 'Figure',
    heard: 'Heard',
  },
  picture: (name: string) => `Picture of ${name}`,
  pictureNone: 'There is no picture here yet.',
  pictureNoneWhy:
    'A floor plan or a photograph with the machines placed on it shows where something is wrong.',
  pictureElsewhere: 'Parts with a picture:',
  pictureFailed: 'The picture could not be loaded.',
  pictureEmpty: 'Nothing is placed on this picture yet.',
  nothingHere: 'No point stands here yet.',
  nothingHereEdit: 'Drag or tap sensors onto its positions in the plant editor.',
  firstTitle: 'Sort the points by machine and area',
  firstLead: (points: number, machines: number) =>
    `${many(points, 'point')} of ${many(machines, 'machine')} publish and stand nowhere in the plant yet. With a tree you see what is wrong where, and give rights and alarms by area.`,
  firstLeadNameless: (points: number) =>
    `${many(points, 'point')} publish and stand nowhere in the plant yet. With a tree you see what is wrong where, and give rights and alarms by area.`,
  firstMake: (machines: number) =>
    machines === 1
      ? 'Make the machine that the sensors name'
      : `Make the ${machines} machines that the sensors name`,
  firstEffect: (names: string) =>
    `This makes ${names} and puts each point on its machine. It can be undone in one step.`,
  firstOwn: 'Build the tree by hand',
  firstMaking: 'Making the machines …',
  firstMade: (machines: number, points: number) =>
    `Made ${many(machines, 'machine')} with ${many(points, 'point')}.`,
  firstUndone: 'The machines are gone again, their points stand nowhere.',
  firstRefused: 'The machines could not be made. Build the tree by hand.',
} as const;
