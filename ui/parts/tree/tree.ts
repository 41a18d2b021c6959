import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../icon.ts';
import { treeStep, typedAhead } from './tree-keys.ts';
import { type TreeItem, type TreeRow, type TreeView, treeRows } from './tree-rows.ts';

/** What is typed within so long is one word, ms. */
const TYPING_MS = 600;

export interface TreeProps<Item extends TreeItem> extends Omit<TreeView<Item>, 'open'> {
  readonly label: string;
  readonly open: Signal<ReadonlySet<string>>;
  readonly chosen: string | null;
  readonly onChoose: (item: Item) => void;
  /** The words of an item, for looking one up by typing. */
  readonly words: (item: Item) => string;
  readonly content: (item: Item, row: TreeRow<Item>) => ComponentChildren;
  /** More of a row, such as what makes it draggable. */
  readonly rowProps?: (item: Item) => Record<string, unknown>;
  /** A key that the tree has no use for; true: it was used. */
  readonly onKey?: (event: KeyboardEvent, item: Item) => boolean;
}

/** A tree for mouse, finger and keyboard (ARIA tree view): arrows walk and open, letters look up, Enter and Space choose. */
export function Tree<Item extends TreeItem>(props: TreeProps<Item>) {
  const { label, open, chosen, onChoose, words, content, rowProps, onKey } = props;
  const list = useRef<HTMLUListElement>(null);
  const focused = useSignal<string | null>(null);
  const typed = useRef({ word: '', atMs: 0 });
  const isMoving = useRef(false);
  const rows = treeRows({ ...props, open: open.value });
  const has = (id: string | null) => rows.some(({ item }) => item.id === id);
  const inTabOrder = has(focused.value)
    ? focused.value
    : has(chosen)
      ? chosen
      : (rows[0]?.item.id ?? null);
  useLayoutEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    const row = list.current?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]');
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  });
  const goTo = (index: number) => {
    isMoving.current = true;
    focused.value = rows[index].item.id;
  };
  const turn = (ids: readonly string[], isOpen: boolean) => {
    const next = new Set(open.peek());
    for (const id of ids) isOpen ? next.add(id) : next.delete(id);
    open.value = next;
  };
  const look = (letter: string, index: number, atMs: number) => {
    const isOn = atMs - typed.current.atMs < TYPING_MS;
    typed.current = { word: isOn ? typed.current.word + letter : letter, atMs };
    const all = rows.map(({ item }) => words(item));
    const found = typedAhead(typed.current.word, all, index);
    if (found !== null) goTo(found);
  };
  const press = (event: KeyboardEvent) => {
    const index = rows.findIndex(({ item }) => item.id === rowOf(event)?.dataset.id);
    const row = rows[index];
    if (row === undefined || event.target !== rowOf(event)) return;
    if (onKey?.(event, row.item)) {
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = treeStep(event.key, rows, index);
    const isLetter = /^[\p{L}\p{N}]$/u.test(event.key);
    if (step?.kind === 'go') goTo(step.index);
    else if (step !== null) turn(step.ids, step.kind === 'open');
    else if (event.key === 'Enter' || event.key === ' ') onChoose(row.item);
    else if (isLetter) look(event.key, index, event.timeStamp);
    else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    // A letter belongs to the tree here, not to the shortcuts of the page.
    if (isLetter) event.stopPropagation();
  };
  const click = (event: Event) => {
    const id = rowOf(event)?.dataset.id;
    const row = rows.find(({ item }) => item.id === id);
    if (row === undefined || !(event.target instanceof Element)) return;
    focused.value = row.item.id;
    if (event.target.closest('.tree-toggle')) turn([row.item.id], !row.isOpen);
    else onChoose(row.item);
  };
  return html`<ul class="tree" role="tree" aria-label=${label} ref=${list} onKeyDown=${press} onClick=${click}>
    ${rows.map(
      (row) => html`<li
        key=${row.item.id}
        role="treeitem"
        data-id=${row.item.id}
        aria-level=${row.level}
        aria-posinset=${row.position}
        aria-setsize=${row.siblings}
        aria-expanded=${row.hasChildren ? row.isOpen : undefined}
        aria-selected=${row.item.id === chosen}
        tabindex=${row.item.id === inTabOrder ? 0 : -1}
        style=${{ '--level': row.level }}
        ...${rowProps?.(row.item)}
      >
        <span class=${row.hasChildren ? 'tree-toggle' : 'tree-leaf'} aria-hidden="true">
          ${row.hasChildren && html`<${Icon} name="down" />`}
        </span>
        ${content(row.item, row)}
      </li>`,
    )}
  </ul>`;
}

function rowOf({ target }: Event): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[role=treeitem]') : null;
}
