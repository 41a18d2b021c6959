import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { Column } from './column.ts';
import { ACTIONS } from './column-grip.ts';

/** Of a column that was shown after the others were made as wide as they are, pixels. */
const WIDTH_NEW = 160;
/** Of the boxes that select rows: as the style has them. */
const TICKS = 44;

interface SizedTableProps<Row> {
  readonly caption: string;
  /** Rows in all, −1 where nobody knows. */
  readonly total: number;
  readonly columns: readonly Column<Row>[];
  readonly widths: Readonly<Record<string, number>>;
  readonly hasTicks: boolean;
  readonly hasActions: boolean;
  readonly children?: ComponentChildren;
}

/** The table itself, with columns as wide as somebody made them. */
export function SizedTable<Row>(props: SizedTableProps<Row>) {
  const { caption, total, columns, widths, hasTicks, hasActions, children } = props;
  const isSized = Object.keys(widths).length > 0;
  const sizes = [
    ...(hasTicks ? [TICKS] : []),
    ...[...columns.map(({ key }) => key), ...(hasActions ? [ACTIONS] : [])].map(
      (key) => widths[key] ?? WIDTH_NEW,
    ),
  ];
  const sum = sizes.reduce((before, size) => before + size, 0);
  return html`<table
    role="table"
    aria-label=${caption}
    aria-rowcount=${total}
    data-sized=${isSized || undefined}
    style=${isSized ? { '--table-width': `${sum}px` } : undefined}
  >
    ${
      isSized &&
      html`<colgroup>
        ${sizes.map((size, i) => html`<col key=${i} style=${{ width: `${size}px` }} />`)}
      </colgroup>`
    }
    ${children}
  </table>`;
}
