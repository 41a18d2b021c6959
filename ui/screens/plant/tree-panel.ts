import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { Failure } from '../../parts/failure.ts';
import { RollUpMarks } from '../../parts/roll-up-marks.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { Tree } from '../../parts/tree/tree.ts';
import { matcherOf, TreeSearch } from '../../parts/tree/tree-search.ts';
import { useApp } from '../../session/app.ts';
import { plantTree as words } from '../../text/plant-tree.ts';
import type { Branch, PlantTree } from '../../websocket/plant-tree.ts';
import { UNASSIGNED } from './use-shown-points.ts';

/** With more nodes than this nobody finds a name at a glance. */
const SEARCH_FROM = 12;

/** The tree with what the points of each node come to; choosing a node shows only its points. */
export function TreePanel({ node, onChosen }: { node: Signal<string>; onChosen?: () => void }) {
  const { tree } = useApp();
  const search = useSignal('');
  const open = useSignal<ReadonlySet<string>>(new Set());
  const state = tree.state.value;
  useEffect(() => {
    open.value = new Set([...openedAtFirst(tree), ...tree.pathOf(node.peek()).map(({ id }) => id)]);
  }, [state]);
  const choose = (id: string) => {
    node.value = node.peek() === id ? '' : id;
    onChosen?.();
  };
  if (state === 'waiting') return html`<${Skeleton} blocks=${4} />`;
  if (state === 'failed') {
    return html`<${Failure} title=${words.failed} sentence="" retry=${() => void tree.load()} />`;
  }
  const matches = matcherOf(search.value, ({ node }: Branch) => node.name);
  const isNothing = matches !== null && ![...tree.branches.value.values()].some(matches);
  return html`<div class="tree-panel">
    ${tree.branches.value.size > SEARCH_FROM && html`<${TreeSearch} id="tree-search" search=${search} />`}
    <${Extra} word=${words.whole} id="" node=${node} onChosen=${choose} />
    <${Tree}
      label=${words.title}
      childrenOf=${(id: string | null) => tree.childrenOf(id)}
      open=${open}
      matches=${matches}
      chosen=${node.value === '' ? null : node.value}
      onChoose=${({ id }: Branch) => choose(id)}
      words=${({ node }: Branch) => node.name}
      content=${(branch: Branch) => html`<${BranchRow} branch=${branch} />`}
    />
    ${isNothing && html`<p class="muted" role="status">${words.noMatch}</p>`}
    ${
      tree.rollUpOf(null).points > 0 &&
      html`<${Extra} word=${words.unassigned} id=${UNASSIGNED} node=${node} onChosen=${choose} />`
    }
  </div>`;
}

/** What stands on the top two levels is seen at once, unless that is a whole wall of machines. */
function openedAtFirst(tree: PlantTree): string[] {
  const tops = tree.childrenOf(null);
  const below = tops.flatMap(({ id }) => tree.childrenOf(id));
  return [...tops, ...(below.length <= SEARCH_FROM ? below : [])]
    .filter(({ node }) => node.kind !== 'machine')
    .map(({ id }) => id);
}

function BranchRow({ branch: { id, node } }: { branch: Branch }) {
  const { tree } = useApp();
  return html`<span class="tree-name">
      ${node.name}<span class="spoken">, ${words.kind[node.kind]}</span>
    </span>
    <${RollUpMarks} rollUp=${tree.rollUpOf(id)} unacknowledged=${node.rollup.unacknowledged} />`;
}

/** What stands beside the tree: all of it, or what is not in it. */
function Extra({
  word,
  id,
  node,
  onChosen,
}: {
  word: string;
  id: string;
  node: Signal<string>;
  onChosen: (id: string) => void;
}) {
  const { tree, plant } = useApp();
  const counts = plant.counts.value;
  const present = Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));
  const whole = { worst: null, counts: present, points: plant.order.value.length };
  const rollUp = id === '' ? whole : tree.rollUpOf(null);
  const unacknowledged =
    id === ''
      ? tree.childrenOf(null).reduce((sum, { node }) => sum + node.rollup.unacknowledged, 0)
      : 0;
  return html`<button class="tree-extra" aria-pressed=${node.value === id} onClick=${() => onChosen(id)}>
    <span class="tree-name">${word}</span>
    <${RollUpMarks} rollUp=${rollUp} unacknowledged=${unacknowledged} />
  </button>`;
}
