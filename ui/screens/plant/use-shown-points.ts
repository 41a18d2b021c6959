import { type ReadonlySignal, type Signal, useComputed } from '@preact/signals';
import { useApp } from '../../session/app.ts';
import type { Appearance } from '../../text/en.ts';
import { fullName } from '../../websocket/point-cell.ts';
import { APPEARANCES } from '../../websocket/rank.ts';

/** In place of a node's id: what stands nowhere in the tree. */
export const UNASSIGNED = 'unassigned';

export interface Chosen {
  /** A node, `UNASSIGNED`, or empty for the whole plant. */
  readonly node: Signal<string>;
  readonly search: Signal<string>;
  readonly filter: Signal<Appearance | null>;
}

export interface ShownPoints {
  /** All of the chosen part, worst first. */
  readonly within: ReadonlySignal<readonly string[]>;
  /** Those of them that search and filter leave. */
  readonly shown: ReadonlySignal<readonly string[]>;
  readonly counts: ReadonlySignal<Readonly<Record<Appearance, number>>>;
}

/** The points of the chosen part of the plant, and how many of them look how. */
export function useShownPoints({ node, search, filter }: Chosen): ShownPoints {
  const { plant, tree } = useApp();
  const within = useComputed(() => {
    const chosen = node.value;
    if (chosen === '') return plant.order.value;
    return tree.pointsWithin(chosen === UNASSIGNED ? null : chosen);
  });
  const counts = useComputed(() => {
    if (node.value === '') return plant.counts.value;
    const counted = Object.fromEntries(APPEARANCES.map((name) => [name, 0]));
    for (const id of within.value) {
      const appearance = plant.cell(id)?.appearance.value;
      if (appearance !== undefined) counted[appearance]++;
    }
    return counted as Record<Appearance, number>;
  });
  const shown = useComputed(() => {
    const wanted = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const look = filter.value;
    return within.value.filter((id) => {
      const cell = plant.cell(id);
      if (cell === undefined || (look !== null && cell.appearance.value !== look)) return false;
      if (wanted.length === 0) return true;
      const { area, tags } = cell.point.value;
      const said = [fullName(cell.point.value), area ?? '', ...tags].join(' ').toLocaleLowerCase();
      return wanted.every((word) => said.includes(word));
    });
  });
  return { within, shown, counts };
}
