/** The least that a tree needs to know of what it shows. */
export interface TreeItem {
  readonly id: string;
  /** Null at the top. */
  readonly parentId: string | null;
}

/** One line of the tree as it stands on the screen. */
export interface TreeRow<Item extends TreeItem> {
  readonly item: Item;
  /** 1 at the top. */
  readonly level: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** Its place among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

export interface TreeView<Item extends TreeItem> {
  /** In the order in which they stand. */
  readonly childrenOf: (parentId: string | null) => readonly Item[];
  readonly open: ReadonlySet<string>;
  /** Only items that match and all above them are shown, opened as far as needed; null: all as they are opened. */
  readonly matches: ((item: Item) => boolean) | null;
}

/** The lines of the tree from top to bottom. */
export function treeRows<Item extends TreeItem>(view: TreeView<Item>): TreeRow<Item>[] {
  const shown = view.matches === null ? null : leadingTo(view, view.matches);
  const rows: TreeRow<Item>[] = [];
  const add = (parentId: string | null, level: number) => {
    const all = view.childrenOf(parentId);
    const items = shown === null ? all : all.filter(({ id }) => shown.has(id));
    for (const [at, item] of items.entries()) {
      const below = view.childrenOf(item.id);
      // What matches by itself may be opened; only what leads to a match stands open.
      const isOpen =
        shown === null ? view.open.has(item.id) : below.some(({ id }) => shown.has(id));
      const hasChildren = below.length > 0 && (shown === null || isOpen);
      const place = { level, position: at + 1, siblings: items.length };
      rows.push({ item, hasChildren, isOpen: hasChildren && isOpen, ...place });
      if (hasChildren && isOpen) add(item.id, level + 1);
    }
  };
  add(null, 1);
  return rows;
}

function leadingTo<Item extends TreeItem>(
  { childrenOf }: TreeView<Item>,
  matches: (item: Item) => boolean,
): ReadonlySet<string> {
  const shown = new Set<string>();
  const look = (parentId: string | null): boolean => {
    let any = false;
    for (const item of childrenOf(parentId)) {
      const isBelow = look(item.id);
      if (!isBelow && !matches(item)) continue;
      shown.add(item.id);
      any = true;
    }
    return any;
  };
  look(null);
  return shown;
}
