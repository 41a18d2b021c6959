import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { AlarmStrip } from '../../parts/alarm-strip.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { type App, useApp } from '../../session/app.ts';
import { useAddressSignal } from '../../session/use-address.ts';
import { type Appearance, text } from '../../text/en.ts';
import { plantTree as words } from '../../text/plant-tree.ts';
import { PhoneHome } from '../home/phone-home.ts';
import { LazyScreen } from '../lazy-screen.ts';
import { FilterChips } from './filter-chips.ts';
import { PlantEmpty } from './plant-empty.ts';
import { PlantHead, PlantWays } from './plant-head.ts';
import { TileGrid } from './tile-grid.ts';
import { TileSkeletons } from './tile-skeletons.ts';
import { useKeptTree } from './use-kept-tree.ts';
import { usePlantReady } from './use-plant-ready.ts';
import { UNASSIGNED, useShownPoints } from './use-shown-points.ts';
import { ViewChoice } from './view-choice.ts';

/** The plant at a glance: its tree, and of the chosen part every point as a tile, worst first. */
export function PlantScreen() {
  const { plant, tree } = useApp();
  const search = useSignal('');
  const filter = useSignal<Appearance | null>(null);
  const node = useAddressSignal('node');
  const view = useAddressSignal('view');
  const isChoosing = useSignal(false);
  const isTreeShown = useKeptTree();
  const points = useShownPoints({ node, search, filter });
  const { isReady, first } = usePlantReady(loadFirst);
  useTitle();
  if (plant.loaded.value && plant.order.value.length === 0 && tree.branches.value.size === 0) {
    return html`<${PlantEmpty} />`;
  }
  const hasTree = tree.branches.value.size > 0 || tree.state.value === 'failed';
  const showAll = () => {
    search.value = '';
    filter.value = null;
    node.value = '';
  };
  const head = { node, search, view, points, isChoosing, isTreeShown, hasTree };
  return html`<div class="plant-layout" data-tree=${(hasTree && isTreeShown.value) || undefined}>
    ${
      hasTree &&
      isTreeShown.value &&
      html`<nav class="plant-tree" aria-label=${words.title}><${LazyScreen} load=${loadTree} node=${node} /></nav>`
    }
    <div class="plant-main">
      ${node.value === '' && view.value === '' && html`<${PhoneHome} />`}
      <${PlantHead} ...${head} />
      ${
        isReady &&
        html`<${AlarmStrip} most=${3} nodeIds=${alarmPlaces(node.value, tree)} />
          <${FirstSteps} isAsked=${!hasTree || node.value === UNASSIGNED} of=${first} />
          <${FilterChips} filter=${filter} counts=${points.counts} total=${points.within.value.length} />
          <div class="plant-bar">
            <${ViewChoice} view=${view} hasTree=${hasTree} />
            <${PlantWays} node=${node.value} />
          </div>`
      }
      ${isReady && plant.loaded.value ? html`<${View} view=${view.value} node=${node} points=${points} showAll=${showAll} />` : html`<${TileSkeletons} />`}
    </div>
    ${isChoosing.value && html`<${ChooseDialog} node=${node} isChoosing=${isChoosing} />`}
  </div>`;
}

/** Null: of the whole plant. What stands nowhere has its alarms with the whole plant's. */
function alarmPlaces(node: string, tree: App['tree']): ReadonlySet<string> | null {
  return node === '' || node === UNASSIGNED ? null : tree.within(node);
}

function View({
  view,
  node,
  points,
  showAll,
}: {
  view: string;
  node: { value: string };
  points: ReturnType<typeof useShownPoints>;
  showAll: () => void;
}) {
  const { session } = useApp();
  if (view === 'picture') {
    return html`<${LazyScreen} key="picture" load=${loadPicture} node=${node} />`;
  }
  if (points.within.value.length === 0 && node.value !== '') {
    return html`<div class="no-match" role="status">
      <p>${words.nothingHere}</p>
      ${
        session.mayAnywhere('plant:edit') &&
        html`<p>${words.nothingHereEdit}</p>
          <a class="button" href=${`/plant/edit?node=${node.value}`}>${words.edit}</a>`
      }
    </div>`;
  }
  if (view === 'list') {
    return html`<${LazyScreen} key="list" load=${loadWorst} shown=${points.shown} />`;
  }
  return html`<${TileGrid} shown=${points.shown} showAll=${showAll} />`;
}

/** On a narrow screen the tree is a sheet of its own, left again with the choice. */
function ChooseDialog({
  node,
  isChoosing,
}: {
  node: { value: string };
  isChoosing: { value: boolean };
}) {
  const close = () => {
    isChoosing.value = false;
  };
  return html`<${Dialog} title=${words.choose} onClose=${close}>
    <${LazyScreen} load=${loadTree} node=${node} onChosen=${close} />
    <div class="dialog-buttons"><button class="button" autofocus onClick=${close}>${text.close}</button></div>
  <//>`;
}

/** Points that stand nowhere: whoever may edit is shown the first step, while there is no tree, and later where they are looked at. */
function FirstSteps({ isAsked, of }: { isAsked: boolean; of: ComponentType | null }) {
  const { session, plant, tree } = useApp();
  const isKnown = plant.loaded.value && tree.state.value === 'ready';
  const isNeeded = isAsked && isKnown && tree.rollUpOf(null).points > 0;
  // Machines of its making stand at the top, which is in no part of the plant.
  if (!isNeeded || !session.may('plant:edit')) return null;
  return of === null
    ? html`<${LazyScreen} key="first" load=${loadFirst} isQuiet />`
    : html`<${of} />`;
}

/** Beside the tiles, not before them: what is wrong is seen without the tree. */
const loadTree = async () => (await import('./tree-panel.ts')).TreePanel;
const loadPicture = async () => (await import('./plant-picture.ts')).PlantPicture;
const loadWorst = async () => (await import('./worst-list.ts')).WorstList;
const loadFirst = async () => (await import('./first-steps.ts')).FirstSteps;

/** The browser's tab tells the number of points in danger and warning, also while it is in the background. */
function useTitle(): void {
  const { plant } = useApp();
  const { danger, warning } = plant.counts.value;
  const grave = danger + warning;
  useEffect(() => {
    document.title = `${grave > 0 ? `(${grave}) ` : ''}${text.plant.title} · ${text.product}`;
  }, [grave]);
}
