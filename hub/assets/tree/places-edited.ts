import type { PlantEdit } from './plant-edit.ts';
import type { PlantTree } from './plant-tree.ts';

/** An edit with the trees before and after it, for whoever has to say whether it may be done. */
export interface PlannedEdit {
  readonly edit: PlantEdit;
  readonly before: PlantTree;
  readonly after: PlantTree;
}

/** More places than this are not told apart. */
const PLACES_MAX = 50;

/** Where an edit reaches. */
export interface EditedPlaces {
  /** Each place as the scopes that a right for it may be given in: nodes, or the name of an area. */
  readonly places: readonly (readonly string[])[];
  /** A point comes to its place from nowhere, or leaves it for nowhere. */
  readonly isLoose: boolean;
}

/** Every place that an edit touches. */
export function placesEdited({ edit, before, after }: PlannedEdit): EditedPlaces {
  const places = new Map<string, readonly string[]>();
  let isLoose = false;
  const take = (tree: PlantTree, nodeId: string | null) => {
    const scopes = tree.lineOf(nodeId).map((node) => node.nodeId);
    places.set(scopes.join(' '), scopes);
  };
  for (const { nodeId, before: was, after: is } of edit.nodes) {
    // What stands in a place belongs to it; where a node stands is for whoever looks after the place above it.
    const isMoved = was?.parentId !== is?.parentId || was === null || is === null;
    if (was !== null) take(before, isMoved ? was.parentId : nodeId);
    if (is !== null) take(after, isMoved ? is.parentId : nodeId);
  }
  for (const { before: was, after: is } of edit.points) {
    // What is taken out of the plant, or comes back into it, has one place alone.
    const sides = [...(was.isRemoved ? [] : [[before, was] as const])];
    if (!is.isRemoved) sides.push([after, is]);
    const isPlaced = sides.some(([, { nodeId, area }]) => nodeId !== null || area !== null);
    for (const [tree, { nodeId, area }] of sides) {
      if (nodeId !== null) take(tree, nodeId);
      else if (area !== null) places.set(`area ${area}`, [area]);
      else if (isPlaced) isLoose = true;
      else places.set('', []);
    }
  }
  return { places: [...places.values()], isLoose };
}

/** As few of them as say the same: a right that holds at a place holds at all places below it. */
export function fewestPlaces({ places }: EditedPlaces): (readonly string[])[] {
  const bottoms = new Set(places.map(([at]) => at));
  const highest = places.filter(([, ...above]) => !above.some((scope) => bottoms.has(scope)));
  // What was done at so many places is no part's own.
  return highest.length > PLACES_MAX ? [[]] : highest;
}
