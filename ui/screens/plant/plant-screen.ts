import { useComputed, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../session/app.ts';
import { type Appearance, text } from '../../text/en.ts';
import { fullName } from '../../websocket/point-cell.ts';
import { NEEDS_ATTENTION } from '../../websocket/rank.ts';
import { FilterChips } from './filter-chips.ts';
import { PlantEmpty } from './plant-empty.ts';
import { SearchField } from './search-field.ts';
import { TileGrid } from './tile-grid.ts';
import { TileSkeletons } from './tile-skeletons.ts';

/** Every point as a tile, worst first. */
export function PlantScreen() {
  const { plant } = useApp();
  const search = useSignal('');
  const filter = useSignal<Appearance | null>(null);
  const shown = useComputed(() => {
    const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const wanted = filter.value;
    return plant.order.value.filter((id) => {
      const cell = plant.cell(id)!;
      if (wanted !== null && cell.appearance.value !== wanted) return false;
      if (words.length === 0) return true;
      const { area, tags } = cell.point.value;
      const said = [fullName(cell.point.value), area ?? '', ...tags].join(' ').toLocaleLowerCase();
      return words.every((word) => said.includes(word));
    });
  });
  useTitle();
  if (plant.loaded.value && plant.order.value.length === 0) return html`<${PlantEmpty} />`;
  const showAll = () => {
    search.value = '';
    filter.value = null;
  };
  return html`
    <div class="plant-head">
      <${Summary} />
      <${SearchField} search=${search} />
      <${FilterChips} filter=${filter} />
    </div>
    ${plant.loaded.value ? html`<${TileGrid} shown=${shown} showAll=${showAll} />` : html`<${TileSkeletons} />`}
  `;
}

function Summary() {
  const { plant } = useApp();
  const counts = plant.counts.value;
  const total = plant.order.value.length;
  const attention = NEEDS_ATTENTION.reduce((sum, name) => sum + counts[name], 0);
  return html`<div class="plant-summary">
    <h1>${text.plant.title}</h1>
    <p class=${attention > 0 ? 'strong' : 'muted'}>
      ${
        plant.loaded.value
          ? attention > 0
            ? text.plant.attention(attention, total)
            : text.plant.calm(total)
          : `${text.loading}…`
      }
    </p>
  </div>`;
}

/** The browser's tab tells the number of points in danger and warning, also while it is in the background. */
function useTitle(): void {
  const { plant } = useApp();
  const { danger, warning } = plant.counts.value;
  const grave = danger + warning;
  useEffect(() => {
    document.title = `${grave > 0 ? `(${grave}) ` : ''}${text.plant.title} · ${text.product}`;
  }, [grave]);
}
