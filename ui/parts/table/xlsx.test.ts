import { expect, test } from 'bun:test';
import type { Column } from './column.ts';
import { xlsxOf } from './xlsx.ts';

type Row = { name: string; note: string };
const COLUMNS: Column<Row>[] = [
  { key: 'name', title: 'Name', words: ({ name }) => name, isName: true },
  { key: 'note', title: 'A <note> & more', words: ({ note }) => note },
];

/** A reader that is not ours: each cell as its kind and what stands in it. */
const READER = `
import sys, io, json, zipfile
import xml.etree.ElementTree as tree
book = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert book.testzip() is None
for part in book.namelist():
    tree.fromstring(book.read(part))
sheet = tree.fromstring(book.read('xl/worksheets/sheet1.xml'))
main = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
assert sheet.find('.//' + main + 'f') is None
rows = [[[c.get('t', 'n'), ''.join(c.itertext())] for c in row] for row in sheet.iter(main + 'row')]
print(json.dumps(rows))
`;

async function read(file: Uint8Array<ArrayBuffer>): Promise<[string, string][][]> {
  const python = Bun.spawn(['python3', '-c', READER], { stdin: file, stdout: 'pipe' });
  const said = await new Response(python.stdout).text();
  expect(await python.exited).toBe(0);
  return JSON.parse(said);
}

test('another reader finds the titles first, numbers as numbers and all else as text', async () => {
  const notes = [
    '12.5',
    '-3',
    '007',
    '1e5',
    '=1+1',
    '@SUM(A1)',
    '-2+3',
    '',
    'a,"b"\n<c>&d',
    'Größe',
  ];
  const rows = notes.map((note) => ({ name: '42', note }));
  const [head, ...found] = await read(xlsxOf(COLUMNS, rows));
  expect(head).toEqual([
    ['inlineStr', 'Name'],
    ['inlineStr', 'A <note> & more'],
  ]);
  expect(found.map(([, note]) => note)).toEqual(
    notes.map((note, i) => [i < 2 ? 'n' : 'inlineStr', note]),
  );
  expect(found[0][0]).toEqual(['inlineStr', '42']);
});

test('what no workbook can hold spoils it not, nor does a sheet of many rows', async () => {
  const rows = Array.from({ length: 5_000 }, (_, i) => ({
    name: `row ${i}`,
    note: 'x\u0000\ud800',
  }));
  const found = await read(
    xlsxOf(COLUMNS, [{ name: '_x0041_', note: 'y'.repeat(40_000) }, ...rows]),
  );
  expect(found).toHaveLength(5_002);
  expect(found[1][0][1]).toBe('_x005F_x0041_');
  expect(found[1][1][1]).toHaveLength(32_767);
  expect(found[5_001][1][1]).toBe('x\ufffd\ufffd');
});
