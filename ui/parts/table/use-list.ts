import { type Signal, useSignal } from '@preact/signals';
import { type Inputs, useEffect } from 'preact/hooks';
import { type Loaded, useLoad } from '../use-load.ts';
import type { ListPage, ListQuery } from './page-of-rows.ts';

export const ROWS_PER_PAGE = 50;
/** After the last key: each query costs the hub something. */
const TYPING_MS = 250;

/** A list by the page: what is asked for, what came, and the way on. */
export interface List<Row> {
  readonly state: Signal<Loaded<ListPage<Row>>>;
  readonly sort: Signal<string | undefined>;
  readonly search: Signal<string>;
  /** Cursors of the pages up to this one; the first needs none. */
  readonly trail: Signal<readonly string[]>;
  readonly reload: () => void;
}

/** Loads a list by the page, anew when sorting, search, page or `inputs` (its filters) change; `firstTrail` leads to the page where it begins. */
export function useList<Row>(
  load: (query: ListQuery, signal: AbortSignal) => Promise<ListPage<Row>>,
  inputs: Inputs,
  firstSort?: string,
  firstTrail: readonly string[] = [],
  firstSearch = '',
): List<Row> {
  const sort = useSignal(firstSort);
  const search = useSignal(firstSearch);
  const sought = useSignal(firstSearch);
  const trail = useSignal(firstTrail);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (sought.peek() === search.value.trim()) return;
      trail.value = [];
      sought.value = search.value.trim();
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [search.value]);
  // Another order or filter begins at the front; a cursor belongs to the list that it was made for.
  const question = JSON.stringify([sort.value, ...inputs]);
  const asked = useSignal(question);
  if (asked.peek() !== question) {
    asked.value = question;
    trail.value = [];
  }
  const query: ListQuery = {
    limit: ROWS_PER_PAGE,
    cursor: trail.value.at(-1),
    sort: sort.value,
    q: sought.value || undefined,
  };
  const { state, reload } = useLoad(
    (signal) => load(query, signal),
    [JSON.stringify(query), ...inputs],
  );
  return { state, sort, search, trail, reload };
}
