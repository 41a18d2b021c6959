import type { Appearance } from '../text/en.ts';
import { APPEARANCES } from './rank.ts';

/** What all points below a node come to. */
export interface RollUp {
  /** Null without a point. */
  readonly worst: Appearance | null;
  /** Points by how they look; what none looks like is left out. */
  readonly counts: Readonly<Partial<Record<Appearance, number>>>;
  readonly points: number;
}

export const NO_POINTS: RollUp = { worst: null, counts: {}, points: 0 };

interface Standing {
  readonly nodeId: string | null;
  readonly appearance: Appearance;
}

/**
 * What each node's points come to, by the node's id: the worst wins up to the top, and every state keeps its count. Taken from
 * what the tiles show, so that tree and tiles never contradict each other. Points that stand nowhere are under `null`.
 */
export function rollUps(
  parentOf: (nodeId: string) => string | null | undefined,
  points: Iterable<Standing>,
): Map<string | null, RollUp> {
  const counts = new Map<string | null, Partial<Record<Appearance, number>>>();
  for (const { nodeId, appearance } of points) {
    for (const id of lineUp(nodeId, parentOf)) {
      const here = counts.get(id) ?? {};
      here[appearance] = (here[appearance] ?? 0) + 1;
      counts.set(id, here);
    }
  }
  return new Map([...counts].map(([id, here]) => [id, rollUpOf(here)]));
}

/** The node and all above it; a node that is not known (yet) counts as nowhere. */
function lineUp(
  nodeId: string | null,
  parentOf: (nodeId: string) => string | null | undefined,
): (string | null)[] {
  const line: string[] = [];
  let at = nodeId;
  while (at !== null) {
    const parent = parentOf(at);
    if (parent === undefined) break;
    line.push(at);
    at = parent;
  }
  return line.length === 0 ? [null] : line;
}

function rollUpOf(counts: Partial<Record<Appearance, number>>): RollUp {
  const worst = APPEARANCES.find((name) => counts[name] !== undefined) ?? null;
  const points = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return { worst, counts, points };
}
