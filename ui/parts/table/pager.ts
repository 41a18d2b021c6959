import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { tableWords } from '../../text/table.ts';
import type { ListPage } from './page-of-rows.ts';
import { ROWS_PER_PAGE } from './use-list.ts';

/** Which rows of how many, and the ways to the pages before and after. */
export function Pager<Row>({
  page,
  trail,
}: {
  page: ListPage<Row>;
  trail: Signal<readonly string[]>;
}) {
  const { items, nextCursor, total } = page;
  const before = trail.value.length * ROWS_PER_PAGE;
  const isOnly = before === 0 && nextCursor === null;
  if (items.length === 0 && isOnly) return null;
  const forth = () => {
    if (nextCursor !== null) trail.value = [...trail.value, nextCursor];
  };
  const back = () => {
    trail.value = trail.value.slice(0, -1);
  };
  return html`<div class="pager">
    <span class="muted" role="status">${tableWords.range(before + 1, before + items.length, total)}</span>
    ${
      !isOnly &&
      html`<button class="button" disabled=${before === 0} onClick=${back}>${tableWords.previous}</button>
        <button class="button" disabled=${nextCursor === null} onClick=${forth}>${tableWords.next}</button>`
    }
  </div>`;
}
