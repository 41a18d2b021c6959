import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { plantTree as words } from '../../text/plant-tree.ts';

/** Finds by name in a tree; Escape clears, arrow down goes to what was found. */
export function TreeSearch({ id, search }: { id: string; search: Signal<string> }) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && search.peek() !== '') {
      search.value = '';
      event.preventDefault();
      event.stopPropagation();
    }
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    const field = event.target as HTMLElement;
    const tree = field
      .closest('.tree-panel')
      ?.querySelector<HTMLElement>('[tabindex="0"][role=treeitem]');
    tree?.focus();
  };
  return html`<input
    id=${id}
    class="tree-search"
    type="search"
    placeholder=${words.find}
    aria-label=${words.find}
    autocomplete="off"
    spellcheck=${false}
    value=${search}
    onInput=${(event: Event) => {
      search.value = (event.target as HTMLInputElement).value;
    }}
    onKeyDown=${onKeyDown}
  />`;
}

/** Whether a name has all the words, in any order; null without words, so that the tree stays as it was opened. */
export function matcherOf<Item>(
  search: string,
  nameOf: (item: Item) => string,
): ((item: Item) => boolean) | null {
  const wanted = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return null;
  return (item) => {
    const name = nameOf(item).toLocaleLowerCase();
    return wanted.every((word) => name.includes(word));
  };
}
