import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { Tile } from './tile.ts';
import { neighbour, visibleRows } from './visible-rows.ts';

/** In step with `--tile-…` of style/plant.css. */
const TILE_WIDTH = 248;
const TILE_HEIGHT = 168;
const GAP = 12;
const ROW_HEIGHT = TILE_HEIGHT + GAP;

interface TileGridProps {
  shown: ReadonlySignal<readonly string[]>;
  showAll: () => void;
}

/** The tiles of which only those near the window exist; arrows, Home and End move over all of them. */
export function TileGrid({ shown, showAll }: TileGridProps) {
  const { plant } = useApp();
  const list = useRef<HTMLUListElement>(null);
  const view = useSignal({ width: 0, scrolled: 0, windowHeight: 0 });
  const current = useSignal<string | null>(null);
  useMeasures(list, (measures) => {
    view.value = measures;
  });
  const rows = useComputed(() =>
    visibleRows({
      items: shown.value.length,
      tileWidth: TILE_WIDTH,
      rowHeight: ROW_HEIGHT,
      gap: GAP,
      ...view.value,
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
    bringIntoWindow(list.current!, Math.floor(next / columns));
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
      height: `${rows.value.rows * ROW_HEIGHT - GAP}px`,
      paddingTop: `${firstRow * ROW_HEIGHT}px`,
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
  take: (measures: { width: number; scrolled: number; windowHeight: number }) => void,
): void {
  useLayoutEffect(() => {
    let wanted = 0;
    const measure = () => {
      wanted = 0;
      if (list.current === null) return;
      const { width, top } = list.current.getBoundingClientRect();
      take({ width, scrolled: -top, windowHeight: innerHeight });
    };
    const soon = () => {
      if (wanted === 0) wanted = requestAnimationFrame(measure);
    };
    const observer = new ResizeObserver(soon);
    observer.observe(document.getElementById('content')!);
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

function bringIntoWindow(list: HTMLElement, row: number): void {
  const top = list.getBoundingClientRect().top + row * ROW_HEIGHT;
  if (top < COVERED_PX) scrollBy(0, top - COVERED_PX);
  const below = top + TILE_HEIGHT - (innerHeight - COVERED_PX);
  if (below > 0) scrollBy(0, below);
}

function focusTile(list: HTMLElement | null, id: string, triesLeft = 5): void {
  const tile = list?.querySelector<HTMLElement>(`[data-id="${id}"]`);
  if (tile) tile.focus({ preventScroll: true });
  else if (triesLeft > 0) requestAnimationFrame(() => focusTile(list, id, triesLeft - 1));
}
