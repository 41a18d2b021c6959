import type { z } from 'zod';
import type { RIGHTS_ROUTES } from '#schemas/http/rights';
import type { Pick } from '../../../parts/form/pick-field.ts';
import { areas as words } from '../../../text/roles.ts';

type Areas = z.infer<typeof RIGHTS_ROUTES.areas.answer>;

/** A part of the plant in which a role can be given: a node with all below it, or an area by name. */
export interface PlantPart {
  readonly scope: string;
  /** Path of the node, or name of the area. */
  readonly name: string;
  readonly kind: keyof typeof words.partKinds;
}

/** Found at once are so many: whoever wants another types more. */
const FOUND_MAX = 12;

/** Nodes of the tree first, parents before children, then areas of points that hang nowhere. */
export function plantParts({ nodes, areas }: Areas): PlantPart[] {
  return [
    ...nodes.map(({ nodeId, path, kind }) => ({ scope: nodeId, name: path, kind })),
    ...areas.map((area) => ({ scope: area, name: area, kind: 'named' as const })),
  ];
}

/** Parts whose path holds every word that was typed. */
export function partsLike(parts: readonly PlantPart[], typed: string): Pick[] {
  const sought = typed.toLocaleLowerCase().split(/[\s/]+/);
  return parts
    .filter(({ name }) => sought.every((word) => name.toLocaleLowerCase().includes(word)))
    .slice(0, FOUND_MAX)
    .map(({ scope, name, kind }) => ({ id: scope, word: name, more: words.partKinds[kind] }));
}
