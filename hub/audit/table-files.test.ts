import { expect, test } from 'bun:test';
import { inflateSync } from 'node:zlib';
import { pdfOf } from './table-files.ts';

/** Strings of the page, as the PDF shows them. */
async function shown(cells: string[]): Promise<string[]> {
  const parts: Uint8Array[] = [];
  const pieces = (async function* () {
    yield [cells];
  })();
  const columns = cells.map((_, i) => ({ name: `column ${i}`, width: 10 }));
  for await (const part of pdfOf({ title: 'Audit', notes: [], columns, pieces })) parts.push(part);
  const file = Buffer.concat(parts).toString('latin1');
  const pages = [...file.matchAll(/FlateDecode\s*>>\s*stream\n([\s\S]*?)\nendstream/g)].map(
    ([, data]) => inflateSync(Buffer.from(data, 'latin1')).toString('latin1'),
  );
  return [...pages.join('\n').matchAll(/\[(.*)\] TJ/g)].map(([, run]) =>
    [...run.matchAll(/<([0-9a-f]*)>/g)]
      .map(([, hex]) => Buffer.from(hex, 'hex').toString('latin1'))
      .join(''),
  );
}

test('a PDF shows a name that its fonts lack as near as they can, and what stands beside it as it is', async () => {
  const words = await shown(['Ștefan', 'Zoë', 'محمد']);
  expect(words.slice(-3)).toEqual(['Stefan', 'Zoë', '????']);
});
