import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { pdfLetters } from './pdf-letters.ts';

/** A table that becomes a file: what stands above it, its columns, and its rows piece by piece. */
export interface Table {
  readonly title: string;
  /** Lines under the title: period, filters, totals. */
  readonly notes: readonly string[];
  readonly columns: readonly { readonly name: string; readonly width: number }[];
  readonly pieces: AsyncIterable<readonly (readonly string[])[]>;
}

/** As RFC 4180 has it; a cell that a spreadsheet would run begins with an apostrophe. */
export async function* csvOf({ columns, pieces }: Table): AsyncGenerator<string> {
  yield `${columns.map(({ name }) => name).join(',')}\r\n`;
  for await (const rows of pieces) {
    yield rows.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
  }
}

/** One object: the title, the notes, and the rows by their columns’ names. */
export async function* jsonOf({ title, notes, columns, pieces }: Table): AsyncGenerator<string> {
  yield `${JSON.stringify({ title, notes }).slice(0, -1)},"rows":[`;
  let isFirst = true;
  for await (const rows of pieces) {
    for (const cells of rows) {
      const named = Object.fromEntries(columns.map(({ name }, i) => [name, cells[i]]));
      yield `${isFirst ? '' : ','}\n${JSON.stringify(named)}`;
      isFirst = false;
    }
  }
  yield '\n]}\n';
}

const MARGIN = 36;
const LINE = 12;
const SMALL = 7.5;
/** Then others have their turn: setting lines is work, and the hub answers everybody in between. */
const LINES_AT_ONCE = 40;
const OTHER_LETTERS = 'Letters beyond Latin stand here as ?: the CSV and JSON files have them.';

/** A4 across, page after page as the rows come. */
export async function* pdfOf(table: Table): AsyncGenerator<Uint8Array> {
  const document = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: MARGIN,
    bufferPages: false,
  });
  const waiting: Uint8Array[] = [];
  document.on('data', (bytes: Uint8Array) => waiting.push(bytes));
  const ended = new Promise<void>((done) => document.on('end', done));
  const width = document.page.width - 2 * MARGIN;
  const whole = table.columns.reduce((sum, column) => sum + column.width, 0);
  const widths = table.columns.map((column) => (column.width / whole) * width);
  document.font('Helvetica-Bold').fontSize(14).text(pdfLetters(table.title));
  document.font('Helvetica').fontSize(9);
  for (const note of [...table.notes, OTHER_LETTERS]) document.text(pdfLetters(note));
  document.moveDown();
  const line = (cells: readonly string[], font: string) => {
    if (document.y + LINE > document.page.height - MARGIN) document.addPage();
    const y = document.y;
    let x = MARGIN;
    document.font(font).fontSize(SMALL);
    cells.forEach((cell, i) => {
      document.text(pdfLetters(cell), x, y, {
        width: widths[i] - 4,
        height: LINE,
        ellipsis: true,
        lineBreak: false,
      });
      x += widths[i];
    });
    document.x = MARGIN;
    document.y = y + LINE;
  };
  line(
    table.columns.map(({ name }) => name),
    'Helvetica-Bold',
  );
  for await (const rows of table.pieces) {
    for (const [i, cells] of rows.entries()) {
      line(cells, 'Helvetica');
      if (i % LINES_AT_ONCE === LINES_AT_ONCE - 1) await setImmediate();
    }
    yield* waiting.splice(0);
  }
  document.end();
  await ended;
  yield* waiting.splice(0);
}

function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
