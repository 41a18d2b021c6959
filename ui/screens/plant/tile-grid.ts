import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { Tile } from './tile.ts';
import { neighbour, visibleRows } from './visible-rows.ts';

/** What a window shows, and the sizes that style/plant.css gives a tile there; px. */
interface Measures {
  readonly width: number;
  readonly scrolled: number;
  readonly windowHeight: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly gap: number;
}
const UNMEASURED: Measures = {
  width: 0,
  scrolled: 0,
  windowHeight: 0,
  tileWidth: 1,
  tileHeight: 1,
  gap: 0,
};

interface TileGridProps {
  shown: ReadonlySignal<readonly string[]>;
  showAll: () => void;
}

/** The tiles of which only those near the window exist; arrows, Home and End move over all of them. */
export function TileGrid({ shown, showAll }: TileGridProps) {
  const { plant } = useApp();
  const list = useRef<HTMLUListElement>(null);
  const view = useSignal(UNMEASURED);
  const current = useSignal<string | null>(null);
  useMeasures(list, (measures) => {
    view.value = measures;
  });
  const { tileHeight, gap } = view.value;
  const rowHeight = tileHeight + gap;
  const rows = useComputed(() =>
    visibleRows({
      ...view.value,
      items: shown.value.length,
      rowHeight: view.value.tileHeight + view.value.gap,
    }),
  );
  const ids = shown.value;
  const { columns, from, to, firstRow } = rows.value;
  const inTabOrder =
    current.value !== null && ids.slice(from, to).includes(current.value)
      ? current.value
      : ids[from];

  const onKeyDown = (event: KeyboardEvent) => {
    const at = (event.target as HTMLElement).closest<HTMLElement>('.tile')?.dataset.id;
    const index = ids.indexOf(at ?? '');
    const next = neighbour(event.key, index, ids.length, columns);
    if (index < 0 || next === index) return;
    event.preventDefault();
    current.value = ids[next];
    bringIntoWindow(list.current!, Math.floor(next / columns), view.peek());
    requestAnimationFrame(() => focusTile(list.current, ids[next]));
  };

  if (ids.length === 0) {
    return html`<div class="no-match" role="status">
      <p>${text.plant.noMatch}</p>
      <button class="button" onClick=${showAll}>${text.plant.showAll}</button>
    </div>`;
  }
  return html`<ul
    class="tiles"
    ref=${list}
    style=${{
      height: `${rows.value.rows * rowHeight - gap}px`,
      paddingTop: `${firstRow * rowHeight}px`,
      gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
    }}
    onKeyDown=${onKeyDown}
  >
    ${ids.slice(from, to).map(
      (id, i) => html`<li key=${id} aria-setsize=${ids.length} aria-posinset=${from + i + 1}>
        <${Tile} cell=${plant.cell(id)} inTabOrder=${id === inTabOrder} />
      </li>`,
    )}
  </ul>`;
}

function useMeasures(
  list: { current: HTMLElement | null },
  take: (measures: Measures) => void,
): void {
  useLayoutEffect(() => {
    let wanted = 0;
    const measure = () => {
      wanted = 0;
      if (list.current === null) return;
      const { width, top } = list.current.getBoundingClientRect();
      const style = getComputedStyle(list.current);
      const px = (name: string) => Number.parseFloat(style.getPropertyValue(name));
      take({
        width,
        scrolled: -top,
        windowHeight: innerHeight,
        tileWidth: px('--tile-width'),
        tileHeight: px('--tile-height'),
        gap: px('--tile-gap'),
      });
    };
    const soon = () => {
      if (wanted === 0) wanted = requestAnimationFrame(measure);
    };
    const observer = new ResizeObserver(soon);
    observer.observe(document.getElementById('content')!);
    // The tree beside it comes and goes without the page growing or shrinking.
    observer.observe(list.current ?? document.body);
    addEventListener('scroll', soon, { passive: true });
    addEventListener('resize', soon);
    measure();
    return () => {
      cancelAnimationFrame(wanted);
      observer.disconnect();
      removeEventListener('scroll', soon);
      removeEventListener('resize', soon);
    };
  }, [list.current === null]);
}

/** The header above and the connection bar below may cover this much of the window. */
const COVERED_PX = 72;

function bringIntoWindow(list: HTMLElement, row: number, { tileHeight, gap }: Measures): void {
  const top = list.getBoundingClientRect().top + row * (tileHeight + gap);
  if (top < COVERED_PX) scrollBy(0, top - COVERED_PX);
  const below = top + tileHeight - (innerHeight - COVERED_PX);
  if (below > 0) scrollBy(0, below);
}

function focusTile(list: HTMLElement | null, id: string, triesLeft = 5): void {
  const tile = list?.querySelector<HTMLElement>(`[data-id="${id}"]`);
  if (tile) tile.focus({ preventScroll: true });
  else if (triesLeft > 0) requestAnimationFrame(() => focusTile(list, id, triesLeft - 1));
}
