import type { TreeItem, TreeRow } from './tree-rows.ts';

/** What a key does in a tree: the focus goes to a row, or rows open or close. */
export type TreeStep =
  | { readonly kind: 'go'; readonly index: number }
  | { readonly kind: 'open' | 'close'; readonly ids: readonly string[] };

/** What the key means on this row, as the ARIA practices have it for trees; null: nothing. */
export function treeStep<Item extends TreeItem>(
  key: string,
  rows: readonly TreeRow<Item>[],
  index: number,
): TreeStep | null {
  const row = rows[index];
  if (row === undefined) return null;
  const go = (to: number): TreeStep | null =>
    to === index || to < 0 || to >= rows.length ? null : { kind: 'go', index: to };
  switch (key) {
    case 'ArrowDown':
      return go(index + 1);
    case 'ArrowUp':
      return go(index - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'ArrowRight':
      if (!row.hasChildren) return null;
      return row.isOpen ? go(index + 1) : { kind: 'open', ids: [row.item.id] };
    case 'ArrowLeft':
      if (row.isOpen) return { kind: 'close', ids: [row.item.id] };
      return go(rows.findIndex(({ item }) => item.id === row.item.parentId));
    case '*': {
      const siblings = rows.filter(({ item }) => item.parentId === row.item.parentId);
      const closed = siblings.filter(({ hasChildren, isOpen }) => hasChildren && !isOpen);
      return closed.length === 0 ? null : { kind: 'open', ids: closed.map(({ item }) => item.id) };
    }
    default:
      return null;
  }
}

/** The next row whose words begin with what was typed, looked for from this row on and around; null without one. */
export function typedAhead(typed: string, words: readonly string[], index: number): number | null {
  const wanted = typed.toLocaleLowerCase();
  // A longer word may still be the one that has the focus; a first letter asks for the next.
  const from = typed.length > 1 ? index : index + 1;
  for (let step = 0; step < words.length; step++) {
    const at = (from + step) % words.length;
    if (words[at].toLocaleLowerCase().startsWith(wanted)) return at;
  }
  return null;
}
