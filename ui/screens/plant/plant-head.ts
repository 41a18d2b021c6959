import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { Icon } from '../../parts/icon.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { plantTree as words } from '../../text/plant-tree.ts';
import { NEEDS_ATTENTION } from '../../websocket/rank.ts';
import { SearchField } from './search-field.ts';
import { type ShownPoints, UNASSIGNED } from './use-shown-points.ts';

export interface PlantHeadProps {
  readonly node: Signal<string>;
  readonly search: Signal<string>;
  readonly points: ShownPoints;
  readonly isChoosing: Signal<boolean>;
  readonly isTreeShown: Signal<boolean>;
  readonly hasTree: boolean;
}

/** Which part is shown and how it is, and the search. */
export function PlantHead({
  node,
  search,
  points,
  isChoosing,
  isTreeShown,
  hasTree,
}: PlantHeadProps) {
  return html`<div class="plant-head">
    <div class="plant-where">
      ${hasTree && html`<${TreeButtons} node=${node} isChoosing=${isChoosing} isTreeShown=${isTreeShown} />`}
      <div class="plant-summary">
        <${Where} node=${node} />
        <${Summary} points=${points} />
      </div>
    </div>
    <${SearchField} search=${search} />
  </div>`;
}

function TreeButtons({
  node,
  isChoosing,
  isTreeShown,
}: Pick<PlantHeadProps, 'node' | 'isChoosing' | 'isTreeShown'>) {
  const { tree } = useApp();
  const here = tree.branches.value.get(node.value)?.node.name ?? words.whole;
  const word = isTreeShown.value ? words.hide : words.show;
  return html`<button
      class="button icon-only quiet tree-fold"
      aria-label=${word}
      title=${word}
      aria-expanded=${isTreeShown.value}
      onClick=${() => {
        isTreeShown.value = !isTreeShown.value;
      }}
    >
      <${Icon} name="menu" />
    </button>
    <button
      class="button tree-choose"
      aria-label=${`${words.choose}: ${here}`}
      onClick=${() => {
        isChoosing.value = true;
      }}
    >
      ${words.choose}<${Icon} name="down" />
    </button>`;
}

/** The path to the chosen node, each step a way up; its name is the heading. */
function Where({ node }: { node: Signal<string> }) {
  const { tree } = useApp();
  const path = tree.pathOf(node.value);
  if (node.value === UNASSIGNED) return html`<h1>${words.unassigned}</h1>`;
  const here = path.at(-1);
  if (here === undefined) return html`<h1>${text.plant.title}</h1>`;
  const above = path.slice(0, -1);
  return html`<nav class="crumbs" aria-label=${words.where}>
      <button class="crumb" onClick=${() => go(node, '')}>${words.whole}</button>
      ${above.map(
        ({ id, node: { name } }) =>
          html`<button key=${id} class="crumb" onClick=${() => go(node, id)}>${name}</button>`,
      )}
    </nav>
    <h1>${here.node.name}</h1>`;
}

function go(node: Signal<string>, id: string): void {
  node.value = id;
}

function Summary({ points }: { points: ShownPoints }) {
  const { plant } = useApp();
  const total = points.within.value.length;
  const attention = NEEDS_ATTENTION.reduce((sum, name) => sum + points.counts.value[name], 0);
  return html`<p class=${attention > 0 ? 'strong' : 'muted'}>
    ${
      !plant.loaded.value
        ? `${text.loading}…`
        : attention > 0
          ? text.plant.attention(attention, total)
          : total === 0
            ? words.noPoints
            : text.plant.calm(total)
    }
  </p>`;
}

/** To the machine, the editor and the wall, with the part that is shown. */
export function PlantWays({ node }: { node: string }) {
  const { session, tree } = useApp();
  const path = tree.pathOf(node);
  const machine = path.find((branch) => branch.node.kind === 'machine');
  const query = path.length === 0 ? '' : `?node=${node}`;
  return html`<div class="plant-ways">
    ${machine !== undefined && html`<a class="button primary" href=${`/machines/${machine.id}`}>${words.openMachine}</a>`}
    ${session.mayAnywhere('plant:edit') && html`<a class="button" href=${`/plant/edit${query}`}>${words.edit}</a>`}
    <a class="button" href=${`/wall${query}`}>${words.wall}</a>
  </div>`;
}
