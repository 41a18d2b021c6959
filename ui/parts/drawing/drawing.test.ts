import { expect, test } from 'bun:test';
import type { Drawing } from './drawing.ts';
import { decadeTicks, niceTicks, timeTicks } from './nice-ticks.ts';
import { isPlainPage, pdfOf } from './pdf.ts';
import { svgOf } from './svg.ts';

const drawing: Drawing = {
  width: 200,
  height: 100,
  title: 'Pump <3> & "fan"',
  marks: [
    {
      kind: 'line',
      points: [
        [0, 0],
        [200, 100],
      ],
      colour: '#ff0000',
      width: 1,
      dash: [4, 2],
    },
    {
      kind: 'area',
      points: [
        [0, 0],
        [10, 0],
        [10, 10],
      ],
      colour: '#00ff00',
    },
    {
      kind: 'text',
      at: [5, 9],
      text: 'Größe (µm²) −3',
      size: 12,
      colour: '#000000',
      anchor: 'end',
    },
  ],
};

test('words of people stay words in a drawing, whatever they hold', () => {
  const svg = svgOf({ ...drawing, title: '</title><script>alert(1)</script>' });
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;/title&gt;');
  expect(svg).toContain('<polyline points="0,0 200,100"');
});

test('a page of lines and words is a PDF whose table of objects is right', () => {
  const bytes = pdfOf(drawing);
  const file = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  expect(file.startsWith('%PDF-1.4')).toBe(true);
  const start = Number(/startxref\n(\d+)\n/.exec(file)?.[1]);
  expect(file.slice(start, start + 4)).toBe('xref');
  const offsets = [...file.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map(([, at]) =>
    Number(at),
  );
  for (const [i, at] of offsets.entries()) {
    expect(file.slice(at)).toStartWith(`${i + 1} 0 obj\n`);
  }
  const [, length, body] = /\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/.exec(file) ?? [];
  expect(body.length).toBe(Number(length));
  // Brackets would end the word early; a true minus and an umlaut have a code in every plain font.
  expect(body).toContain('(Gr\u00f6\u00dfe \\(\u00b5m\u00b2\\) -3) Tj');
});

test('letters that plain fonts do not have need a picture of the page, and it is one', () => {
  expect(isPlainPage(drawing)).toBe(true);
  const chinese = { ...drawing, title: '泵' };
  expect(isPlainPage(chinese)).toBe(false);
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
  const file = pdfOf(chinese, { jpeg, width: 4, height: 2 });
  const words = Array.from(file, (byte) => String.fromCharCode(byte)).join('');
  expect(words).toContain(
    '/Filter /DCTDecode /Length 4 >>\nstream\n\u00ff\u00d8\u00ff\u00d9\nendstream',
  );
});

test('ticks are round and inside the range', () => {
  expect(niceTicks(0, 1, 5).ticks).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
  expect(niceTicks(3, 3, 5).ticks).toEqual([3]);
  expect(decadeTicks(0.5, 2000)).toEqual([1, 10, 100, 1000]);
  expect(timeTicks(100, 4000, 5)).toEqual({ ticks: [1800, 3600], step: 1800 });
});
